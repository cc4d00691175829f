/** The ledger, its key, and who writes: messages, help and errors. [English, Chinese]. */
export const ledgerEntries = {
  'help.option.person': [
    'who acts: name or identifier (default: HENGZHUN_PERSON)',
    '操作人：姓名或标识（默认取自 HENGZHUN_PERSON）',
  ],
  'help.option.role': ['in which role (default: HENGZHUN_ROLE)', '以何角色（默认取自 HENGZHUN_ROLE）'],
  'help.option.authority': [
    'for which authority (default: HENGZHUN_AUTHORITY)',
    '所属机构（默认取自 HENGZHUN_AUTHORITY）',
  ],
  'help.option.ledger-key': [
    'file of the key that signs the ledger (default: HENGZHUN_LEDGER_KEY, or secret/ledger.pem in the data folder)',
    '签署台账的密钥文件（默认取自 HENGZHUN_LEDGER_KEY，或数据目录中的 secret/ledger.pem）',
  ],
  'help.command.ledger': [
    'the signed ledger: its key, its entries, whether it holds, how it stands',
    '签名台账：密钥、条目、核验与检查点',
  ],
  'help.ledger.key': [
    'show the key that signs the ledger, or make it; write its public half',
    '显示或新建签署台账的密钥，导出其公钥',
  ],
  'help.ledger.create': [
    'make a new key (mode 0600) where there is no file; keep a copy in a safe place',
    '文件不存在时新建密钥（权限 0600）；请妥善保存副本',
  ],
  'help.ledger.key-out': [
    'write the public key as a JWK set (RFC 7517): what others check the ledger with',
    '以 JWK 集合（RFC 7517）写出公钥，供他人核验台账',
  ],
  'help.ledger.list': ['list entries: the newest, or those asked for', '列出条目：最新的，或所指定的'],
  'help.ledger.subject': [
    'only about this: case/ID, lot/ID, instrument/UEID',
    '仅此对象：case/编号、lot/编号、instrument/UEID',
  ],
  'help.ledger.kind': ['only of this kind, such as case-step or draw', '仅此种类，例如 case-step 或 draw'],
  'help.ledger.from': ['from this number on', '起始编号'],
  'help.ledger.to': ['up to this number', '终止编号'],
  'help.ledger.body': ['with --json: also what the entries say', '与 --json 同用：附条目内容'],
  'help.ledger.verify': [
    'recompute hashes, chain and signatures of the whole ledger',
    '重新核算整本台账的散列、链接和签名',
  ],
  'help.ledger.keys': [
    'JWK set with the public keys of the ledger to trust (default: the key that signs here)',
    '受信任的台账公钥（JWK 集合；默认为本机签署密钥）',
  ],
  'help.ledger.witnessed': [
    'a checkpoint that was published earlier: the ledger must still hold it',
    '先前公布的检查点：台账必须仍与其一致',
  ],
  'help.ledger.checkpoint': ['sign how the ledger stands now, for publishing', '签署台账当前状态（检查点），供公布'],
  'help.ledger.succeed': [
    'hand the ledger over to another key: the last entry that the present one signs',
    '将台账移交给另一密钥：现密钥签署的最后一条',
  ],
  'help.ledger.successor': ['file of the new key; made when it is not there', '新密钥的文件；不存在时新建'],
  'ledger.key.made': ['Key {kid} was made in {file}.', '已在 {file} 中新建密钥 {kid}。'],
  'ledger.key.there': ['Key {kid} in {file}.', '密钥 {kid}，文件 {file}。'],
  'ledger.key.keep': [
    'Keep a copy in a safe place: without it nobody can go on with the ledger, and who has it can sign in your name.',
    '请妥善保存副本：丢失后无法续写台账；得到它的人能以你的名义签署。',
  ],
  'ledger.key.out': ['Public key: {out}', '公钥：{out}'],
  'ledger.empty': ['The ledger has no such entry.', '台账中没有此类条目。'],
  'ledger.head.number': ['No.', '编号'],
  'ledger.head.at': ['when (+08:00)', '时间（+08:00）'],
  'ledger.head.kind': ['kind', '种类'],
  'ledger.head.subject': ['about', '对象'],
  'ledger.head.by': ['who', '操作人'],
  'ledger.verifying': ['entries', '条目'],
  'ledger.good': [
    'The ledger holds: {count} entries; newest hash {hash}, key {kid}',
    '台账成立：共 {count} 条；最新散列 {hash}，密钥 {kid}',
  ],
  'ledger.bad': ['Entry {number} does not fit: {why}', '第 {number} 号条目不成立：{why}'],
  'ledger.checkpoint': [
    '{out}: signed checkpoint of {count} entries. Publish it.',
    '{out}：{count} 条台账的签名检查点。请予公布。',
  ],
  'ledger.hash': ['newest hash', '最新散列'],
  'ledger.root': ['root (RFC 9162)', '根散列（RFC 9162）'],
  'ledger.at': ['signed at', '签署时间'],
  'ledger.kid': ['key', '密钥'],
  'ledger.succeeded': [
    'Entry {number} hands over from key {from} to {to}. From now on sign with {file} (--ledger-key or HENGZHUN_LEDGER_KEY).',
    '第 {number} 号条目将台账由密钥 {from} 移交给 {to}。此后请用 {file} 签署（--ledger-key 或 HENGZHUN_LEDGER_KEY）。',
  ],
  'entry-kind.case-step': ['case step', '案件步骤'],
  'entry-kind.judgement': ['judgement', '状态评价'],
  'entry-kind.priors': ['learned priors', '先验'],
  'entry-kind.lot': ['lot fixed', '定批'],
  'entry-kind.draw': ['draw', '抽样'],
  'entry-kind.sample-result': ['sample result', '样本结果'],
  'entry-kind.lot-decision': ['lot decision', '批判定'],
  'entry-kind.interval': ['interval', '周期调整'],
  'entry-kind.audit': ['audit', '审核'],
  'entry-kind.ledger-key': ['key handed over', '密钥移交'],
  'tool-actor-missing': [
    'Every entry in the ledger says who answers for it: give {what}, or set HENGZHUN_PERSON, HENGZHUN_ROLE and HENGZHUN_AUTHORITY for the shift.',
    '台账的每一条都须写明责任人：请给出 {what}，或为本班次设置 HENGZHUN_PERSON、HENGZHUN_ROLE 和 HENGZHUN_AUTHORITY。',
  ],
  'tool-ledger-key-where': [
    'A database has no folder for a key: name the file of the key that signs its ledger with --ledger-key or HENGZHUN_LEDGER_KEY.',
    '数据库没有存放密钥的目录：请用 --ledger-key 或 HENGZHUN_LEDGER_KEY 指明签署其台账的密钥文件。',
  ],
  'tool-ledger-key-missing': [
    'There is no readable ledger key at {path}. For a new ledger make one with: hengzhun ledger key --create; otherwise name its file with --ledger-key, or restore it from its copy.',
    '{path} 处没有可读取的台账密钥。新台账请先运行：hengzhun ledger key --create；否则请用 --ledger-key 指明其文件，或从副本恢复。',
  ],
  'tool-ledger-key-other': [
    'The ledger has {count} entries that another key signed: a new one cannot go on with it. Restore that key from its copy, or hand over with: hengzhun ledger succeed FILE',
    '台账已有 {count} 条由另一密钥签署：新密钥无法续写。请从副本恢复原密钥，或用以下命令移交：hengzhun ledger succeed 文件',
  ],
  'tool-bad-moment': [
    "'{value}' is no moment for {option}: write date and time, such as 2027-03-01T08:00 (in +08:00) or 2027-03-01T00:00Z.",
    '{option} 的“{value}”不是时刻：请写日期和时间，例如 2027-03-01T08:00（+08:00）或 2027-03-01T00:00Z。',
  ],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;
