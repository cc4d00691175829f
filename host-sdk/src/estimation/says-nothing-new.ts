import { CALIBRATION, HEARD, SHOWN, SPAN_OBSERVED, toDay } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { Evidence } from './evidence.js';
import { symptomBit } from './symptoms.js';

const tamper = symptomBit('tamper');

/**
 * Whether a report is like the last one, or a span reading too close to it to be independent: it is passed over, so that a judgement rests on a
 * list of evidence that a person can follow, however often an instrument reports.
 */
export function saysNothingNew(estimate: Float64Array, evidence: Evidence, rules: EstimationRules): boolean {
  const day = toDay(evidence.at);
  if (evidence.kind === 'span') return day - estimate[SPAN_OBSERVED]! < rules.spanInterval;
  if (evidence.kind !== 'report' || !(day - estimate[HEARD]! < rules.reportInterval)) return false;
  // A counter that moved stays moved until somebody measures: the first report that shows it is enough.
  const asShown =
    (evidence.symptoms & ~estimate[SHOWN]!) === 0 && (estimate[SHOWN]! & ~evidence.symptoms & ~tamper) === 0;
  return asShown && (evidence.calibrationCounter === estimate[CALIBRATION] || (estimate[SHOWN]! & tamper) !== 0);
}
