import {
  COEFFICIENT,
  LAST_RESIDUAL,
  LEAD_COEFFICIENT,
  OBSERVATIONS,
  RESIDUAL,
  SLOW_LAGGED,
  SLOW_LEAD,
  SLOW_VALUE,
  SUM_DD,
  SUM_LD,
  SUM_LL,
  SUM_PRODUCTS,
  SUM_SQUARES,
  SUM_VD,
  SUM_VL,
} from './layout.js';
import { clip, squareRoot } from './robust.js';

/**
 * Takes one observation into the regression of a model (at `at`) on temperature: on the lagged temperature, and on its lead
 * over one lagged further, which stands for a lag that differs from the assumed one and is nothing in the long run. Everything
 * is taken against its own slow mean of 24 observations, so that a slow drift cannot pass for an effect of temperature, nor the
 * other way round. Forgets over 2048 observations, a season: with a quarter of that the coefficient wandered by a tenth, which
 * the other season makes a fifth of an e. Two added units (degree squared) on the diagonal keep the coefficients at 0 until the
 * temperature has moved. The residual's autocorrelation is learned from neighbours (`adjacent`) beside it, over 512 of them.
 * Returns the value with a far residual brought nearer; `unit` is the smallest standard deviation to believe.
 */
export function learnTemperature(
  memory: Float64Array,
  at: number,
  value: number,
  lagged: number,
  lead: number,
  unit: number,
  adjacent: boolean,
): number {
  const m = memory.subarray(at, at + SUM_SQUARES + 4);
  const count = m[OBSERVATIONS] + 1;
  m[OBSERVATIONS] = count;
  if (count === 1) {
    m[SLOW_VALUE] = value;
    m[SLOW_LAGGED] = lagged;
    m[SLOW_LEAD] = lead;
  }
  const weight = Math.min(count, 24);
  let v = value - m[SLOW_VALUE];
  const l = lagged - m[SLOW_LAGGED];
  const d = lead - m[SLOW_LEAD];
  const expected = l * m[COEFFICIENT] + d * m[LEAD_COEFFICIENT];
  // a leftover on the pan must not bend the line, nor lie in the baseline: what is far counts as less far, from the third on
  const most = count < 3 ? 10 * unit : Math.min(10 * unit, 3 * m[RESIDUAL] + 2 * unit);
  const error = clip(v - expected, most);
  m[RESIDUAL] += ((Math.abs(error) * 5) / 4 - m[RESIDUAL]) / weight;
  if (adjacent && count > 12) {
    m[SUM_PRODUCTS] = (m[SUM_PRODUCTS] * 511) / 512 + error * m[LAST_RESIDUAL];
    m[SUM_SQUARES] = (m[SUM_SQUARES] * 511) / 512 + (error * error + m[LAST_RESIDUAL] * m[LAST_RESIDUAL]) / 2;
  }
  m[LAST_RESIDUAL] = error;
  v = expected + error;
  const cleaned = m[SLOW_VALUE] + v;
  const ll = (m[SUM_LL] = (m[SUM_LL] * 2047) / 2048 + l * l);
  const ld = (m[SUM_LD] = (m[SUM_LD] * 2047) / 2048 + l * d);
  const dd = (m[SUM_DD] = (m[SUM_DD] * 2047) / 2048 + d * d);
  const vl = (m[SUM_VL] = (m[SUM_VL] * 2047) / 2048 + v * l);
  const vd = (m[SUM_VD] = (m[SUM_VD] * 2047) / 2048 + v * d);
  m[SLOW_VALUE] += v / weight;
  m[SLOW_LAGGED] += l / weight;
  m[SLOW_LEAD] += d / weight;
  const determinant = (ll + 2) * (dd + 2) - ld * ld;
  m[COEFFICIENT] = (vl * (dd + 2) - vd * ld) / determinant;
  m[LEAD_COEFFICIENT] = (vd * (ll + 2) - vl * ld) / determinant;
  return cleaned;
}

/**
 * Standard uncertainty of the coefficient, per degree. Four times the variance that independent residuals would give, because
 * neighbouring observations are correlated; and a sixteenth of the residual, which no length of time makes smaller: what else
 * goes with the day (creep of a day's trade, noise, a lag that is not the assumed one) passes for an effect of temperature.
 * A season of fifteen degrees makes nearly a whole residual of it.
 */
export function coefficientUncertainty(memory: Float64Array, at: number): number {
  const ll = memory[at + SUM_LL] + 2;
  const dd = memory[at + SUM_DD] + 2;
  const ld = memory[at + SUM_LD];
  return 2 * memory[at + RESIDUAL] * (squareRoot(dd / (ll * dd - ld * ld)) + 1 / 32);
}
