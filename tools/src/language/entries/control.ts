/** Commands, tickets and updates: messages, help and errors. [English, Chinese]. */
export const controlEntries = {
  'role.maker': ['maker', '制造单位'],
  'role.authority': ['authority', '主管机构'],
  'role.inspector': ['inspector', '检定人员'],

  'help.command.command': [
    'give an instrument a command: seal, unlock, set a parameter, check against a standard, …',
    '向器具下达命令：封印、解锁、设置参数、与标准器比对等',
  ],
  'help.command.kind': ['what to do; the list is below', '命令种类，见下表'],
  'help.command.arguments': ['arguments of the command', '命令参数'],
  'help.command.kinds': ['Kinds, their arguments, and whose key they take:', '命令种类、参数及默认所用密钥：'],
  'help.command.role': ['whose command key (default: as the kind needs)', '使用何者的命令密钥（默认按命令种类）'],
  'help.command.master-key': [
    "the authority's master key; the instrument's key is derived from it",
    '主管机构的主密钥；由它派生该器具的密钥',
  ],
  'help.command.tickets': ['tickets that were derived for a shift', '为一个班次派生的票据'],
  'help.command.signing-key': [
    'private key (PKCS#8 PEM) that signs the command, for instruments with a secure element',
    '用于签署命令的私钥（PKCS#8 PEM），适用于带安全芯片的器具',
  ],
  'help.command.jurisdiction': [
    'administrative code in the key (at most 8 bytes)',
    '密钥中的行政区划代码（至多 8 字节）',
  ],
  'help.command.new-master-key': [
    'replace-key: derive the new key from this master key (default: --master-key)',
    'replace-key：由此主密钥派生新密钥（默认同 --master-key）',
  ],
  'help.command.clock': [
    "time-anchor: uncertainty of this computer's clock in ms",
    'time-anchor：本机时钟的不确定度（毫秒）',
  ],
  'help.command.yes': ['do what cannot be taken back', '确认执行不可撤销的命令'],
  'help.command.ticket': [
    'derive command keys from the master key for a laptop to carry for a shift',
    '由主密钥派生命令密钥，供便携电脑在一个班次内使用',
  ],
  'help.ticket.out': ['file to write (mode 0600)', '要写入的文件（权限 0600）'],
  'help.ticket.role': ['for whom', '供何者使用'],
  'help.ticket.epoch': ['epoch of the keys', '密钥代次'],
  'help.command.update': [
    'update the software of an instrument: authorise, send, activate, and see the new software signed',
    '更新器具软件：授权、传送、启用，并核验新软件的签名身份',
  ],
  'help.update.counter': [
    'software counter of the new software (default: one more than the present)',
    '新软件的软件计数（默认：现有值加一）',
  ],
  'help.update.resume': ['go on with an image that was sent in part', '继续传送已部分传送的映像'],
  'help.update.image': [
    'image to install (default: one built now for --board)',
    '要安装的映像（默认：现为 --board 构建）',
  ],

  'ticket.done': [
    'Wrote {out}: {count} tickets ({role}, epoch {epoch}). Whoever has the file may command these instruments.',
    '已写入 {out}：{count} 张票据（{role}，代次 {epoch}）。持有该文件者可向这些器具下达命令。',
  ],
  'receipt.command': ['command', '命令'],
  'receipt.result': ['result', '结果'],
  'receipt.done': ['✓ done', '✓ 已执行'],
  'receipt.refused': ['✗ refused: {reason}', '✗ 被拒绝：{reason}'],
  'receipt.receipt': ['receipt', '回执'],
  'receipt.signed': [
    'signature valid, frame {sequence}; the event log has {log} entries',
    '签名有效，第 {sequence} 帧；事件日志共 {log} 条',
  ],
  'receipt.old-value': ['value before', '原值'],
  'receipt.flags': ['flags', '标志'],
  'receipt.one-time': ['one-time values ready', '可用一次性数'],
  'receipt.free': ['free log records', '空闲日志记录'],
  'receipt.point': ['point', '测试点'],
  'receipt.error': ['error of indication', '示值误差'],
  'receipt.values': ['values', '返回值'],

  'update.present': [
    '{serial}: software {name} {version}, counter {counter}',
    '{serial}：软件 {name} {version}，软件计数 {counter}',
  ],
  'update.sending': ['sending the image', '传送映像'],
  'update.waiting': ['waiting for the new software', '等待新软件启动'],
  'update.done': [
    'Updated: a signed identity frame shows counter {counter} and SHA-256 {sha256} ({seconds} s).',
    '更新完成：签名身份帧显示软件计数 {counter}、SHA-256 {sha256}（{seconds} 秒）。',
  ],

  'tool-not-enrolled': [
    'The instrument on {port} has the key {kid}, which nobody here has enrolled. Give its register with --data, or its key with --keys.',
    '{port} 上的器具使用密钥 {kid}，此处未登记。请用 --data 给出登记数据，或用 --keys 给出其公钥。',
  ],
  'tool-command-key-missing': [
    'A command needs exactly one key: give --master-key, --tickets or --signing-key (replace-key needs a master key).',
    '命令须且只须一种密钥：请给出 --master-key、--tickets 或 --signing-key（replace-key 需要主密钥）。',
  ],
  'tool-ticket-missing': [
    '{path} has no ticket of the role {role} for the instrument {ueid}. Derive one with: hengzhun ticket',
    '{path} 中没有器具 {ueid} 的 {role} 票据。可用 hengzhun ticket 派生。',
  ],
  'tool-ticket-old': [
    'The ticket in {path} is of epoch {has}, the instrument asks for {role} epoch {epoch}. Derive a new one with: hengzhun ticket --epoch {epoch}',
    '{path} 中的票据为代次 {has}，器具要求 {role} 代次 {epoch}。请用 hengzhun ticket --epoch {epoch} 重新派生。',
  ],
  'tool-not-confirmed': ['{kind} cannot be taken back. Give --yes to do it.', '{kind} 不可撤销。确需执行请加 --yes。'],
  'tool-bad-arguments': ['{kind} takes these arguments: {usage}', '{kind} 的参数为：{usage}'],
  'tool-bad-volume': [
    "'{value}' is no volume for {option}: write a number with uL, mL or L, for example 20L.",
    '{option} 的“{value}”不是体积：请写数字加 uL、mL 或 L，例如 20L。',
  ],
} as const;
