/** Provisioning and production lines: messages, help and errors. [English, Chinese]. */
export const provisionEntries = {
  'help.command.provision': [
    'make an instrument of a board: identity, key born on it, certificate, parameters; enrol it; or a whole batch',
    '使电路板成为器具：身份、在器具内生成的密钥、证书、参数，并登记；也可批量进行',
  ],
  'help.provision.ports': ['serial ports of the boards', '电路板的串口'],
  'help.provision.out': ['new folder for what may be known of the instrument', '存放器具公开信息的新目录'],
  'help.provision.inject-key': [
    'make the key here and write hz.cfg to --out, for rigs: such a key was on this computer',
    '在本机生成密钥并将 hz.cfg 写入 --out，用于试验台：该密钥曾在本机出现',
  ],
  'help.provision.flash': ['write the software first', '先写入软件'],
  'help.provision.batch': ['make the instruments of this CSV file, one after another', '依次制作此 CSV 文件中的器具'],
  'help.provision.report': [
    'report of the batch, CSV or .json; a line that was done is not done again',
    '批次报告（CSV 或 .json）；已完成的行不再重做',
  ],
  'help.provision.wait': [
    'batch: longest wait for the next board (default: no limit)',
    '批量：等待下一块电路板的最长时间（默认不限）',
  ],
  'help.provision.kind': ['kind of instrument', '器具种类'],
  'help.provision.serial': ['serial number', '出厂编号'],
  'help.provision.maker': ['name of the maker', '制造单位名称'],
  'help.provision.model': ['model', '型号'],
  'help.provision.approval': ['number of the type approval', '型式批准证书编号'],
  'help.provision.region': ['region where it will stand', '使用地区'],
  'help.provision.place': ['place where it will stand', '使用地点'],
  'help.provision.class': ['accuracy class: I, II, III, IIII', '准确度等级：I、II、III、IIII'],
  'help.provision.max': ['maximum capacity Max, with unit: 3kg, 600g', '最大秤量 Max，带单位：3kg、600g'],
  'help.provision.e': ['verification scale interval e, with unit: 1g', '检定分度值 e，带单位：1g'],
  'help.provision.interval': ['time between scheduled status frames', '定期状态帧的间隔'],
  'help.provision.nozzle': [
    'dispenser: FUEL:PULSES[:MIN:MAX[:LEAST]], pulses per litre, flows in L/min, least quantity in L; once for each nozzle',
    '加油机：FUEL:PULSES[:MIN:MAX[:LEAST]]，即油品、每升脉冲数、最小和最大流量（L/min）、最小被测量（L）；每枪一次',
  ],
  'help.provision.no-encoders': ['dispenser: the encoders have no count of their own', '加油机：编码器没有自己的计数'],
  'help.provision.wiring': [
    'JSON list of what hangs on which pin (default: what the profile of the board proposes)',
    '各引脚接线的 JSON 列表（默认取电路板配置的建议）',
  ],
  'help.provision.maker-key': [
    "maker's private key (PKCS#8 PEM); made, with mode 0600, when the file does not exist",
    '制造单位的私钥（PKCS#8 PEM）；文件不存在时生成，权限 0600',
  ],
  'help.provision.master-key': [
    "authority's master key for command keys (hexadecimal); made, with mode 0600, when the file does not exist",
    '主管机构用于派生命令密钥的主密钥（十六进制）；文件不存在时生成，权限 0600',
  ],
  'help.provision.maker-master-key': [
    "maker's own master key: instruments get a command key with which the maker updates their software",
    '制造单位自己的主密钥：器具由此获得供制造单位更新软件的命令密钥',
  ],
  'help.provision.protocol-port': [
    'port on which the instrument speaks, where it is not the port of the console',
    '器具通信所用串口（与控制台串口不同时）',
  ],
  'help.provision.patience': [
    'longest wait until the key is born (default: 10m; with a secure element 1m)',
    '等待密钥生成的最长时间（默认 10m；有安全芯片时 1m）',
  ],
  'help.provision.data-pin': ['pin of the converter that gives data', '转换器的数据引脚'],
  'help.provision.clock-pin': ['pin of the converter that takes the clock', '转换器的时钟引脚'],
  'help.provision.port-path': [
    "path of the protocol port on the instrument's own system (Espruino for Linux)",
    '器具自身系统上协议串口的路径（Linux 版 Espruino）',
  ],
  'help.provision.driver-path': [
    "path of the injection port on the instrument's own system (Espruino for Linux)",
    '器具自身系统上注入串口的路径（Linux 版 Espruino）',
  ],
  'help.provision.zero-counts': [
    'counts of the converter at no load, from the adjustment',
    '空载时转换器的计数，由调整得到',
  ],
  'help.provision.counts-per-e': [
    'counts of the converter for one e, from the adjustment',
    '每个 e 对应的转换器计数，由调整得到',
  ],
  'help.provision.no-enrol': ['enrol nowhere', '不登记'],
  'help.provision.driver': [
    'where samples come from: hx711 (board) or injection (rig)',
    '采样来源：hx711（电路板）或 injection（试验台）',
  ],

  'provision.step.write': ['writing the board', '写入电路板'],
  'provision.step.start': ['starting', '启动'],
  'provision.step.birth': ['the instrument makes its key', '器具正在生成密钥'],
  'provision.step.certificate': ['certificate', '签发证书'],
  'provision.done': ['Provisioned {serial}', '已配置 {serial}'],
  'provision.ueid': ['UEID', 'UEID'],
  'provision.kid': ['key identifier', '密钥标识'],
  'provision.key': ['private key', '私钥'],
  'provision.key.born': [
    'born on the instrument, possession proved with a fresh nonce',
    '在器具内生成，已用新随机数证明其持有',
  ],
  'provision.key.injected': ['made on this computer (--inject-key)', '在本机生成（--inject-key）'],
  'provision.class': ['accuracy class', '准确度等级'],
  'provision.capacity': ['Max / Min / e', 'Max / Min / e'],
  'provision.nozzle': ['nozzle {index}', '油枪 {index}'],
  'provision.nozzle-data': [
    '{fuel}: {low} to {high} L/min, at least {least} L, {pulses} pulses/L',
    '{fuel}：{low} 至 {high} L/min，最小被测量 {least} L，{pulses} 脉冲/L',
  ],
  'provision.assurance': ['key assurance', '密钥保证级别'],
  'provision.assurance.low': [
    'low (software signer: it can never reduce inspections)',
    '低（软件签名：不能据此减少检查）',
  ],
  'provision.assurance.secure-element': ['secure element: the key never leaves it', '安全芯片：密钥不出芯片'],
  'provision.files': ['Files in {folder}:', '{folder} 中的文件：'],
  'provision.file.configuration': [
    'hz.cfg: for the flash of the instrument; holds its private key (mode 0600)',
    'hz.cfg：写入器具闪存；内含私钥（权限 0600）',
  ],
  'provision.file.record': [
    'enrolment.json: what anyone may know; for hengzhun or another register',
    'enrolment.json：可公开的登记信息，供衡准或其他登记系统使用',
  ],
  'provision.file.certificate': [
    "certificate.cwt: the maker's certificate of the key",
    'certificate.cwt：制造单位签发的密钥证书',
  ],
  'provision.maker-key-made': [
    'New maker key in {path} (mode 0600): keep it offline.',
    '已在 {path} 生成制造单位密钥（权限 0600）：请离线保管。',
  ],
  'provision.enrolled': ['Enrolled in {data}.', '已登记到 {data}。'],
  'provision.not-enrolled': ['Not enrolled anywhere (--no-enrol).', '未登记（--no-enrol）。'],

  'batch.connect': [
    '{port}: connect the board for {serial} (line {line})',
    '{port}：请连接 {serial} 的电路板（第 {line} 行）',
  ],
  'batch.done': [
    '✓ line {line}  {serial}  key {kid}  {seconds} s',
    '✓ 第 {line} 行  {serial}  密钥 {kid}  {seconds} 秒',
  ],
  'batch.failed': ['✗ line {line}  {serial}  {reason}', '✗ 第 {line} 行  {serial}  {reason}'],
  'batch.summary': [
    '{done} made, {failed} failed, {skipped} made before, {left} left',
    '完成 {done}，失败 {failed}，此前已完成 {skipped}，剩余 {left}',
  ],

  'tool-provision-how': [
    'Give the port of the board (one; several only with --batch), or --inject-key with --out for a rig. See --help.',
    '请给出电路板的串口（一个；仅 --batch 可用多个），或用 --inject-key 加 --out 供试验台使用。请看 --help。',
  ],
  'tool-no-software': [
    'The board on {port} has no software yet. Give --flash, or flash it first with: hengzhun flash {port}',
    '{port} 的电路板尚无软件。请加 --flash，或先运行：hengzhun flash {port}',
  ],
  'tool-bad-nozzle': [
    "'{value}' is no nozzle: write FUEL:PULSES[:MIN:MAX[:LEAST]], for example 92:100:5:50:5.",
    '“{value}”不是油枪：请写 FUEL:PULSES[:MIN:MAX[:LEAST]]，例如 92:100:5:50:5。',
  ],
  'tool-nozzles-missing': [
    'A dispenser has 1 to {most} nozzles: give --nozzle for each.',
    '加油机有 1 至 {most} 支油枪：请为每支给出 --nozzle。',
  ],
  'tool-wiring-missing': [
    'Nothing says what hangs on which pin: give --wiring FILE, --board with a profile that proposes it, or --driver injection.',
    '没有接线信息：请给出 --wiring 文件、带建议接线的 --board，或 --driver injection。',
  ],
  'tool-wiring-bad': [
    '{path} is no usable wiring: {reason}. Drivers: {drivers}.',
    '{path} 不是可用的接线文件：{reason}。可用驱动：{drivers}。',
  ],
  'tool-batch-bad': [
    '{path} is no usable batch: {reason}. Correct the file; nothing was made.',
    '{path} 不是可用的批次文件：{reason}。请更正；尚未制作任何器具。',
  ],
  'tool-board-awaited': [
    'No board with an open console came to {port}. Connect the next one and run the command again: it goes on where it was.',
    '{port} 没有出现控制台开放的电路板。请连接下一块并再次运行命令：会从中断处继续。',
  ],
} as const;
