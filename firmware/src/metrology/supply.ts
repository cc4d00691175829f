import { SUPPLY } from './layout.js';
import type { ScaleState } from './types.js';

/** Takes the supply voltage, mV. */
export function supplyScale(state: ScaleState, millivolts: number): void {
  state.work[SUPPLY] = millivolts;
}
