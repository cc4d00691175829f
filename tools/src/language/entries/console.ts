/** The console: its command, its errors, its words. [English, Chinese]. */
export const consoleEntries = {
  'help.command.console': [
    'the console in a browser: what is around, instruments, checks, cases, lots, verification; on this machine alone unless told otherwise',
    '浏览器控制台：周围器具、器具档案、现场检查、案件、抽样、核验；除非另行指定，仅限本机访问',
  ],
  'help.console.port': ['port to listen on; 0: any that is free', '监听的端口；0 表示任选空闲端口'],
  'help.console.address': [
    'address to listen on; another than this machine’s own needs --certificate and --private-key',
    '监听的地址；非本机地址须同时给出 --certificate 和 --private-key',
  ],
  'help.console.certificate': ['certificate for TLS, PEM', 'TLS 证书，PEM 格式'],
  'help.console.private-key': ['its private key, PEM', '该证书的私钥，PEM 格式'],
  'help.console.emulated': [
    'with emulated instruments on a virtual radio around it, instead of Bluetooth',
    '周围是虚拟无线上的仿真器具，不使用真实蓝牙',
  ],
  'console.emulated': [
    '{count} emulated instruments are around, on a virtual radio; newborn ones need some seconds to make their keys',
    '周围有 {count} 台仿真器具（虚拟无线）；新器具需要几秒钟生成密钥',
  ],
  'tool-radio-stacks-missing': [
    'The virtual radio needs @stoprocent/noble and @stoprocent/bleno, optional packages that are not installed. Install a C toolchain and run npm install again.',
    '虚拟无线需要可选软件包 @stoprocent/noble 和 @stoprocent/bleno，当前未安装。请安装 C 编译工具链后重新运行 npm install。',
  ],
  'help.console.no-radio': ['does not use Bluetooth', '不使用蓝牙'],
  'help.console.open': ['opens the browser', '打开浏览器'],

  'console.running': ['Hengzhun console at {origin}', '衡准控制台：{origin}'],
  'console.address': ['open', '请打开'],
  'console.token-note': [
    'This address begins one session, within an hour. Press Enter for another one; Ctrl-C ends the console.',
    '此地址一小时内可开始一次会话。按回车键可得到新的地址；按 Ctrl-C 结束控制台。',
  ],
  'console.token-note-plain': [
    'This address begins one session, within an hour. Ctrl-C ends the console.',
    '此地址一小时内可开始一次会话。按 Ctrl-C 结束控制台。',
  ],
  'console.store': ['store', '数据库'],
  'console.store-value': ['{store}: {count} instruments', '{store}：{count} 台器具'],
  'console.ledger': ['ledger', '台账'],
  'console.ledger-key': ['signed with the key {kid}', '由密钥 {kid} 签名'],
  'console.ledger-none': [
    'no key: cases, lots and judgements are for reading (hengzhun ledger key)',
    '没有密钥：案件、批次与评价仅供查阅（hengzhun ledger key）',
  ],
  'console.radio': ['radio', '蓝牙'],
  'console.ended': ['The console has ended.', '控制台已结束。'],

  'console.adapter.disabled': [
    'The console was started with --no-radio. Instruments can be visited at serial ports.',
    '控制台以 --no-radio 启动。可通过串口查看器具。',
  ],
  'console.adapter.absent': [
    'No Bluetooth here. Plug an adapter in; serial ports work without it.',
    '本机没有蓝牙。请插入适配器；串口不受影响。',
  ],
  'console.adapter.off': ['Bluetooth is switched off. Switch it on.', '蓝牙已关闭。请打开。'],
  'console.adapter.unauthorized': [
    'This program may not use Bluetooth. Allow it in the settings of the system.',
    '本程序无权使用蓝牙。请在系统设置中允许。',
  ],
  'console.adapter.starting': ['Bluetooth is starting …', '正在启动蓝牙……'],
  'console.adapter.scanning': ['Listening for instruments.', '正在收听周围的器具。'],
  'console.adapter.lost': [
    'Bluetooth was lost. Plug the adapter in again; listening goes on by itself.',
    '蓝牙已断开。请重新插入适配器；随后会自动继续收听。',
  ],

  'console.refresh': ['bringing the levels up to date', '更新各器具的评价'],

  'console.visit.proved': [
    'Proved: a fresh answer under the enrolled key, and nothing contradicts what is stored.',
    '已证实：在登记密钥下得到了新鲜应答，且与已存内容没有矛盾。',
  ],
  'console.visit.contradicted': [
    'Contradicted: see the steps. Keep what was seen as evidence, and open a case.',
    '有矛盾：请看各步骤。请将所见留作证据，并立案。',
  ],
  'console.visit.unproved': [
    'Unproved: its key is enrolled nowhere here, so that its answers prove nothing. Check the register.',
    '未证实：此处没有登记它的密钥，其应答不能证明任何事。请核对登记册。',
  ],
  'console.visit.incomplete': [
    'Incomplete: a step could not be carried out, which says nothing of the instrument. Go nearer and try again.',
    '未完成：有步骤未能进行，这不说明器具有问题。请靠近后重试。',
  ],

  'console.compare.ueid': ['UEID', '器具标识（UEID）'],
  'console.compare.serial': ['serial number', '出厂编号'],
  'console.compare.kind': ['kind of instrument', '器具种类'],
  'console.compare.approval': ['type approval', '型式批准'],
  'console.compare.reporting': ['reporting interval, s', '报告间隔（秒）'],
  'console.compare.class': ['accuracy class', '准确度等级'],
  'console.compare.maximumCapacity': ['Max', '最大秤量 Max'],
  'console.compare.minimumCapacity': ['Min', '最小秤量 Min'],
  'console.compare.verificationInterval': ['verification interval e', '检定分度值 e'],
  'console.compare.scaleInterval': ['scale interval d', '实际分度值 d'],
  'console.compare.nozzles': ['nozzles', '油枪'],

  'console.fact.batch': ['batch', '生产批号'],
  'console.fact.manufactured': ['made', '制造日期'],
  'console.fact.trader': ['trader', '经营者'],
  'console.fact.measurement': ['SHA-256 of the software', '软件的 SHA-256'],
  'console.fact.seal': ['seal', '封印'],
  'console.fact.calibration': ['calibration counter', '校准计数'],
  'console.fact.boots': ['boots', '启动次数'],
  'console.fact.temperature': ['temperature', '温度'],

  'console.page.not-built': ['The page of the console is not built yet.', '控制台页面尚未构建。'],
  'console.page.how': [
    'Run <code>npm run build</code> in the folder of Hengzhun and load this page again. The API works meanwhile: <code>/api/openapi.json</code>.',
    '请在衡准的目录中运行 <code>npm run build</code>，然后重新加载此页。在此期间接口可用：<code>/api/openapi.json</code>。',
  ],

  'tool-console-no-tls': [
    '{address} can be reached from other machines: give --certificate and --private-key, so that what goes over the network is encrypted.',
    '其他机器可以访问 {address}：请给出 --certificate 和 --private-key，使网络传输加密。',
  ],
  'tool-console-tls-half': [
    '--certificate and --private-key go together: give both, or none.',
    '--certificate 与 --private-key 须同时给出，或都不给。',
  ],
  'tool-console-tls-bad': [
    'Certificate and private key cannot be used ({reason}). Give a PEM certificate and the PEM private key that belongs to it.',
    '证书与私钥无法使用（{reason}）。请给出 PEM 证书和与之对应的 PEM 私钥。',
  ],
  'tool-console-cannot-listen': [
    'Cannot listen on {address}, port {port} ({reason}). Choose another port, for example --port 0, or end the program that uses it.',
    '无法在 {address} 的端口 {port} 上监听（{reason}）。请换一个端口，例如 --port 0，或结束占用它的程序。',
  ],
  'tool-console-session-needed': [
    'This needs a session. Open the address that hengzhun console printed; press Enter in its terminal for a fresh one.',
    '需要会话。请打开 hengzhun console 打印的地址；在其终端按回车键可得到新的地址。',
  ],
  'tool-console-token-bad': [
    'This address was used already, or is too old. Press Enter in the terminal of hengzhun console for a fresh one.',
    '此地址已被使用或已过期。请在 hengzhun console 的终端按回车键，得到新的地址。',
  ],
  'tool-console-csrf': [
    'The request does not bear the token of this session. Load the page again.',
    '请求未带有本会话的令牌。请重新加载页面。',
  ],
  'tool-console-origin': [
    'The request comes from another site, or does not say from where. It was not carried out.',
    '请求来自其他网站，或未注明来源。未予执行。',
  ],
  'tool-console-host': [
    'The console does not answer by this name. Open the address that hengzhun console printed.',
    '控制台不以此名称应答。请打开 hengzhun console 打印的地址。',
  ],
  'tool-console-person-needed': [
    'Somebody must answer for this: choose who you are first.',
    '此操作须有人负责：请先选择您是谁。',
  ],
  'tool-console-person-unknown': [
    'No person {person} is on record. Import the people first: hengzhun import records.',
    '没有人员 {person} 的记录。请先导入人员：hengzhun import records。',
  ],
  'tool-console-role-not-held': [
    '{person} does not hold the role {role}. Choose one of the roles on record.',
    '{person} 没有 {role} 角色。请从记录中的角色中选择。',
  ],
  'tool-console-role': [
    'This is for: {roles}. {person} acts as {role}. Choose another role, or ask somebody who has it.',
    '此操作限于：{roles}。{person} 当前角色为 {role}。请换用其他角色，或请有权者操作。',
  ],
  'tool-console-bad-request': [
    'The request is not as the API describes it: {where}: {reason}. Load the page again, or see /api/openapi.json.',
    '请求不符合接口说明：{where}：{reason}。请重新加载页面，或查看 /api/openapi.json。',
  ],
  'tool-console-too-large': [
    'What was sent is larger than is taken here. Send a smaller file.',
    '所发送的内容超过此处允许的大小。请发送较小的文件。',
  ],
  'tool-console-media-type': [
    'This kind of content is not taken here. Send JSON, or a file as application/octet-stream.',
    '此处不接受这种内容。请发送 JSON，或以 application/octet-stream 发送文件。',
  ],
  'tool-console-not-found': [
    'There is nothing at this address. See /api/openapi.json for what there is.',
    '此地址没有内容。现有内容见 /api/openapi.json。',
  ],
  'tool-console-too-many': [
    'More than {most} at once are not served. Wait for some of them to end.',
    '同时处理的数量不超过 {most}。请等待其中一些结束。',
  ],
  'tool-console-job-unknown': [
    'There is no job {job}, or it ended long ago. Begin it again.',
    '没有任务 {job}，或它早已结束。请重新开始。',
  ],
  'tool-console-not-around': [
    'Nothing with the address {address} is in range. Go nearer, and wait until it shows in the list.',
    '范围内没有地址为 {address} 的器具。请靠近，等它出现在列表中。',
  ],
  'tool-console-link-busy': [
    '{link} is being visited already. Wait for that, or cancel it.',
    '{link} 正在被查看。请等待其结束，或取消它。',
  ],
  'tool-console-radio': [
    'The console was started without radio. Start it again without --no-radio, or use a serial port.',
    '控制台未启用蓝牙。请不带 --no-radio 重新启动，或使用串口。',
  ],
  'tool-console-frame-unknown': [
    'No frame with the number {sequence} is stored of this instrument.',
    '没有存储该器具编号为 {sequence} 的帧。',
  ],
  'tool-console-visit-unknown': [
    'There is no visit {visit} in this console, or it was long ago. Take the record of the instrument instead.',
    '本控制台没有查看记录 {visit}，或时间已久。请改取该器具的记录。',
  ],
  'tool-console-visit-unproved': [
    'Nobody here has enrolled this instrument: nothing of the visit is proved, so that no record of it is signed.',
    '此处没有登记该器具：此次查看没有可证实的内容，因此不签署记录。',
  ],
  'tool-console-bad-cursor': [
    'This is no place in the list. Begin the list again.',
    '列表中没有此位置。请从头读取列表。',
  ],
} as const;
