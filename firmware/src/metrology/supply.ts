import { EVENT_SUPPLY, FLAG_BIT_SUPPLY } from '@hengzhun/protocol/device';
import { SUPPLY, SUPPLY_DIP_AT, SUPPLY_DIPS, SUPPLY_LOWEST, SUPPLY_OUTSIDE, UPTIME } from './layout.js';
import { SUPPLY_MAXIMUM, SUPPLY_MINIMUM } from './parameters.js';
import type { ScaleState } from './types.js';

/** Takes the supply voltage, mV. A dip between two periods counts like one that lasts: the lowest is kept. @cold */
export function supplyScale(state: ScaleState, parameters: Int32Array, millivolts: number): void {
  const w = state.work;
  const low = millivolts < parameters[SUPPLY_MINIMUM];
  if (low && !(w[SUPPLY] < parameters[SUPPLY_MINIMUM])) {
    if (w[SUPPLY_DIPS] === 0 || millivolts < w[SUPPLY_LOWEST]) w[SUPPLY_LOWEST] = millivolts;
    w[SUPPLY_DIPS] += 1;
    w[SUPPLY_DIP_AT] = w[UPTIME];
  } else if (low && millivolts < w[SUPPLY_LOWEST]) w[SUPPLY_LOWEST] = millivolts;
  w[SUPPLY] = millivolts;
}

/**
 * The supply after another period of `seconds`: its flag while it is outside its range or was in the last hour. A dip is passing;
 * outside for two minutes is attention (`SUPPLY_OUTSIDE`).
 */
export function supplyFlag(state: ScaleState, parameters: Int32Array, seconds: number): number {
  const w = state.work;
  const outside = w[SUPPLY] < parameters[SUPPLY_MINIMUM] || w[SUPPLY] > parameters[SUPPLY_MAXIMUM];
  w[SUPPLY_OUTSIDE] = outside ? w[SUPPLY_OUTSIDE] + seconds : 0;
  const recent = w[SUPPLY_DIP_AT] > 0 && w[UPTIME] - w[SUPPLY_DIP_AT] < 3600;
  return outside || recent ? 1 << FLAG_BIT_SUPPLY : 0;
}

/** End of an hour: its dips are logged, all in one event. */
export function supplyHour(state: ScaleState): void {
  const w = state.work;
  if (w[SUPPLY_DIPS] > 0) state.events.push([EVENT_SUPPLY, w[SUPPLY_LOWEST], w[SUPPLY_DIPS]]);
  w[SUPPLY_DIPS] = 0;
}
