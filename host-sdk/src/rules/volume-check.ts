import { SdkError } from '../errors.js';
import { mpeJjg443, type VolumeTable } from './mpe-jjg443-2023.js';

/** Cubic expansion of a stainless standard measure and of fuels, per degree Celsius (JJG 443). */
export const volumeExpansion = { stainless: 50e-6, petrol: 12e-4, diesel: 9e-4 } as const;

/** A delivery into a standard measure. */
export interface VolumeReading {
  /** Volume that the dispenser indicated. Any unit, the same for both volumes. */
  readonly indicated: number;
  /** Volume read on the standard at its own temperature. */
  readonly standard: number;
  /** Degrees Celsius at the meter and in the standard. */
  readonly meterTemperature: number;
  readonly standardTemperature: number;
  /** Cubic expansion of the fuel, per degree; see `volumeExpansion`. */
  readonly fuelExpansion: number;
}

/**
 * Volume of the standard at the temperature of the meter, JJG 443: V_Bt = V_B [1 + β_Y (t_J − t_B) + β_B (t_B − 20)].
 * In the unit of `standard`.
 */
export function standardVolumeAtMeter(reading: Omit<VolumeReading, 'indicated'>): number {
  const { standard, meterTemperature, standardTemperature, fuelExpansion } = reading;
  const fuel = fuelExpansion * (meterTemperature - standardTemperature);
  return standard * (1 + fuel + volumeExpansion.stainless * (standardTemperature - 20));
}

/** Error of indication as a share, JJG 443: E = (V_J − V_Bt) / V_Bt. Positive: the customer got less than indicated. */
export function volumeError(reading: VolumeReading): number {
  const standard = standardVolumeAtMeter(reading);
  return (reading.indicated - standard) / standard;
}

/** d_n of the range method by the number of runs (JJG 443). */
const rangeDivisors: Readonly<Record<number, number>> = { 2: 1.13, 3: 1.69, 4: 2.06, 5: 2.33, 6: 2.53 };

/** What several runs of one nozzle at one flow come to. Shares. */
export interface VolumeJudgement {
  readonly meanError: number;
  /** E_n = (E_max − E_min) / d_n. */
  readonly repeatability: number;
  readonly errorWithin: boolean;
  readonly repeatabilityWithin: boolean;
}

/**
 * Judges the errors of 2 to 6 runs against the maximum permissible error and the repeatability of JJG 443.
 * @param errors shares, from `volumeError`
 * @throws {SdkError} `rules-out-of-range`
 */
export function judgeVolumeRuns(errors: readonly number[], table: VolumeTable = mpeJjg443): VolumeJudgement {
  const divisor = rangeDivisors[errors.length];
  if (divisor === undefined) {
    throw new SdkError('rules-out-of-range', `JJG 443 judges 2 to 6 runs, not ${errors.length}.`);
  }
  const meanError = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const repeatability = (Math.max(...errors) - Math.min(...errors)) / divisor;
  return {
    meanError,
    repeatability,
    errorWithin: Math.abs(meanError) <= table.limit,
    repeatabilityWithin: repeatability <= table.repeatability,
  };
}
