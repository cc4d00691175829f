import type { InstrumentType } from './instrument-types.js';
import { Draws, keyOf } from './random.js';

/** What is wrong with a whole batch, if anything. */
export type FamilyDefect =
  | 'potting' // scale: lets moisture in
  | 'adhesive' // scale: the gauges' glue flows
  | 'seal-material' // dispenser: the meter's seals wear
  | 'pulser'; // dispenser: pulses get lost

export interface Batch {
  readonly name: string;
  readonly defect: FamilyDefect | undefined;
  /** Share of the batch that has it. */
  readonly affected: number;
  /** How badly. */
  readonly severity: number;
}

/** About one batch in twenty has a defect. */
const DEFECTIVE = 0.05;

/** The batch of a type from a half-year (0 = first half of 2000): a function of its name alone. */
export function batchOf(seed: string, type: InstrumentType, halfYear: number): Batch {
  const name = `${type.model}-${2000 + Math.floor(halfYear / 2)}${halfYear % 2 === 0 ? 'A' : 'B'}`;
  const draws = new Draws(keyOf(seed, 'batch', name));
  const kinds = type.kind === 'scale' ? (['potting', 'adhesive'] as const) : (['seal-material', 'pulser'] as const);
  const defective = draws.chance(DEFECTIVE);
  const defect = kinds[draws.below(2)]!;
  const affected = 0.45 + 0.5 * draws.uniform();
  const severity = draws.logNormal(0.35);
  return { name, defect: defective ? defect : undefined, affected, severity };
}
