import type { Bilingual } from '../../evaluation/levels.js';
import type { RecordLanguage } from '../record/inspection-record.js';

/** What stands on the page besides what is read from the record; `{name}` is replaced. */
export const pageWords = {
  title: { zh: '计量器具状态检查记录', en: 'Record of inspection of a measuring instrument' },
  number: { zh: '编号 {number}', en: 'No. {number}' },
  made: { zh: '{at}，{person}（{role}，{authority}）', en: '{at}, {person} ({role}, {authority})' },
  level: { zh: '状态评价：{level}', en: 'Status evaluation: {level}' },
  chance: {
    zh: '失准概率：当前 {now}，{days} 天后 {later}。预计失准日期：{crossing}。',
    en: 'Probability of being out of tolerance: {now} now, {later} in {days} days. Predicted crossing: {crossing}.',
  },
  'crossing-none': { zh: '预测期内无', en: 'none within the horizon' },
  preliminary: {
    zh: '这是远程的初步评价，须由人员现场确认。',
    en: 'This is a preliminary, remote judgement: a person confirms it on site.',
  },
  'check-outcome': { zh: '现场检查：{outcome}。', en: 'On-site check: {outcome}.' },
  'holds-signatures': { zh: '签名：成立', en: 'Signatures: hold' },
  'fails-signatures': { zh: '签名：不成立（见第 9 节）', en: 'Signatures: do not hold (section 9)' },
  'holds-rules': { zh: '规则：成立', en: 'Rules: hold' },
  'fails-rules': { zh: '规则：不成立（见第 9 节）', en: 'Rules: do not hold (section 9)' },
  'open-rules': { zh: '规则：未全部核验（见第 9 节）', en: 'Rules: not all was checked (section 9)' },
  'qr-caption': { zh: '扫码离线核验', en: 'Scan to check offline' },
  'qr-alternative': {
    zh: '二维码：机构对本记录的签名声明（HZ1），用 hengzhun verify --qr 离线核验',
    en: 'QR code: signed statement of the office about this record (HZ1), checked offline with hengzhun verify --qr',
  },

  'section-instrument': { zh: '1　器具与身份', en: '1  Instrument and identity' },
  ueid: { zh: '器具标识 UEID', en: 'Instrument (UEID)' },
  serial: { zh: '出厂编号', en: 'Serial number' },
  'serial-signed': {
    zh: '{register}（登记）；{signed}（器具签名）',
    en: '{register} (register); {signed} (signed by it)',
  },
  maker: { zh: '制造单位、型号', en: 'Maker, model' },
  kind: { zh: '种类', en: 'Kind' },
  'kind-scale': { zh: '电子秤', en: 'scale' },
  'kind-dispenser': { zh: '燃油加油机', en: 'fuel dispenser' },
  class: { zh: '准确度等级；Max / Min / e / d', en: 'Accuracy class; Max / Min / e / d' },
  nozzle: { zh: '油枪 {index}', en: 'Nozzle {index}' },
  'nozzle-data': {
    zh: '{fuel}，{low}–{high} L/min，最小被测量 {quantity} L',
    en: '{fuel}, {low}–{high} L/min, smallest measured quantity {quantity} L',
  },
  approval: { zh: '型式批准', en: 'Type approval' },
  place: { zh: '使用地点', en: 'Place' },
  software: { zh: '软件', en: 'Software' },
  'software-value': {
    zh: '{name} {version}（更新计数 {counter}），SHA-256 {digest}…（自称）',
    en: '{name} {version} (update {counter}), SHA-256 {digest}… (its own claim)',
  },
  life: { zh: '生命周期', en: 'Life stage' },
  'no-identity': {
    zh: '没有身份帧：以上仅出自登记册。',
    en: 'No identity frame was seen: this is from the register alone.',
  },

  'section-key': { zh: '2　密钥与登记', en: '2  Key and enrolment' },
  key: { zh: '器具密钥', en: 'Key of the instrument' },
  assurance: { zh: '密钥保障', en: 'Assurance of the key' },
  'assurance-low': {
    zh: '低（软件签名）：不能用于减少检查',
    en: 'low (software signer): it can never reduce inspections',
  },
  'assurance-secure-element': { zh: '安全芯片', en: 'secure element' },
  enrolled: { zh: '登记', en: 'Enrolled' },
  'status-active': { zh: '有效', en: 'active' },
  'status-retired': { zh: '已停用，自序号 {from} 起', en: 'retired from frame {from} on' },
  'status-revoked': { zh: '已吊销，自序号 {from} 起', en: 'revoked from frame {from} on' },
  certified: { zh: '制造单位证书', en: "Maker's certificate" },
  'certified-none': { zh: '无', en: 'none' },

  'section-time': { zh: '3　挑战与时间', en: '3  Challenge and time' },
  nonce: { zh: '应答中的随机数', en: 'Nonce in the answer' },
  interval: { zh: '应答产生于', en: 'The answer was made between' },
  'interval-value': {
    zh: '{from} 与 {to} 之间（±{half} ms，本机时钟）',
    en: '{from} and {to} (±{half} ms, by the host’s clock)',
  },
  'not-challenged': {
    zh: '未作挑战；最新状态帧收到于 {at}，产生时间不晚于此。',
    en: 'There was no challenge. The newest status frame was received at {at}, and made no later.',
  },
  'instrument-time': { zh: '器具时间', en: 'Time by the instrument' },
  'instrument-time-value': { zh: '第 {boot} 次启动后 {uptime} s', en: '{uptime} s after boot {boot}' },
  'step-table': { zh: '访问步骤', en: 'Steps of the visit' },
  step: { zh: '步骤', en: 'Step' },
  verdict: { zh: '结果', en: 'Verdict' },
  words: { zh: '说明', en: 'In words' },
  'verdict-good': { zh: '通过', en: 'good' },
  'verdict-attention': { zh: '关注', en: 'attention' },
  'verdict-bad': { zh: '不符', en: 'bad' },
  'verdict-failed': { zh: '未完成', en: 'failed' },
  'verdict-skipped': { zh: '未进行', en: 'skipped' },
  'step-connect': { zh: '连接', en: 'connect' },
  'step-identify': { zh: '识别', en: 'identify' },
  'step-key': { zh: '密钥', en: 'key' },
  'step-challenge': { zh: '挑战', en: 'challenge' },
  'step-nozzles': { zh: '油枪', en: 'nozzles' },
  'step-time': { zh: '时间', en: 'time' },
  'step-log': { zh: '事件日志', en: 'event log' },
  'step-history': { zh: '历史比对', en: 'history' },
  'step-judgement': { zh: '评价', en: 'judgement' },

  'section-state': { zh: '4　自评与通道', en: '4  Self-state and channels' },
  'self-state': { zh: '自评', en: 'Self-state' },
  flags: { zh: '标志', en: 'Flags' },
  seal: { zh: '封印；校准计数', en: 'Seal; calibration counter' },
  temperature: { zh: '温度', en: 'Temperature' },
  frame: { zh: '帧', en: 'Frame' },
  'frame-value': { zh: '序号 {sequence}，摘要 {digest}…', en: 'number {sequence}, digest {digest}…' },
  'nozzle-state': { zh: '油枪 {index}', en: 'Nozzle {index}' },
  'nozzle-state-value': {
    zh: '累计 {litres} L，{fuelings} 次；自评 {state}',
    en: 'total {litres} L, {fuelings} fuelings; self-state {state}',
  },
  channels: {
    zh: '通道（器具自己的读数，不是示值误差）',
    en: 'Channels (its own readings, not the error of indication)',
  },
  channel: { zh: '通道', en: 'Channel' },
  value: { zh: '值', en: 'Value' },
  uncertainty: { zh: '标准不确定度', en: 'Standard uncertainty' },
  limit: { zh: '限值 ±', en: 'Limit ±' },
  alarm: { zh: '状态', en: 'State' },
  learning: { zh: '学习中', en: 'learning' },
  'no-status': { zh: '没有状态帧。', en: 'No status frame was seen.' },
  'limit-note': {
    zh: '限值：{source}，使用中（零点按空载，蠕变按至 Max 的最大值，量程按最严者）',
    en: 'Limits: {source}, in service (zero: at no load; creep: the largest up to Max; span: the tightest)',
  },
  'limit-note-volume': { zh: '限值：{source}', en: 'Limits: {source}' },

  'section-log': { zh: '5　事件日志', en: '5  Event log' },
  'log-signed': { zh: '签署的长度与首部', en: 'Signed length and head' },
  'log-signed-value': {
    zh: '{length} 条，{head}…（第 {sequence} 帧）',
    en: '{length} entries, {head}… (frame {sequence})',
  },
  'log-here': { zh: '所附条目', en: 'Entries here' },
  'log-here-value': { zh: '{count} 条，与签署的首部一致', en: '{count}, proved by a signed head' },
  'log-none': { zh: '未读取，或不能证实', en: 'not read, or not proved' },
  'log-newest': { zh: '最近的事件', en: 'Newest events' },
  'log-number': { zh: '序号', en: 'No.' },
  'log-when': { zh: '启动 / 秒', en: 'Boot / s' },
  'log-event': { zh: '事件', en: 'Event' },

  'section-judgement': { zh: '6　状态评价', en: '6  Judgement' },
  conformity: { zh: '判定（JCGM 106）', en: 'Decision (JCGM 106)' },
  'conformity-within-tolerance': { zh: '判为符合，消费者风险 {risk}', en: 'within tolerance, consumer’s risk {risk}' },
  'conformity-out-of-tolerance': {
    zh: '判为不符合，生产者风险 {risk}',
    en: 'out of tolerance, producer’s risk {risk}',
  },
  'conformity-undecided': { zh: '不作判定', en: 'undecided' },
  'self-evidence': { zh: '自证信息', en: 'Self-evidence' },
  'self-evidence-value': {
    zh: '{level}；报告{fresh}；量程最近观测：{span}',
    en: '{level}; reports {fresh}; span last observed: {span}',
  },
  fresh: { zh: '及时', en: 'fresh' },
  stale: { zh: '不及时', en: 'not fresh' },
  never: { zh: '从未', en: 'never' },
  forecast: { zh: '群体预测', en: 'Population forecast' },
  'forecast-value': { zh: '{chance}（{population}）', en: '{chance} ({population})' },
  rules: { zh: '规则', en: 'Rules' },
  entry: { zh: '台账条目', en: 'Ledger entry' },
  'points-table': { zh: '示值误差的估计', en: 'Estimated error of indication' },
  point: { zh: '测量点', en: 'Test point' },
  measured: { zh: '最近实测', en: 'Last measured' },
  error: { zh: '当前误差 E ± U (k=2)', en: 'Error now, E ± U (k=2)' },
  'limit-service': { zh: '使用中 MPE ±', en: 'MPE in service ±' },
  'chance-outside': { zh: '失准概率', en: 'Chance outside' },
  'point-volume': { zh: '油枪 {nozzle}，{amount}，{flow} L/min', en: 'nozzle {nozzle}, {amount}, {flow} L/min' },
  reasons: { zh: '理由', en: 'Reasons' },

  'section-check': { zh: '7　现场检查', en: '7  On-site check' },
  'check-none': { zh: '本次没有现场检查表。', en: 'No on-site check sheet belongs to this record.' },

  'section-unknown': { zh: '8　软件不能知道的', en: '8  What the software cannot know' },
  'unknown-declared': {
    zh: '该器具自述无法察觉：{list}。',
    en: 'This instrument says that it has no way to see: {list}.',
  },
  'unknown-span': {
    zh: '没有内置标准砝码的秤看不见自己的量程；脉冲器看不见流量计每转体积。只有用标准器检定，才知道示值误差。',
    en: 'A scale without a reference mass does not see its own span, and a pulser not the volume per revolution of its meter. Only a check with standards measures the error of indication.',
  },
  'unknown-software': {
    zh: '软件摘要是器具的自述，除非有封印或安全启动作保。',
    en: 'The digest of its software is the instrument’s own claim, unless seal or secure boot stand for it.',
  },
  'unknown-display': {
    zh: '签名证明应答来自持有该密钥的电路板，不证明面前的显示器由它驱动。请核对显示的现场指示值。',
    en: 'A signature proves that a board with this key answered, not that it drives the display before you. Compare the live indication.',
  },
  'unknown-tail': {
    zh: '哈希链显示其中的伪造与缺失，不显示被扣留的最新部分。',
    en: 'A chain shows forgery and removal inside it, not a newest part that was withheld.',
  },
  'unknown-low': {
    zh: '软件签名的密钥可能被打开机壳的人取出。',
    en: 'The key of a software signer can be taken by whoever opens the case.',
  },
  indication: { zh: '应答中的现场指示值', en: 'Live indication in the answer' },

  'section-proof': { zh: '9　核验结果', en: '9  What was checked' },
  signatures: { zh: '签名', en: 'Signatures' },
  'rules-title': { zh: '规则', en: 'Rules' },
  'nothing-checked': { zh: '没有可核验的内容', en: 'nothing to check' },

  'section-evidence': { zh: '10　所附证据与离线核验', en: '10  Evidence and how to check it offline' },
  'evidence-table': { zh: '本文件的附件', en: 'Files attached to this PDF' },
  file: { zh: '附件', en: 'File' },
  size: { zh: '字节', en: 'Bytes' },
  digest: { zh: 'SHA-256', en: 'SHA-256' },
  'frames-table': { zh: '所见的帧', en: 'Frames that were seen' },
  'frame-kind': { zh: '种类', en: 'Kind' },
  received: { zh: '收到', en: 'Received' },
  'frame-digest': { zh: '摘要（Sig_structure 的 SHA-256）', en: 'Digest (SHA-256 of its Sig_structure)' },
  'kind-1': { zh: '状态', en: 'status' },
  'kind-2': { zh: '身份', en: 'identity' },
  'kind-3': { zh: '日志', en: 'log' },
  'kind-4': { zh: '回执', en: 'receipt' },
  'how-to-check': {
    zh: '本 PDF 由机构密钥 {office} 签名（ETSI.CAdES.detached，ES256）。离线核验：hengzhun verify 本文件 --keys 器具公钥.json --ledger-keys 机构公钥.json。核验程序证实签名，由附件重新计算并逐字节重排本页。普通阅读器也显示签名；其中的证书须由您信任一次。',
    en: 'The office’s key {office} signs this PDF (ETSI.CAdES.detached, ES256). To check it offline: hengzhun verify FILE --keys instruments.json --ledger-keys office.json. The program proves the signature, computes everything again from the attached files and lays these pages out again, byte for byte. Ordinary readers show the signature, too; its certificate is yours to trust once.',
  },
  footer: { zh: '{title}　{number}　第 {page} 页，共 {pages} 页', en: '{title} · {number} · page {page} of {pages}' },
} as const satisfies Record<string, Bilingual>;

export type PageWord = keyof typeof pageWords;
export type Say = (word: PageWord, values?: Readonly<Record<string, string | number>>) => string;

/** The words in one language. */
export function sayIn(language: RecordLanguage): Say {
  return (word, values = {}) =>
    pageWords[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
