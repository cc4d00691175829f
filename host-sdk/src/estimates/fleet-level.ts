import { CROSSING, LEVEL, MEASURED, SELF_LEVEL, selfUnknown } from '../estimation/estimate-layout.js';
import { levelFromProbability, storedLevels } from '../estimation/level-from-probability.js';
import type { Level } from '../evaluation/levels.js';
import type { JudgementRules } from '../rules/judgement-rules.js';

const ATTENTION = storedLevels.indexOf('attention');
const WARNING = storedLevels.indexOf('warning');

/**
 * The level of an instrument in a look over a fleet, as `judge` gives it with all reasons: the worst of what the probability and the predicted
 * crossing make and what its own reports came to; a normal one without a valid measurement or without fresh reports is unknown.
 */
export function fleetLevel(estimate: Float64Array, probability: number, day: number, rules: JudgementRules): Level {
  const bySelf = estimate[SELF_LEVEL]!;
  const byProbability = levelFromProbability(probability, estimate[LEVEL]!, rules);
  const ahead = estimate[CROSSING]! - day;
  const byCrossing = ahead <= rules.warningHorizon ? WARNING : ahead <= rules.attentionHorizon ? ATTENTION : 0;
  const worst = Math.max(byProbability, byCrossing, bySelf === selfUnknown ? 0 : bySelf);
  if (worst > 0) return storedLevels[worst]!;
  const measured = day - estimate[MEASURED]! <= rules.measurementExpires;
  return measured && bySelf !== selfUnknown ? 'normal' : 'unknown';
}
