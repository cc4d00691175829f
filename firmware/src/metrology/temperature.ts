import {
  COEFFICIENT,
  HOURS,
  LEAD_COEFFICIENT,
  RESIDUAL,
  SLOW_LAGGED,
  SLOW_LEAD,
  SLOW_ZERO,
  SUM_DD,
  SUM_LD,
  SUM_LL,
  SUM_ZD,
  SUM_ZL,
} from './layout.js';
import { clip, squareRoot } from './robust.js';

/**
 * Takes one hourly zero into the regression of zero on temperature: on the lagged temperature, and on its lead (thermometer
 * minus lagged), which stands for a lag that differs from the assumed one. Everything is taken against its own slow
 * mean of a day, so that a slow drift of the zero cannot pass for an effect of temperature, nor the other way round.
 * Forgets over 512 hours. Two added units (degree squared) on the diagonal keep the coefficients at 0 until the
 * temperature has moved. Returns the zero with a far residual brought nearer.
 */
export function learnTemperature(memory: Float64Array, zero: number, lagged: number, lead: number): number {
  const hours = memory[HOURS] + 1;
  memory[HOURS] = hours;
  if (hours === 1) {
    memory[SLOW_ZERO] = zero;
    memory[SLOW_LAGGED] = lagged;
    memory[SLOW_LEAD] = lead;
  }
  const weight = Math.min(hours, 24);
  let z = zero - memory[SLOW_ZERO];
  const l = lagged - memory[SLOW_LAGGED];
  const d = lead - memory[SLOW_LEAD];
  const expected = l * memory[COEFFICIENT] + d * memory[LEAD_COEFFICIENT];
  // a leftover on the pan must not bend the line: what is far counts as less far
  const most = hours < 24 ? 1000 : Math.min(1000, 3 * memory[RESIDUAL] + 200);
  const error = clip(z - expected, most);
  memory[RESIDUAL] += ((Math.abs(error) * 5) / 4 - memory[RESIDUAL]) / Math.min(hours, 24);
  z = expected + error;
  const cleaned = memory[SLOW_ZERO] + z;
  const ll = (memory[SUM_LL] = (memory[SUM_LL] * 511) / 512 + l * l);
  const ld = (memory[SUM_LD] = (memory[SUM_LD] * 511) / 512 + l * d);
  const dd = (memory[SUM_DD] = (memory[SUM_DD] * 511) / 512 + d * d);
  const zl = (memory[SUM_ZL] = (memory[SUM_ZL] * 511) / 512 + z * l);
  const zd = (memory[SUM_ZD] = (memory[SUM_ZD] * 511) / 512 + z * d);
  memory[SLOW_ZERO] += z / weight;
  memory[SLOW_LAGGED] += l / weight;
  memory[SLOW_LEAD] += d / weight;
  const determinant = (ll + 2) * (dd + 2) - ld * ld;
  memory[COEFFICIENT] = (zl * (dd + 2) - zd * ld) / determinant;
  memory[LEAD_COEFFICIENT] = (zd * (ll + 2) - zl * ld) / determinant;
  return cleaned;
}

/**
 * Standard uncertainty of the coefficient, 0.001 e per degree. Four times the variance that independent residuals
 * would give, because hourly zeros are correlated.
 */
export function coefficientUncertainty(memory: Float64Array): number {
  const ll = memory[SUM_LL] + 2;
  const dd = memory[SUM_DD] + 2;
  return 2 * memory[RESIDUAL] * squareRoot(dd / (ll * dd - memory[SUM_LD] * memory[SUM_LD]));
}
