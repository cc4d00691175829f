/** Help of the command line: [English, Chinese]. */
export const helpEntries = {
  'help.usage': ['Usage:', '用法：'],
  'help.arguments': ['Arguments:', '参数：'],
  'help.options': ['Options:', '选项：'],
  'help.global': ['Global options:', '通用选项：'],
  'help.commands': ['Commands:', '命令：'],
  'help.default': ['default: {value}', '默认：{value}'],
  'help.choices': ['choices: {value}', '可选：{value}'],
  'help.program': [
    'Read, challenge, verify and record measuring instruments that report their own metrological state, signed.',
    '读取、质询、核验并记录能自行报告并签名其计量状态的计量器具。',
  ],
  'help.exit-codes': [
    `Exit codes:
  0    done, and what was checked is good
  1    something was refused, did not verify, or is judged bad
  2    called wrongly (unknown option, bad value)
  3    a file, folder, disk, port or database could not be used
  4    the instrument did not answer
  5    a fault of this program
  130  ended by Ctrl-C before it was done`,
    `退出码：
  0    已完成，且核验结果良好
  1    有内容被拒绝、未通过核验，或评价结果不良
  2    调用有误（未知选项、取值错误）
  3    文件、目录、磁盘、串口或数据库无法使用
  4    器具没有应答
  5    本程序的故障
  130  完成前被 Ctrl-C 中断`,
  ],
  'help.environment': [
    `Environment:
  LC_ALL, LANG     language of the output: Chinese when it starts with zh
  NO_COLOR         no colours
  HENGZHUN_DATA    where the data are, in place of --data: keeps a password out of the list of processes
  HENGZHUN_PERSON, HENGZHUN_ROLE, HENGZHUN_AUTHORITY, HENGZHUN_LEDGER_KEY
                   who acts and which key signs, for a shift
  ESPRUINO_BIN     path of a real Espruino interpreter for the station`,
    `环境变量：
  LC_ALL, LANG     输出语言：以 zh 开头时为中文
  NO_COLOR         不使用颜色
  HENGZHUN_DATA    数据所在，代替 --data：口令不会出现在进程列表中
  HENGZHUN_PERSON、HENGZHUN_ROLE、HENGZHUN_AUTHORITY、HENGZHUN_LEDGER_KEY
                   操作人与签署密钥，供一个班次使用
  ESPRUINO_BIN     真实 Espruino 解释器的路径，供工作站使用`,
  ],
  'help.examples': ['Examples:', '示例：'],
  'help.option.json': [
    'one JSON object per line on standard output, for programs',
    '在标准输出上每行输出一个 JSON 对象，供程序使用',
  ],
  'help.option.lang': [
    'language of the output: zh or en (default: from LC_ALL, LANG)',
    '输出语言：zh 或 en（默认取自 LC_ALL、LANG）',
  ],
  'help.option.help': ['show this help', '显示本帮助'],
  'help.option.version': ['show the version', '显示版本'],
  'help.command.help': ['show the help of a command', '显示某个命令的帮助'],
  'help.option.data': [
    'where the data are: a folder, or postgresql://user@host/database',
    '数据所在：目录，或 postgresql://用户@主机/数据库',
  ],
  'help.station.data': ['folder of the stored data', '存储数据的目录'],
  'help.option.for': ['end after this time: 30s, 5m, 1h30m', '运行这么长时间后结束：30s、5m、1h30m'],
  'help.option.baud': ['baud rate of the port', '串口波特率'],
  'help.option.keys': ['JWK set with the public keys to trust', '含受信任公钥的 JWK 集合文件'],
  'help.option.out': ['file to write; - writes to standard output', '要写入的文件；- 表示标准输出'],
  'help.option.force': ['replace an existing file', '替换已有文件'],

  'help.command.station': [
    'run emulated scales (healthy, creeping, noisy, tampered with on the line) and fuel dispensers (honest, one-key cheat), or replay a recording, live',
    '运行仿真电子秤（正常、蠕变、噪声、线路上被篡改）和加油机（诚实、一键作弊），或重放一段记录，实时显示',
  ],
  'help.station.speed': ['simulated seconds per second', '每秒模拟的秒数'],
  'help.station.until': ['end after this much simulated time: 20m, 2h', '模拟时间达到此长度后结束：20m、2h'],
  'help.station.recording': [
    'replay this recording (CSV with a column reading, in grams) through the firmware',
    '让固件重放此记录（含 reading 列的 CSV，单位克）',
  ],
  'help.station.class': [
    'accuracy class of the replayed scale: I, II, III, IIII',
    '重放所用秤的准确度等级：I、II、III、IIII',
  ],
  'help.station.max': ['maximum capacity Max of the replayed scale', '重放所用秤的最大秤量 Max'],
  'help.station.e': ['verification scale interval e of the replayed scale', '重放所用秤的检定分度值 e'],
  'help.station.seed': [
    'seed of the simulated physics: the same seed gives the same signals',
    '物理仿真的随机种子：种子相同则信号相同',
  ],

  'help.command.monitor': [
    'listen on a serial port or over Bluetooth and show every frame, verified; reconnects by itself',
    '监听串口或蓝牙，核验并显示每一帧；断开后自动重连',
  ],
  'help.monitor.port': [
    'serial port, for example /dev/ttyACM0 or COM3; or ble: and the address that a scan shows, for example ble:c0:ff:ee:12:34:56',
    '串口，例如 /dev/ttyACM0 或 COM3；或 ble: 加扫描所得的地址，例如 ble:c0:ff:ee:12:34:56',
  ],
  'help.monitor.count': ['end after this many frames', '收到这么多帧后结束'],

  'help.command.inspect': [
    'identify one instrument, challenge it with a nonce, read its event log, judge it',
    '检查一台器具：识别、随机数质询、读取事件日志并给出评价',
  ],
  'help.inspect.timeout': ['how long to wait for each answer', '每个应答的等待时间'],
  'help.inspect.entries': ['how many of the newest log entries to show', '显示多少条最新日志记录'],

  'help.command.verify': [
    'check frames in files offline: a CBOR sequence, single frames, or hexadecimal text',
    '离线核验文件中的帧：CBOR 序列、单帧或十六进制文本',
  ],
  'help.verify.files': ['files to check; - reads standard input', '要核验的文件；- 表示标准输入'],
  'help.verify.each': ['check every signature by itself instead of whole chains', '逐帧验证签名，而非按链验证'],

  'help.command.export': [
    'write stored frames, keys and registers in open formats',
    '以公开格式导出存储的帧、密钥和登记信息',
  ],
  'help.command.export.frames': [
    'stored frames as received, as a CBOR sequence (RFC 8742)',
    '按接收时的原样导出存储的帧，格式为 CBOR 序列（RFC 8742）',
  ],
  'help.command.export.keys': [
    'enrolled public keys as a JWK set (RFC 7517), kid in hexadecimal',
    '以 JWK 集合（RFC 7517）导出已登记的公钥，kid 为十六进制',
  ],
  'help.command.export.instruments': ['the register of instruments as JSON', '以 JSON 导出器具登记册'],
  'help.command.export.refused': [
    'refused packets with their reasons, as JSON lines',
    '以 JSON 行导出被拒绝的数据包及其原因',
  ],
  'help.export.instrument': ['only this instrument (its UEID in hexadecimal)', '仅此器具（十六进制 UEID）'],
} as const;
