/** Records of inspections and tables that are taken away: messages, help and errors. [English, Chinese]. */
export const reportEntries = {
  'help.command.export.history': [
    'the history of every channel of one instrument, as CSV or Parquet',
    '以 CSV 或 Parquet 导出一台器具各通道的历史',
  ],
  'help.command.export.report': [
    'the signed PDF record of one instrument, with its evidence and a QR code',
    '导出一台器具的签名 PDF 检查记录，附证据与二维码',
  ],
  'help.command.export.certificate': [
    'the certificate that the office issues to itself for the key of its ledger: PDF readers trust it once',
    '导出机构为其台账密钥自签的证书：PDF 阅读器信任一次即可',
  ],
  'help.export.of': ['UEID, key identifier or serial number', 'UEID、密钥标识或出厂编号'],
  'help.export.table-format': [
    'csv or parquet: with their judgements; json: the register, which can be imported again (default: by the name of the file)',
    'csv 或 parquet：附状态评价；json：可再导入的登记册（默认按扩展名）',
  ],
  'help.export.at': ['the moment to judge for (default: now)', '评价的时刻（默认为当前）'],
  'help.report.language': [
    'language of the record (default: that of the command line)',
    '记录的语言（默认与命令行一致）',
  ],
  'help.report.number': ['number of the record', '记录编号'],
  'help.report.sheet': ['on-site check sheets: raw readings in JSON', '现场检查表：JSON 原始读数'],
  'help.report.certificate': [
    'the office’s certificate for its key, PEM or DER (default: one that it issues to itself)',
    '机构密钥的证书，PEM 或 DER（默认自签）',
  ],
  'help.verify.ledger': [
    'public keys of the offices that sign records (ledger key --out); for PDF records and QR codes',
    '签署记录的机构公钥（ledger key --out）；用于 PDF 记录和二维码',
  ],
  'help.verify.makers': [
    'public keys of makers, whose certificates then prove keys of instruments; for PDF records',
    '制造单位公钥，其证书可证明器具密钥；用于 PDF 记录',
  ],
  'help.verify.qr': ['the text of a record’s QR code, instead of files', '记录二维码的文本，代替文件'],
  'export.table.instruments': ['instruments with their judgements', '器具及其状态评价'],
  'export.table.history': ['frames of the history', '帧（历史）'],
  'report.written': [
    'Wrote the record {number} to {out}: {level}; signed by {kid}.',
    '已将记录 {number} 写入 {out}：{level}；由 {kid} 签署。',
  ],
  'report.certificate': ['Wrote the certificate of the key {kid} to {out}.', '已将密钥 {kid} 的证书写入 {out}。'],
  'report.title': ['Record of inspection {file}', '检查记录 {file}'],
  'report.says': [
    'No. {number}, {instrument}, {at}, {person} ({authority}): {level}',
    '编号 {number}，{instrument}，{at}，{person}（{authority}）：{level}',
  ],
  'report.verdict.signature': ['Signature', '签名'],
  'report.verdict.rules': ['Rules', '规则'],
  'report.verdict.good': ['holds', '成立'],
  'report.verdict.bad': ['does not hold', '不成立'],
  'report.verdict.open': ['not all was checked', '未全部核验'],
  'report.instrument': ['instrument', '器具'],
  'report.level': ['level, probability of being out of tolerance', '等级，失准概率'],
  'report.check': ['on-site check', '现场检查'],
  'report.check.none': ['none', '无'],
  'report.check.pass': ['within tolerance', '合格'],
  'report.check.fail': ['out of tolerance', '不合格'],
  'report.check.incomplete': ['incomplete', '不完整'],
  'report.made': ['record made', '记录制作'],
  'report.frame-time': ['newest frame made between', '最新帧产生于'],
  'report.frame': ['frame {sequence}', '第 {sequence} 帧'],
  'report.digest': ['SHA-256 of the record', '记录的 SHA-256'],
  'report.good': ['It holds.', '成立。'],
  'report.bad': ['It does not hold.', '不成立。'],
  'tool-office-keys-missing': [
    'Whose signature is to be trusted? Give the public key of the office that made the record with --ledger-keys (its file comes from: hengzhun ledger key --out).',
    '应信任谁的签名？请用 --ledger-keys 给出制作记录的机构的公钥（由 hengzhun ledger key --out 得到）。',
  ],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;
