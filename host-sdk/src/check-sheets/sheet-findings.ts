import type { Bilingual } from '../evaluation/levels.js';

/** What a sheet still lacks, and what in it cannot be right. `…` stands for the particular. */
const texts = {
  // Missing: the sheet is not complete.
  'weighing-missing': { zh: '缺少称量点：…', en: 'no weighing near …' },
  'descending-missing': { zh: '缺少卸载（递减）称量', en: 'no weighing with falling loads' },
  'zero-missing': { zh: '缺少零点误差测定', en: 'the error at zero was not determined' },
  'eccentricity-missing': { zh: '缺少偏载位置：还需 … 个', en: 'eccentricity: … more positions' },
  'repeatability-missing': { zh: '缺少重复性称量：还需 … 次', en: 'repeatability: … more weighings' },
  'discrimination-missing': { zh: '缺少鉴别力试验', en: 'discrimination was not tested' },
  'runs-missing': { zh: '缺少测量：…', en: 'runs missing: …' },
  'standard-missing': { zh: '未列出标准器 …', en: 'the standard … is not listed' },
  // Implausible: the readings cannot be judged before this is mended.
  'unit-suspicious': {
    zh: '…：示值与载荷相差悬殊，请核对单位',
    en: '…: indication and reference are far apart: check the units',
  },
  'load-above-maximum': { zh: '…：载荷超过最大秤量', en: '…: the load is above Max' },
  'additional-too-large': {
    zh: '…：附加砝码 ΔL 大于分度值，不是闪变点',
    en: '…: ΔL exceeds the scale interval: that was no changeover point',
  },
  'indication-not-multiple': {
    zh: '…：示值不是分度值的整数倍',
    en: '…: the indication is no multiple of the scale interval',
  },
  'discrimination-load': { zh: '…：鉴别力附加砝码应为 1.4 d', en: '…: discrimination is tested with 1.4 d' },
  'eccentricity-load': { zh: '…：偏载载荷应约为 Max/3', en: '…: the load for eccentricity should be about Max/3' },
  'reading-outside-neck': { zh: '…：读数超出量器计量颈刻度', en: '…: the reading lies outside the scale of the neck' },
  'standard-unknown': { zh: '…：未列出所用的量器', en: '…: the prover is not listed' },
  'nozzle-unknown': { zh: '…：没有这把油枪', en: '…: there is no such nozzle' },
  'standard-expired': { zh: '标准器 … 的证书已过期', en: 'the certificate of the standard … has expired' },
  // Doubts: the result stands, and a person should know.
  'standard-too-coarse': {
    zh: '…：标准器不确定度大于最大允许误差的三分之一',
    en: '…: the standard is uncertain by more than a third of the limit',
  },
  'uncertainty-too-large': { zh: '…：测量不确定度大于最大允许误差的三分之一', en: '…: U exceeds a third of the limit' },
  'no-changeover': {
    zh: '…：未用闪变点法，分辨力为一个分度',
    en: '…: no changeover point was sought: the resolution is a whole interval',
  },
  'temperature-difference': { zh: '…：油温差超过 4 ℃', en: '…: the temperatures of the fuel differ by more than 4 °C' },
  'temperature-range': { zh: '…：温度超出 −25 ℃ 至 55 ℃', en: '…: the temperature is outside −25 °C to 55 °C' },
  'flow-range': { zh: '…：流量超出油枪的流量范围', en: '…: the flow is outside the range of the nozzle' },
  'runs-dropped': { zh: '…：超过 6 次测量，仅能评定 2 至 6 次', en: '…: more than 6 runs: 2 to 6 can be judged' },
} as const satisfies Record<string, Bilingual>;

export type SheetFindingCode = keyof typeof texts;

/** `missing`: to be measured still. `blocks`: to be mended before anything is judged. `doubt`: to be known. */
export type SheetSeverity = 'missing' | 'blocks' | 'doubt';

export interface SheetFinding {
  readonly code: SheetFindingCode;
  readonly severity: SheetSeverity;
  /** Where in the sheet: a list and a place in it, from 1. */
  readonly where: string;
  readonly text: Bilingual;
}

const doubts: readonly string[] = [
  'standard-too-coarse',
  'uncertainty-too-large',
  'no-changeover',
  'temperature-difference',
  'temperature-range',
  'flow-range',
  'eccentricity-load',
];

export function finding(code: SheetFindingCode, where: string | Bilingual): SheetFinding {
  const words = typeof where === 'string' ? { zh: where, en: where } : where;
  const { zh, en } = texts[code];
  const severity = code.endsWith('-missing') ? 'missing' : doubts.includes(code) ? 'doubt' : 'blocks';
  const text = { zh: zh.replace('…', () => words.zh), en: en.replace('…', () => words.en) };
  return { code, severity, where: words.en, text };
}

/** What a sheet comes to: `incomplete` until nothing is missing (unless it fails already) and nothing blocks. */
export type SheetOutcome = 'pass' | 'fail' | 'incomplete';

export function sheetOutcome(findings: readonly SheetFinding[], everythingMet: boolean): SheetOutcome {
  if (findings.some(({ severity }) => severity === 'blocks')) return 'incomplete';
  if (!everythingMet) return 'fail';
  return findings.some(({ severity }) => severity === 'missing') ? 'incomplete' : 'pass';
}

export const sheetOutcomeText: Readonly<Record<SheetOutcome, Bilingual>> = {
  pass: { zh: '合格', en: 'within tolerance' },
  fail: { zh: '不合格', en: 'out of tolerance' },
  incomplete: { zh: '不完整，不能下结论', en: 'incomplete: no conclusion' },
};
