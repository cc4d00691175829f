/** Import and export of registers, records and frames: messages, help and errors. [English, Chinese]. */
export const exchangeEntries = {
  'help.command.import': [
    'take registers, records and frames in; every line that is refused is told, the others are taken',
    '导入登记册、记录和帧；逐行说明被拒绝的内容，其余照常接收',
  ],
  'help.import.instruments': ['enrol the instruments of a register', '登记册中的器具予以登记'],
  'help.import.records': [
    'type approvals, places, traders, authorities, people, standards, verifications, seals, repairs',
    '型式批准、地点、经营者、机构、人员、标准器、检定、封印、维修',
  ],
  'help.import.frames': [
    'frames as received: a CBOR sequence, single frames, or hexadecimal text',
    '原样的帧：CBOR 序列、单帧或十六进制文本',
  ],
  'help.import.maker': [
    'trust a maker’s public keys: its certificates then count when instruments are enrolled',
    '信任制造单位的公钥：其证书在登记器具时有效',
  ],
  'help.import.maker.name': ['name of the maker, as its certificates say it', '制造单位名称，与证书一致'],
  'help.import.maker.file': ['JWK set with its public keys', '其公钥（JWK 集合）'],
  'help.import.file': ['the file, in UTF-8; - reads standard input', '文件（UTF-8）；- 表示标准输入'],
  'help.import.format': ['format of the file (default: by its name)', '文件格式（默认按扩展名）'],
  'help.import.kind': ['what the lines of a CSV file are', 'CSV 文件各行的记录种类'],
  'help.command.export.records': [
    'records, all kinds as JSON or one kind as CSV',
    '记录：全部种类为 JSON，单一种类可为 CSV',
  ],
  'help.command.export.makers': [
    'makers’ public keys as a JWK set (RFC 7517)',
    '以 JWK 集合（RFC 7517）导出制造单位公钥',
  ],
  'help.export.id': [
    'the verification to write as a certificate (DCC, XML)',
    '以数字校准证书（DCC，XML）导出的检定记录标识',
  ],
  'help.export.kind': ['only this kind; needed for CSV', '仅此种类；CSV 必须给出'],
  'import.line': ['line {line}: ', '第 {line} 行：'],
  'import.item': ['no. {line}: ', '第 {line} 条：'],
  'import.separator': [', ', '，'],
  'import.more': ['… and {count} more; --json shows all', '……另有 {count} 条；--json 可全部显示'],
  'import.nothing': ['nothing in it', '没有内容'],
  'import.maker': ['The key {kid} of {name} is trusted.', '已信任 {name} 的密钥 {kid}。'],
  'import.outcome.enrolled': ['enrolled', '新登记'],
  'import.outcome.key-added': ['key added', '新增密钥'],
  'import.outcome.known': ['known already', '已登记'],
  'import.outcome.added': ['added', '新增'],
  'import.outcome.corrected': ['corrected', '更正'],
  'import.outcome.unchanged': ['unchanged', '未变'],
  'import.outcome.accepted': ['accepted', '接收'],
  'import.outcome.duplicate': ['known already', '已存在'],
  'import.outcome.forked': ['forked', '分叉'],
  'import.outcome.taken': ['taken', '计入'],
  'import.outcome.refused': ['refused', '拒绝'],
  'export.records': ['records', '记录'],
  'export.makers': ['makers’ keys', '制造单位公钥'],
  'tool-format-unknown': [
    'The name {path} does not say its format: give --format, one of {choices}.',
    '从名称 {path} 看不出格式：请用 --format 给出，可为 {choices}。',
  ],
  'tool-certificate-of-which': [
    '{path}: a certificate (XML) is of one verification, and only verifications become one. Give --id with --format xml, or neither.',
    '{path}：一份证书（XML）对应一次检定，且仅检定可导出为证书。请同时给出 --id 与 --format xml，或都不给。',
  ],
  'tool-kind-missing': [
    'A CSV file holds records of one kind: say with --kind what the lines of {path} are.',
    'CSV 文件只含一种记录：请用 --kind 说明 {path} 各行的种类。',
  ],
  'tool-not-utf8': [
    '{path} is not in UTF-8. Save it as CSV UTF-8 (spreadsheets often write another encoding), and import it again.',
    '{path} 不是 UTF-8 编码。请另存为“CSV UTF-8”（表格软件常用 GBK），再导入。',
  ],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;
