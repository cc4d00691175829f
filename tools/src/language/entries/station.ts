/** The station, the replay and the benchmarks. [English, Chinese]. */
export const stationEntries = {
  'station.title': ['Hengzhun station', '衡准工作站'],

  'bench.usage': [
    '{what}: not known here. Use --json, --smoke, or names: {names}.',
    '{what}:此处未知。可用 --json、--smoke 或名称:{names}。',
  ],
  'bench.running': ['measuring {name} …', '正在测量 {name}……'],
  'bench.smoke': [
    'Smoke run: too short to judge by; run it without --smoke for figures.',
    '冒烟运行:时间太短,不足以评判;去掉 --smoke 可得到正式数据。',
  ],
  'bench.head.name': ['benchmark', '项目'],
  'bench.head.value': ['value', '测得值'],
  'bench.head.reference': ['reference', '参照'],
  'bench.head.ratio': ['ratio', '比值'],
  'bench.head.bar': ['bar', '要求'],
  'bench.met': ['✓ met', '✓ 达到'],
  'bench.not-met': ['✗ NOT met', '✗ 未达到'],
} as const;
