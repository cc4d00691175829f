import { type CheckJudgement, judgeCheck } from '../evaluation/check-judgement.js';
import type { Bilingual } from '../evaluation/levels.js';
import { maximumPermissibleError } from '../rules/maximum-permissible-error.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { massUncertainty, standardUncertainty } from './mass-uncertainty.js';
import { intervalOf, readingValue } from './reading-value.js';
import type { ScaleReading, ScaleSheet, WeighingReading } from './scale-sheet.js';
import { scaleSheetFindings } from './scale-sheet-findings.js';
import { finding, type SheetFinding, type SheetOutcome, sheetOutcome } from './sheet-findings.js';
import { type SheetRules, sheetRules } from './sheet-rules.js';
import { quantise, type UncertaintyBudget } from './uncertainty-budget.js';

/** One load of a check, mg. */
export interface MassPoint {
  readonly test: 'weighing' | 'eccentricity' | 'tare';
  readonly load: number;
  readonly direction: 'up' | 'down';
  /** Eccentricity: place of the load, from 1. */
  readonly position?: number;
  readonly indication: number;
  readonly additional: number | undefined;
  /** Indication prior to rounding P = I + 0.5 d − ΔL. */
  readonly value: number;
  /** E = P − L, and Ec = E − E0. */
  readonly error: number;
  readonly corrected: number;
  readonly budget: UncertaintyBudget;
  readonly judgement: CheckJudgement;
}

/** Something that is either met or not, besides the errors of the points. */
export interface SheetRequirement {
  readonly code: 'repeatability' | 'discrimination' | 'zero-setting';
  readonly text: Bilingual;
  readonly clause: string;
  readonly value: number;
  readonly limit: number;
  readonly met: boolean;
}

/** What a sheet of a scale comes to. */
export interface ScaleSheetResult {
  readonly quantity: 'mass';
  readonly sheet: ScaleSheet;
  readonly rules: string;
  /** E0, mg. */
  readonly zeroError: number;
  readonly points: readonly MassPoint[];
  readonly requirements: readonly SheetRequirement[];
  readonly findings: readonly SheetFinding[];
  /** By simple acceptance: an error within its limit passes, whatever U is; the judgement of each point says how sure that is. */
  readonly outcome: SheetOutcome;
  /** No point lies within U of its limit on the side that the outcome rests on. */
  readonly certain: boolean;
}

/**
 * Computes and judges a sheet from its raw readings. Pure. Incomplete and implausible sheets are results too: `findings` says what is missing.
 * @throws {SdkError} `rules-out-of-range`: a load or class that the table of limits does not know
 */
export function computeScaleSheet(sheet: ScaleSheet, rules: SheetRules = sheetRules): ScaleSheetResult {
  const interval = intervalOf(sheet);
  const value = (reading: ScaleReading) => readingValue(reading, interval);
  const errorOf = (reading: ScaleReading & { load: number }) => quantise(value(reading) - reading.load);
  const zeroError = sheet.zero === undefined ? 0 : errorOf(sheet.zero);
  const spread = (readings: readonly ScaleReading[]) => {
    const values = readings.map(value);
    return quantise(Math.max(...values) - Math.min(...values));
  };
  const findings = scaleSheetFindings(sheet, rules);
  // A reading that cannot be right has no error worth showing.
  const blocked = findings.some(({ severity }) => severity === 'blocks');
  const points: MassPoint[] = [];
  const add = (test: MassPoint['test'], reading: WeighingReading, zero: number, position?: number) => {
    const budget = massUncertainty(sheet, reading, rules);
    const error = errorOf(reading);
    const corrected = quantise(error - zero);
    const limit = limitAt(sheet, reading.load, rules);
    const { load, direction, indication, additional } = reading;
    const judgement = judgeCheck(corrected, budget.combined, limit, rules.coverage);
    const place = position === undefined ? {} : { position };
    points.push({
      test,
      load,
      direction,
      ...place,
      indication,
      additional,
      value: value(reading),
      error,
      corrected,
      budget,
      judgement,
    });
  };
  if (!blocked) {
    for (const one of sheet.weighings) add('weighing', one, zeroError);
    const { eccentricity, tare } = sheet;
    for (const [i, one] of (eccentricity?.readings ?? []).entries()) {
      add('eccentricity', { ...one, load: eccentricity!.load, direction: 'up' }, zeroError, i + 1);
    }
    for (const one of tare?.weighings ?? []) add('tare', one, errorOf(tare!.zero));
    findings.push(...doubts(sheet, points, rules));
  }
  const requirements = blocked ? [] : [...requirementsOf(sheet, zeroError, spread, rules)];
  const met = points.every(({ judgement }) => within(judgement)) && requirements.every((one) => one.met);
  const outcome = sheetOutcome(findings, met);
  const sure = (judgement: CheckJudgement) => judgement.outcome === 'pass' || judgement.outcome === 'fail';
  const certain =
    outcome === 'pass'
      ? points.every(({ judgement }) => sure(judgement))
      : outcome === 'fail' &&
        (points.some(({ judgement }) => judgement.outcome === 'fail') || requirements.some((one) => !one.met));
  return {
    quantity: 'mass',
    sheet,
    rules: ruleSetName(rules),
    zeroError,
    points,
    requirements,
    findings,
    outcome,
    certain,
  };
}

