import { SdkError } from '../errors.js';

/** Accuracy class 0.5 of OIML R 117-1: the whole dispenser, or its meter alone; as a share of the volume. */
const class05 = { system: 0.005, meter: 0.003 } as const;

/** What is judged: the dispenser as it stands, or the meter alone. */
export type VolumePart = keyof typeof class05;

/**
 * Maximum permissible error of a volume after OIML R 117-1, class 0.5, in mL and always positive. Below 2 L it widens by steps (table of
 * small volumes): the value at 2 L from 1 to 2 L, twice the share from 0.4 to 1 L, twice the value at 0.4 L from 0.2 to 0.4 L, four times
 * the share from 0.1 to 0.2 L, and four times the value at 0.1 L below.
 *
 * @param volume mL, above 0
 * @throws {SdkError} `rules-out-of-range`
 */
export function maximumPermissibleVolumeError(volume: number, part: VolumePart = 'system'): number {
  if (!(volume > 0) || !Number.isFinite(volume)) {
    throw new SdkError('rules-out-of-range', `The volume must be above 0 mL, not ${volume}.`);
  }
  const share = class05[part];
  if (volume >= 2000) return share * volume;
  if (volume >= 1000) return share * 2000;
  if (volume >= 400) return 2 * share * volume;
  if (volume >= 200) return 2 * share * 400;
  if (volume >= 100) return 4 * share * volume;
  return 4 * share * 100;
}
