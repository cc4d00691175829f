/** Recomputing ledger entries: messages, help and errors. [English, Chinese]. */
export const replayEntries = {
  'help.command.replay': [
    'recompute ledger entries from the stored bytes, by the rules that they name, and compare; exit code 1 when one is not the same',
    '按条目所依据的规则，由存储的原始数据重算台账条目并比较；有不一致时退出码为 1',
  ],
  'help.replay.entries': [
    'numbers or ranges of entries, such as 12 or 40-60; none: all',
    '条目编号或范围，例如 12 或 40-60；不给出则全部',
  ],
  'help.replay.each': ['show every entry, and not only those that differ', '逐条显示，而不仅是不一致的'],
  'replay.working': ['entries', '条目'],
  'replay.difference': [
    '{pointer}: recorded {recorded}, recomputed {recomputed}',
    '{pointer}：记录 {recorded}，重算 {recomputed}',
  ],
  'replay.more': ['… and {count} more places', '……另有 {count} 处'],
  'replay.outcome': ['outcome', '结果'],
  'replay.count': ['entries', '条数'],
  'replay.good': ['{count} entries, nothing differs', '共 {count} 条，无不一致'],
  'replay.bad': [
    'Something is not what it was, or cannot be made again: see ✗ above.',
    '有条目不一致或无法重算：见上面的 ✗。',
  ],
  'tool-entry-unknown': [
    'There is no entry {number}: the ledger has {count}.',
    '没有第 {number} 号条目：台账共 {count} 条。',
  ],
  'tool-bad-entries': [
    "'{value}' names no entries: write a number or a range, such as 12 or 40-60.",
    '“{value}”不是条目编号：请写编号或范围，例如 12 或 40-60。',
  ],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;
