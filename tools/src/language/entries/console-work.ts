/** Check sheets, cases, lots, regions and verification in the console: errors and words. [English, Chinese]. */
export const consoleWorkEntries = {
  'tool-console-no-procedure': [
    'There is no check sheet for this kind of instrument ({ueid}). The register has to say whether it is a scale or a dispenser.',
    '此类器具（{ueid}）没有检查表。请先在登记资料中注明是秤还是加油机。',
  ],
  'tool-console-sheet-unfinished': [
    'The check sheet lacks {count} values, the first of them {path}. Fill them in; nothing was kept.',
    '检查表还缺 {count} 项，第一项为 {path}。请补全；未保存任何内容。',
  ],
  'tool-console-attachment-unknown': [
    'There is no attachment {sha256}. Upload it first.',
    '附件 {sha256} 不存在。请先上传。',
  ],
  'tool-console-attachment-differs': [
    'The file that arrived has the SHA-256 {hash} and not {sha256}: it was changed on the way. Upload it again.',
    '收到的文件 SHA-256 为 {hash}，与 {sha256} 不符：传输中有改动。请重新上传。',
  ],
  'tool-console-case-refused': [
    'The case does not take this step. The reasons are listed.',
    '案件不能执行本步骤，原因见列表。',
  ],
  'tool-console-plan-slow': [
    'No plan was found within {seconds} s. Set the two qualities further apart, or allow greater risks.',
    '{seconds} 秒内未求得方案。请拉大两个质量水平的差距，或放宽风险。',
  ],
  'tool-console-lot-design': [
    'A lot that is divided into strata, or fixed for an audit alone, needs the size of its sample.',
    '分层的批或仅供核验的批须给出样本量。',
  ],

  'console.plan.single': [
    '{size} instruments are looked at; accepted with at most {number} nonconforming',
    '抽取 {size} 台；不合格数不超过 {number} 时接收',
  ],
  'console.plan.double': [
    'first {first}: accepted with at most {accept}, refused from {refuse} on; else {second} more: accepted with at most {both} in both',
    '第一样本 {first} 台：不超过 {accept} 台接收，达 {refuse} 台拒收；否则再抽 {second} 台，合计不超过 {both} 台接收',
  ],
  'console.plan.variables-known': [
    '{size} instruments are measured; the mean has to lie {k} σ (known) inside the limit',
    '测量 {size} 台；平均值与限值之差须不小于 {k} σ（已知）',
  ],
  'console.plan.variables-unknown': [
    '{size} instruments are measured; the mean has to lie {k} s (of the sample) inside the limit',
    '测量 {size} 台；平均值与限值之差须不小于 {k} s（样本标准差）',
  ],
  'console.plan.sequential': [
    'one after another: accepted when d ≤ {slope} n − {accept}, refused when d ≥ {slope} n + {refuse}; after {limit} accepted with at most {number}',
    '逐台抽取：d ≤ {slope} n − {accept} 时接收，d ≥ {slope} n + {refuse} 时拒收；至 {limit} 台时不超过 {number} 台接收',
  ],
  'console.lot.waits-randomness': [
    'The randomness ({source}) is not published before {at}.',
    '随机数（{source}）于 {at} 之后公布。',
  ],
  'console.lot.waits-results': ['{count} drawn instruments have no result yet.', '尚有 {count} 台入样器具没有结果。'],
  'console.lot.late': ['Results were taken until {at}.', '结果截止时间为 {at}。'],
  'console.lot.nobody-left': ['Every drawn instrument has its result.', '入样器具均已有结果。'],
  'console.lot.audit-only': [
    'The lot was fixed for an audit alone, without rules for a decision.',
    '该批仅供核验，没有判定规则。',
  ],

  'tool-console-file-unknown': [
    'This is no file of frames, no case file, no certificate and no record that this program knows. Check which file it is.',
    '此文件不是本程序所知的帧文件、案卷、证书或记录。请核对文件。',
  ],
  'tool-console-file-empty': ['The file is empty. Check it.', '文件为空，请核对。'],
  'tool-console-too-many-frames': [
    'The file holds {count} frames, and {most} are checked at once here. Use hengzhun verify, or split the file.',
    '文件含 {count} 帧，此处一次最多核验 {most} 帧。请使用 hengzhun verify，或拆分文件。',
  ],

  'console.region.flagged': [
    '{share} at warning or out of tolerance ({count} of {of}), {whole} in all: more than chance makes',
    '预警或失准占 {share}（{of} 台中 {count} 台），总体为 {whole}：非偶然所致',
  ],
  'console.region.silent': [
    '{share} silent ({count} of {of}), {whole} in all: more than chance makes',
    '静默占 {share}（{of} 台中 {count} 台），总体为 {whole}：非偶然所致',
  ],
  'console.region.failed': [
    '{share} of the checks of a year failed ({count} of {of}), {whole} in all: more than chance makes',
    '一年内检查不合格占 {share}（{of} 次中 {count} 次），总体为 {whole}：非偶然所致',
  ],
  'console.region.overdue': ['{count} cases are overdue', '{count} 件案件逾期'],

  'console.verify.kind.frames': ['frames', '签名帧'],
  'console.verify.kind.case-file': ['case file', '案卷'],
  'console.verify.kind.certificate': ['verification certificate (DCC)', '检定证书（DCC）'],
  'console.verify.kind.record': ['record of a visit (PDF)', '现场记录（PDF）'],
  'console.verify.kind.statement': ['statement of a record (QR code)', '记录声明（二维码）'],

  'console.verify.signature.good': ['signed, and not changed since', '签名有效，未被改动'],
  'console.verify.signature.bad': ['the signature does not hold', '签名不成立'],
  'console.verify.signature.unproved': ['not proved: see what is missing', '未能证实，见所列事项'],
  'console.verify.rules.good': ['follows from its evidence by the rules', '依规则与证据成立'],
  'console.verify.rules.bad': ['does not hold by the rules', '依规则不成立'],
  'console.verify.rules.unproved': ['not proved: see what is missing', '未能证实，见所列事项'],

  'console.verify.frames.subject': ['{frames} frames of {keys} keys', '{keys} 个密钥的 {frames} 帧'],
  'console.verify.frames.signed': [
    '{valid} frames with a valid signature, {covered} covered by a later one',
    '{valid} 帧签名有效，{covered} 帧由后续帧覆盖',
  ],
  'console.verify.frames.refused': ['{count} frames refused: {reason}', '{count} 帧被拒绝：{reason}'],
  'console.verify.frames.unknown-key': [
    '{count} frames of a key that is not registered here: whose it is cannot be told',
    '{count} 帧的密钥未在此登记，无法确定归属',
  ],
  'console.verify.frames.registered': ['the key is registered for {name}', '密钥已登记，属于 {name}'],
  'console.verify.frames.retired': [
    'the key was retired from number {from} on, and signed {count} frames after that',
    '密钥自序号 {from} 起已停用，其后仍签发 {count} 帧',
  ],
  'console.verify.frames.revoked': [
    'the key was revoked: {count} of its frames were not received before that and do not count',
    '密钥已吊销：其中 {count} 帧此前未收到，不予采信',
  ],
  'console.verify.frames.unbroken': ['numbers {first} to {last} without a gap', '序号 {first} 至 {last} 连续'],
  'console.verify.frames.gaps': [
    'numbers {first} to {last} with {count} gaps: a file may be a part, and only the register knows what else there is',
    '序号 {first} 至 {last}，有 {count} 处缺口：文件可能只是一部分，其余以登记库为准',
  ],
  'console.verify.frames.forks': [
    'two different frames with the number {list}: clone, rollback or restored flash',
    '序号 {list} 有两份不同的帧：克隆、回退或闪存被恢复',
  ],
  'console.verify.frames.level': ['by {rules} these frames come to: {level}', '依 {rules}，这些帧评价为：{level}'],
  'console.verify.frames.not-judged': [
    'more than {most} instruments: their state is not judged here',
    '器具超过 {most} 台，此处不作状态评价',
  ],

  'console.verify.case-file.no-key': [
    'This console was started without the key of a ledger: it trusts none, and cannot prove who signed.',
    '控制台启动时没有台账密钥，不信任任何签名密钥，无法证实签署者。',
  ],
  'console.verify.case-file.no-decision': ['the file holds no decision to recompute', '案卷中没有可重算的决定'],

  'console.verify.certificate.subject': ['verification {id} of {name}', '{name} 的检定 {id}'],
  'console.verify.certificate.unsigned': [
    'The certificate bears no signature that is checked here; it is compared with what is on record.',
    '证书不含此处可核验的签名；与库中记录比对。',
  ],
  'console.verify.certificate.same': [
    'the record {record} says the same in every word',
    '与库中记录 {record} 完全一致',
  ],
  'console.verify.certificate.differs': [
    'the record {record} says something else: {fields}',
    '与库中记录 {record} 不一致：{fields}',
  ],
  'console.verify.certificate.not-on-record': ['no verification {id} is on record here', '此处没有检定记录 {id}'],
  'console.verify.certificate.instrument': ['the instrument is registered as {name}', '器具已登记：{name}'],
  'console.verify.certificate.instrument-unknown': [
    'the instrument {ueid} is not registered here',
    '器具 {ueid} 未在此登记',
  ],
  'console.verify.certificate.within': ['{count} test points within their limits', '{count} 个测量点均在限值内'],
  'console.verify.certificate.beyond': [
    '{point}: error {error} beyond ± {limit}',
    '{point}：误差 {error} 超出 ± {limit}',
  ],
  'console.verify.certificate.contradiction': [
    'the conclusion is “pass”, and {count} points are beyond their limits',
    '结论为“合格”，但有 {count} 个测量点超差',
  ],
  'console.verify.certificate.fail-within': [
    'the conclusion is “fail”, although every point as found is within its limit: another reason has to be on record',
    '结论为“不合格”，但各测量点均在限值内：应另有原因记录在案',
  ],
  'console.verify.certificate.consistent': ['the conclusion follows from the test points', '结论与测量点一致'],
  'console.verify.certificate.limits': ['the limits are those of {rules}', '限值符合 {rules}'],
  'console.verify.certificate.limit-wide': [
    '{point}: the limit {limit} is wider than that of {rules}: {proper}',
    '{point}：限值 {limit} 大于 {rules} 的 {proper}',
  ],
  'console.verify.certificate.limits-unknown': [
    'class or interval of the instrument are not registered: its limits cannot be compared with the table',
    '器具的准确度等级或分度值未登记，无法核对限值',
  ],
  'console.verify.certificate.standards': ['the standards used are on record', '所用标准器均有记录'],
  'console.verify.certificate.standard-unknown': ['the standard {id} is not on record', '标准器 {id} 没有记录'],

  'console.verify.fact.subject': ['subject', '对象'],
  'console.verify.fact.made-at': ['made at', '制作时间'],
  'console.verify.fact.decision': ['entry of the decision', '决定所在条目'],
  'console.verify.fact.checkpoint': ['checkpoint of the ledger', '台账检查点'],
  'console.verify.fact.kind': ['kind', '种类'],
  'console.verify.fact.at': ['time', '时间'],
  'console.verify.fact.outcome': ['conclusion', '结论'],
  'console.verify.fact.person': ['person', '人员'],
  'console.verify.fact.authority': ['authority', '机构'],
  'console.verify.fact.certificate': ['certificate', '证书编号'],
  'console.verify.fact.instrument': ['instrument', '器具'],
  'console.verify.fact.office': ['key of the office', '机构密钥'],
  'console.verify.fact.level': ['level', '等级'],
  'console.verify.fact.record': ['digest of the record', '记录摘要'],
  'console.verify.fact.pass': ['pass', '合格'],
  'console.verify.fact.fail': ['fail', '不合格'],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;
