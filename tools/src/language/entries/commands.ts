/** What the commands say. [English, Chinese]. */
export const commandEntries = {
  'verify.summary': [
    '{file}: {frames} frames: {valid} with a valid signature, {covered} covered by a later one, {refused} refused',
    '{file}：共 {frames} 帧：{valid} 帧签名有效，{covered} 帧由后续帧覆盖，{refused} 帧被拒绝',
  ],
  'verify.head.key': ['key (kid)', '密钥（kid）'],
  'verify.head.frames': ['frames', '帧数'],
  'verify.head.sequence': ['sequence', '序号'],
  'verify.head.chain': ['chain', '链'],
  'verify.head.forks': ['forks', '分叉'],
  'verify.unbroken': ['unbroken', '连续'],
  'verify.gaps': ['gaps: {count}, the first after {first}', '{count} 处缺口，第一处在 {first} 之后'],
  'verify.forks': ['at {list}', '在 {list}'],
  'verify.place': ['item {index} (at {offset})', '第 {index} 项（位置 {offset}）'],
  'verify.more': ['… and {count} more', '……另有 {count} 项'],
  'verify.forked': [
    'two different signed frames with one sequence number: clone, rollback or restored flash',
    '同一序号有两份不同的签名帧：克隆、回退或闪存被恢复',
  ],
  'verify.good': ['everything verifies', '全部通过核验'],
  'verify.bad': ['not everything verifies', '未全部通过核验'],
  'refusal.unknown-key': ['No key with this identifier is trusted.', '没有受信任的密钥与此标识相符。'],

  'export.done': ['Wrote {path}: {count} {what}', '已写入 {path}：{count} {what}'],
  'export.frames': ['frames', '帧'],
  'export.keys': ['keys', '个密钥'],
  'export.instruments': ['instruments', '台器具'],
  'export.refused': ['refused packets', '个被拒绝的数据包'],
  'export.empty': ['The store holds none; {path} is empty.', '库中没有相应内容；{path} 为空。'],

  'provision.made': ['Provisioned {serial} in {folder}', '已在 {folder} 中配置 {serial}'],
  'provision.ueid': ['UEID', 'UEID'],
  'provision.kid': ['key identifier', '密钥标识'],
  'provision.class': ['accuracy class', '准确度等级'],
  'provision.capacity': ['Max / Min / e', 'Max / Min / e'],
  'provision.assurance': ['key assurance', '密钥保证级别'],
  'provision.assurance.low': [
    'low (software signer: it can never reduce inspections)',
    '低（软件签名：不能据此减少检查）',
  ],
  'provision.certificate': ['certificate', '证书'],
  'provision.files': ['files', '文件'],
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

  'monitor.listening': [
    'Listening on {port} at {baud} baud; Ctrl-C ends.',
    '正在监听 {port}，{baud} 波特；按 Ctrl-C 结束。',
  ],
  'monitor.connected': ['connected', '已连接'],
  'monitor.disconnected': ['disconnected: {reason}', '已断开：{reason}'],
  'monitor.retry': ['trying again in {seconds} s', '{seconds} 秒后重试'],
  'monitor.discarded': ['{bytes} bytes discarded: {reason}', '丢弃 {bytes} 字节：{reason}'],
  'monitor.ended': [
    '{frames} frames, {refused} refused, {bytes} bytes discarded',
    '{frames} 帧，{refused} 帧被拒绝，丢弃 {bytes} 字节',
  ],

  'inspect.title': ['Instrument on {port}', '{port} 上的器具'],
  'inspect.enrolled': ['enrolled', '已登记'],
  'inspect.not-enrolled': ['not enrolled: its key is only a claim', '未登记：其密钥仅为自称'],
  'inspect.challenge': ['challenge', '质询'],
  'inspect.challenge-good': [
    'fresh answer, signature valid, {milliseconds} ms',
    '应答新鲜，签名有效，{milliseconds} 毫秒',
  ],
  'inspect.log': ['event log', '事件日志'],
  'inspect.log-good': ['entries: {length}, head verified', '{length} 条，日志头核验无误'],
  'inspect.judgement': ['judgement', '评价'],
  'inspect.serial': ['serial number', '出厂编号'],
  'inspect.software': ['software', '软件'],
  'inspect.counters': ['counters', '计数'],
  'inspect.counter-values': [
    'frame {sequence}, boot {boots}, up {uptime}, calibration {calibration}',
    '帧 {sequence}，启动 {boots}，运行 {uptime}，校准 {calibration}',
  ],
  'inspect.challenge-unproved': [
    'an answer with our nonce in {milliseconds} ms, but its key is trusted by nobody here',
    '{milliseconds} 毫秒内收到含所发随机数的应答，但其密钥不受信任',
  ],
  'inspect.preliminary': [
    'A judgement from self-reports is preliminary: a person confirms it with standards.',
    '依据自报作出的评价仅为初步结论，须由人员使用标准器确认。',
  ],
} as const;
