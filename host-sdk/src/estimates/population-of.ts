import type { Instrument } from '../registry/records.js';

/** Type and lot of manufacture of an instrument, as populations are told apart; empty: not known. */
export function populationOf({ model, data }: Instrument): { type: string; batch: string } {
  return { type: data.typeApproval ?? model, batch: data.batch ?? '' };
}
