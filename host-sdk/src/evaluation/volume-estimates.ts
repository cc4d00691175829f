import { CHANNEL_PULSE_EQUIVALENT } from '@hengzhun/protocol';
import type { StatusSnapshot } from '../ingest/chain-state.js';
import type { StatusRules } from '../rules/status-rules.js';
import { type ErrorEstimate, estimateOf } from './error-estimates.js';

/**
 * What the nozzles of a dispenser give evidence of: how far the volume of the main board is from the encoder's own count. That is an error
 * of what the customer pays for; the volume per revolution of the meter stays unseen.
 *
 * @param nozzles newest status frame of each nozzle
 */
export function estimateVolumeErrors(nozzles: readonly StatusSnapshot[], rules: StatusRules): ErrorEstimate[] {
  const { volume } = rules;
  if (volume === undefined) return [];
  const estimates = nozzles.map(({ channels, nozzle }) => {
    const limit = volume.limit * 100;
    const what = {
      quantity: 'pulse-equivalent',
      unit: '%',
      divisor: 10_000,
      limit,
      limitSource: volume.source,
    } as const;
    return estimateOf(channels, CHANNEL_PULSE_EQUIVALENT, { ...what, nozzle: nozzle?.index ?? 0 }, rules);
  });
  return estimates.filter((estimate) => estimate !== undefined);
}
