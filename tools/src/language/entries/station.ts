/** The station, the replay and the benchmarks. [English, Chinese]. */
export const stationEntries = {
  'station.title': ['Hengzhun station', '衡准工作站'],
  'station.subtitle': ['simulated time {time}, {pace} · {host} · {data}', '模拟时间 {time}，{pace} · {host} · {data}'],
  'station.pace': ['{speed} × real time', '为实际时间的 {speed} 倍'],
  'station.pace-slow': [
    '{speed} × real time wanted, {reached} × reached',
    '期望为实际时间的 {speed} 倍，实际达到 {reached} 倍',
  ],
  'station.host.emulation': ['emulation host (ESPRUINO_BIN is not set)', '仿真主机（未设置 ESPRUINO_BIN）'],
  'station.host.espruino': ['real interpreter', '真实解释器'],
  'station.begin': [
    '{scales} emulated scales and {dispensers} fuel dispensers at {speed} × real time on the {host}; everything is stored in {data}.',
    '{scales} 台仿真电子秤和 {dispensers} 台加油机，以实际时间的 {speed} 倍运行于{host}；全部数据存入 {data}。',
  ],
  'station.footer': [
    'A remote judgement is preliminary: a person confirms it on site. Ctrl-C ends.',
    '远程评价仅为初步结论，须由人员到现场确认。按 Ctrl-C 结束。',
  ],
  'station.head.scale': ['instrument', '器具'],
  'station.delivered': ['{totals} L, fuelings {fuelings}: ', '{totals} L，加油 {fuelings} 次：'],
  'station.dispenser.honest': ['dispenser', '加油机'],
  'station.dispenser.cheating': ['one-key cheat', '一键作弊'],
  'station.story.honest': ['a good fuel dispenser with two nozzles', '两支油枪的良好加油机'],
  'station.story.cheating': [
    'a dispenser whose main board counts 3 % more while somebody holds a key',
    '加油机主板在按键期间多计 3 %',
  ],
  'station.head.self-state': ['calls itself', '自评'],
  'station.head.level': ['judged', '评价'],
  'station.head.frames': ['frames', '帧数'],
  'station.head.refused': ['refused', '拒绝'],
  'station.head.why': ['why', '原因'],
  'station.nothing-wrong': ['nothing wrong is known', '未发现异常'],
  'station.scale.healthy': ['healthy', '正常的秤'],
  'station.scale.creeping': ['creeping', '蠕变的秤'],
  'station.scale.noisy': ['noisy', '噪声的秤'],
  'station.scale.tampered': ['tampered with', '被篡改的秤'],
  'station.story.healthy': ['a good scale in ordinary trade', '正常经营中的良好电子秤'],
  'station.story.creeping': [
    'a load stays on the pan and the cell gives way under it',
    '载荷一直在秤盘上，传感器持续蠕变',
  ],
  'station.story.noisy': [
    'the pan is empty; from 0:08:00 on the noise is twelvefold',
    '秤盘空载；自 0:08:00 起噪声增至十二倍',
  ],
  'station.story.tampered': [
    'creeps as well, but from 0:06:00 on somebody on the line rewrites its frames to "normal"',
    '同样蠕变，但自 0:06:00 起有人在线路上把它的帧改写为“正常”',
  ],
  'station.born': ['new instrument, provisioned and enrolled', '新器具，已配置并登记'],
  'station.continued': ['goes on with the flash of the last run', '沿用上次运行的闪存'],
  'station.updated': ['goes on with the flash of the last run, bundle updated', '沿用上次运行的闪存，固件包已更新'],
  'station.refused': ['{kind} frame {sequence} refused', '{kind}帧 {sequence} 被拒绝'],
  'station.self-state': ['calls itself {change} ({flags})', '自评：{change}（{flags}）'],
  'station.level': ['judged {change}', '评价：{change}'],
  'station.summary': [
    'Ended after {time} of simulated time. {data} holds {frames} frames as received and {refused} refused packets with their reasons.',
    '模拟时间 {time} 后结束。{data} 中存有 {frames} 帧（按接收原样）和 {refused} 个被拒绝的数据包及其原因。',
  ],
  'station.next': [
    'Check them with other tools: npx hengzhun export frames --data {data} --out frames.cbor; npx hengzhun export keys --data {data} --out keys.json',
    '可用其他工具核验：npx hengzhun export frames --data {data} --out frames.cbor;npx hengzhun export keys --data {data} --out keys.json',
  ],

  'replay.begin': [
    '{path}: {readings} readings, one every {period} s, as a scale of class {class}, Max {max}, e {e} (change with --class, --max, --e), on the {host}',
    '{path}：{readings} 个读数，每 {period} 秒一个，按 {class} 级、Max {max}、e {e} 的秤处理（可用 --class、--max、--e 更改），运行于{host}',
  ],
  'replay.progress': ['reading {sent} of {total}', '读数 {sent} / {total}'],
  'replay.reading': ['reading {reading}', '读数 {reading}'],
  'replay.self-state': ['calls itself {change} ({flags}); creep {creep}', '自评：{change}（{flags}）；蠕变 {creep}'],
  'replay.frames': [
    '{frames} signed frames, all stored in {data}; {refused} refused',
    '{frames} 个签名帧，全部存入 {data}；{refused} 个被拒绝',
  ],
  'replay.drift': [
    "Drift reported by the instrument: {reported} g ({reportedE} e). The recording's own (median of the last {window} readings against the first {window}): {own} g ({ownE} e). Difference {deviation}.",
    '器具报告的漂移：{reported} g（{reportedE} e）。记录本身的漂移（末 {window} 个读数的中位数减去首 {window} 个的中位数）：{own} g（{ownE} e）。相差 {deviation}。',
  ],
  'replay.channel': ['channel', '通道'],
  'replay.value': ['value (0.001 e; see the contract)', '值（0.001 e；见协议）'],
  'replay.uncertainty': ['standard uncertainty', '标准不确定度'],
  'replay.judged': ['Judged: {level}: {reasons}', '评价：{level}：{reasons}'],

  'bench.help': [
    'Usage: npm run bench -- [--json] [--smoke] [--lang zh|en] [name …]\n\n' +
      'Prints one JSON object per line and a table on standard error. Names: {names}.\n\n' +
      '  --json   no table and no progress, JSON only\n' +
      '  --smoke  so short that only "it runs" can be told; bars are not judged\n\n' +
      'ESPRUINO_BIN, ESPRUINO_FIXED_BIN: interpreters for the loops and the memory of the firmware\n' +
      'Exit codes: 0 all bars met, 1 a bar not met, 2 called wrongly, 5 a benchmark failed',
    '用法：npm run bench -- [--json] [--smoke] [--lang zh|en] [名称 …]\n\n' +
      '每行输出一个 JSON 对象，并在标准错误上输出表格。名称：{names}。\n\n' +
      '  --json   只输出 JSON，不要表格和进度\n' +
      '  --smoke  时间很短，只能说明能否运行，不评判是否达到要求\n\n' +
      'ESPRUINO_BIN、ESPRUINO_FIXED_BIN：用于测量固件循环数和内存的解释器\n' +
      '退出码：0 全部达到，1 有未达到，2 用法错误，5 测量失败',
  ],
  'bench.usage': [
    '{what}: not known here. Use --json, --smoke, or names: {names}.',
    '{what}：此处未知。可用 --json、--smoke 或名称：{names}。',
  ],
  'bench.running': ['measuring {name} …', '正在测量 {name}……'],
  'bench.smoke': [
    'Smoke run: too short to judge by; run it without --smoke for figures.',
    '冒烟运行：时间太短，不足以评判；去掉 --smoke 可得到正式数据。',
  ],
  'bench.head.name': ['benchmark', '项目'],
  'bench.head.value': ['value', '测得值'],
  'bench.head.reference': ['reference', '参照'],
  'bench.head.ratio': ['ratio', '比值'],
  'bench.head.bar': ['bar', '要求'],
  'bench.met': ['✓ met', '✓ 达到'],
  'bench.not-met': ['✗ NOT met', '✗ 未达到'],
} as const;