export const within = ({ outcome }: CheckJudgement): boolean => outcome === 'pass' || outcome === 'conditional-pass';

/** ±, mg. */
export function limitAt(sheet: ScaleSheet, load: number, rules: SheetRules): number {
  const e = sheet.verificationInterval;
  return maximumPermissibleError(sheet.accuracyClass, load / e, sheet.occasion, rules.mass) * e;
}

function* requirementsOf(
  sheet: ScaleSheet,
  zeroError: number,
  spread: (readings: readonly ScaleReading[]) => number,
  rules: SheetRules,
): Generator<SheetRequirement> {
  const { repeatability, discrimination, zero, verificationInterval: e } = sheet;
  if (zero !== undefined) {
    const limit = rules.zeroSetting * e;
    yield {
      code: 'zero-setting',
      text: { zh: '置零准确度', en: 'accuracy of zero setting' },
      clause: 'R 76-1 4.5.2',
      value: Math.abs(zeroError),
      limit,
      met: Math.abs(zeroError) <= limit,
    };
  }
  if (repeatability !== undefined && repeatability.readings.length > 1) {
    const limit = limitAt(sheet, repeatability.load, rules);
    const value = spread(repeatability.readings);
    yield {
      code: 'repeatability',
      text: { zh: '重复性', en: 'repeatability' },
      clause: 'R 76-1 3.6.1',
      value,
      limit,
      met: value <= limit,
    };
  }
  const d = intervalOf(sheet);
  for (const { indication, after } of discrimination ?? []) {
    const value = quantise(after - indication);
    yield {
      code: 'discrimination',
      text: { zh: '鉴别力', en: 'discrimination' },
      clause: 'R 76-1 3.8.2.2',
      value,
      limit: d,
      met: value >= d,
    };
  }
}

function doubts(sheet: ScaleSheet, points: readonly MassPoint[], rules: SheetRules): SheetFinding[] {
  const found: SheetFinding[] = [];
  points.forEach(({ load, test, judgement, additional }, i) => {
    const where = `${test} ${i + 1} (${load} mg)`;
    const allowed = judgement.limit * rules.uncertaintyShare;
    if (standardUncertainty(sheet, load) * rules.coverage > allowed) found.push(finding('standard-too-coarse', where));
    else if (judgement.expanded > allowed) found.push(finding('uncertainty-too-large', where));
    const d = intervalOf(sheet);
    // R 76-1 A.4.4.3: with d ≤ e/5 the indication itself is fine enough.
    if (additional === undefined && d > sheet.verificationInterval / 5) found.push(finding('no-changeover', where));
  });
  return found;
}
