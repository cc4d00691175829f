import { SdkError } from '../errors.js';
import { type MpeTable, mpeR76 } from './mpe-r76-2006.js';

/** When an error is judged: at (initial or subsequent) verification, or in service. */
export type Occasion = 'verification' | 'in-service';

/**
 * Maximum permissible error in units of e, always positive: an indication is within ± this value.
 *
 * @param accuracyClass 1…4 for I, II, III, IIII
 * @param load in units of e, 0 or more; its sign does not matter to R 76 (§3.5.1 speaks of added and removed loads alike)
 * @throws {SdkError} `rules-out-of-range` for another class, a load that is not a number, or beyond what the class may have
 */
export function maximumPermissibleError(
  accuracyClass: number,
  load: number,
  occasion: Occasion,
  table: MpeTable = mpeR76,
): number {
  const rows = table.classes[accuracyClass as 1 | 2 | 3 | 4];
  if (rows === undefined) {
    throw new SdkError(
      'rules-out-of-range',
      `There is no accuracy class ${accuracyClass}: 1…4 stand for I, II, III, IIII.`,
    );
  }
  if (!(load >= 0)) throw new SdkError('rules-out-of-range', `The load must be 0 e or more, not ${load}.`);
  const row = rows.find(({ upTo }) => upTo === undefined || load <= upTo);
  if (row === undefined) {
    const text = `${load} e is more than ${table.source} allows for this class. Check Max and e of the instrument.`;
    throw new SdkError('rules-out-of-range', text);
  }
  return row.limit * (occasion === 'in-service' ? table.inService : 1);
}

/** Error from the changeover point, R 76-1 A.4.4.3: P = I + 0.5 e − ΔL, E = P − L, corrected Ec = E − E0. One unit throughout. */
export function errorAtChangeover(reading: {
  /** Indication I. */
  readonly indication: number;
  /** Load L. */
  readonly load: number;
  /** Additional load ΔL at which the indication changes over. */
  readonly additional: number;
  /** e. */
  readonly interval: number;
  /** Error at (or near) zero E0. */
  readonly zeroError: number;
}): { value: number; error: number; corrected: number } {
  const value = reading.indication + 0.5 * reading.interval - reading.additional;
  const error = value - reading.load;
  return { value, error, corrected: error - reading.zeroError };
}
