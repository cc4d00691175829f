/** Errors of the tools, by their stable code: what is wrong, and what to do. [English, Chinese]. */
export const errorEntries = {
  'tool-unknown-option': ["unknown option '{what}'. See --help.{hint}", '未知选项“{what}”。请看 --help。{hint}'],
  'tool-unknown-command': ["unknown command '{what}'. See --help.{hint}", '未知命令“{what}”。请看 --help。{hint}'],
  'tool-missing-command': ['a command is missing. See --help.', '缺少命令。请看 --help。'],
  'tool-missing-argument': ["the argument '{what}' is missing. See --help.", '缺少参数“{what}”。请看 --help。'],
  'tool-missing-value': ["the option '{what}' needs a value. See --help.", '选项“{what}”需要取值。请看 --help。'],
  'tool-missing-option': ["the option '{what}' must be given. See --help.", '必须给出选项“{what}”。请看 --help。'],
  'tool-excess-argument': ['too many arguments: {what}. See --help.', '参数过多：{what}。请看 --help。'],
  'tool-conflicting-options': [
    'these options exclude each other: {what}. See --help.',
    '以下选项互相排斥：{what}。请看 --help。',
  ],
  'tool-hint': [' Did you mean {what}?', '是否想用 {what}？'],
  'tool-bad-language': [
    "'{value}' is no language of this program: use zh or en.",
    '本程序没有语言“{value}”：请用 zh 或 en。',
  ],
  'tool-bad-duration': [
    "'{value}' is no duration for {option}: write a number with a unit, for example 30s, 5m, 1h30m (at most 366d).",
    '{option} 的“{value}”不是时间长度：请写数字加单位，例如 30s、5m、1h30m（最长 366d）。',
  ],
  'tool-bad-number': [
    "'{value}' will not do for {option}: use a number from {low} to {high}.",
    '{option} 不能取“{value}”：请用 {low} 到 {high} 的数。',
  ],
  'tool-bad-mass': [
    "'{value}' is no mass for {option}: write a number with mg, g, kg or t, for example 3kg.",
    '{option} 的“{value}”不是质量：请写数字加 mg、g、kg 或 t，例如 3kg。',
  ],
  'tool-bad-class': [
    "'{value}' is no accuracy class: use I, II, III or IIII (OIML R 76-1 table 3).",
    '“{value}”不是准确度等级：请用 I、II、III 或 IIII（OIML R 76-1 表 3）。',
  ],
  'tool-bad-scale': [
    'No scale of class {class} has Max {max} and e {e}: {why} (OIML R 76-1 table 3).',
    '{class} 级秤不存在 Max {max}、e {e} 的组合：{why}（OIML R 76-1 表 3）。',
  ],
  'tool-bad-text': [
    "'{value}' will not do for {option}: use 1 to {most} bytes of UTF-8 without control characters.",
    '{option} 不能取“{value}”：请用 1 到 {most} 字节的 UTF-8 文本，不含控制字符。',
  ],
  'tool-bad-choice': [
    "'{value}' will not do for {option}: use {choices}.",
    '{option} 不能取“{value}”：请用 {choices}。',
  ],
  'tool-bad-ueid': [
    "'{value}' is no UEID: give its 17 bytes as 34 hexadecimal digits.",
    '“{value}”不是 UEID：请给出 17 字节的 34 位十六进制。',
  ],

  'tool-unknown-instrument': [
    'No instrument {ueid} is enrolled. List them with: hengzhun export instruments --out -',
    '没有登记器具 {ueid}。可用以下命令列出：hengzhun export instruments --out -',
  ],

  'tool-file-missing': ['{path} does not exist. Check the path.', '{path} 不存在。请检查路径。'],
  'tool-file-unreadable': [
    '{path} cannot be read ({reason}). Check its permissions.',
    '无法读取 {path}（{reason}）。请检查权限。',
  ],
  'tool-file-too-large': [
    '{path} is larger than {limit}: that is no file of this kind. Check the path.',
    '{path} 超过 {limit}：不会是此类文件。请检查路径。',
  ],
  'tool-file-exists': [
    '{path} exists already and was left as it is. Choose another name, or give --force.',
    '{path} 已存在，未作改动。请另选名称，或使用 --force。',
  ],
  'tool-secret-exists': [
    '{path} exists already: keys are never overwritten. Choose another folder.',
    '{path} 已存在：密钥从不覆盖。请另选目录。',
  ],
  'tool-file-unwritable': [
    '{path} cannot be written ({reason}). Check the folder and its permissions.',
    '无法写入 {path}（{reason}）。请检查目录及其权限。',
  ],
  'tool-disk-full': [
    'The disk of {path} is full. What was acknowledged is kept; make room and run the command again.',
    '{path} 所在磁盘已满。已确认的内容均已保留；请释放空间后重新运行。',
  ],
  'tool-data-missing': [
    'There is no store in {path}. Give the folder that a station, a monitor or an import wrote, or the URL of a database, with --data.',
    '{path} 中没有数据库。请用 --data 给出由工作站、监听或导入命令写入的目录，或数据库地址。',
  ],
  'tool-data-bad-url': [
    'Stores are kept in folders and in PostgreSQL, not at a URL that begins with {scheme}://. Give a folder or postgresql://user@host/database.',
    '数据存于目录或 PostgreSQL，而不是以 {scheme}:// 开头的地址。请给出目录或 postgresql://用户@主机/数据库。',
  ],
  'tool-data-not-a-folder': [
    'A station keeps the flash of its instruments in a folder: give a folder with --data, and not the URL of a database.',
    '工作站的器具闪存存放在目录中：请用 --data 给出目录，而不是数据库地址。',
  ],
  'tool-data-unwritable': [
    'The data folder {path} cannot be written ({reason}). Correct its permissions or give another with --data.',
    '数据目录 {path} 无法写入（{reason}）。请更正权限，或用 --data 指定其他目录。',
  ],
  'tool-data-busy': [
    'The data folder {path} is in use by another station (process {pid}). End it, or give another folder with --data.',
    '数据目录 {path} 正被另一个工作站（进程 {pid}）使用。请结束它，或用 --data 指定其他目录。',
  ],
  'tool-data-damaged': [
    '{path} is damaged ({reason}). Move it away or give another folder with --data; nothing was changed.',
    '{path} 已损坏（{reason}）。请将其移走，或用 --data 指定其他目录；未作任何改动。',
  ],
  'tool-recording-missing': [
    'There is no recording {path}. Give the path of a CSV file with a column reading.',
    '记录文件 {path} 不存在。请给出含 reading 列的 CSV 文件路径。',
  ],
  'tool-keys-missing': [
    'There is no key to trust: give --keys with a JWK set, or --data with a store in which instruments are enrolled.',
    '没有可信任的公钥：请用 --keys 给出 JWK 集合，或用 --data 给出已登记器具的数据目录。',
  ],
  'tool-keys-bad': ['{path} is no usable JWK set: {reason}.', '{path} 不是可用的 JWK 集合：{reason}。'],
  'tool-no-frames': [
    '{path} holds no frame. Check that it is the right file.',
    '{path} 中没有任何帧。请检查文件是否正确。',
  ],
  'tool-maker-key-bad': [
    '{path} is no P-256 private key in PKCS#8 PEM. Give another file; it was left as it is.',
    '{path} 不是 PKCS#8 PEM 格式的 P-256 私钥。请另给文件；原文件未作改动。',
  ],
  'tool-no-answer': [
    'The instrument on {port} did not answer within {timeout}. Check cable, baud rate and power.',
    '{port} 上的器具在 {timeout} 内没有应答。请检查线缆、波特率和电源。',
  ],
  'tool-interpreter-missing': [
    'ESPRUINO_BIN names {path}, which cannot be executed. Correct it, or unset it to use the emulation host.',
    'ESPRUINO_BIN 指向 {path}，但无法执行。请更正，或取消设置以使用仿真主机。',
  ],
  'tool-instrument-silent': [
    'The emulated instrument {name} does not start: {reason}. Please report this.',
    '仿真器具 {name} 无法启动：{reason}。请报告此问题。',
  ],
  'tool-internal': [
    'A fault of this program: {reason}. Please report it with the lines above.',
    '本程序的故障：{reason}。请连同以上内容一并报告。',
  ],
} as const;
