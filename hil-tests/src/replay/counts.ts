import type { Recording } from './recording.js';

/** One sample for the injection port. */
export interface InjectionSample {
  /** The instrument's monotonic clock, ms, never falling. */
  timeMs: number;
  /** Converter counts, an integer of at most 24 bits. */
  counts: number;
  /** Hundredths of a degree Celsius; undefined without a thermometer. */
  temperature?: number | undefined;
}

/** How a reading becomes counts: those of a load cell whose zero and span were adjusted to exactly this. */
export interface Conversion {
  /** Converter counts for one unit of the recording (a gram, say). */
  countsPerUnit: number;
  /** Counts at zero load. Default 0. */
  zeroCounts?: number;
  /** Recorded value that is taken as zero load. Default 0. */
  zeroValue?: number;
}

/** The largest counts of a 24-bit converter. */
export const LARGEST_COUNTS = 0x7fffff;

/** Counts of one reading, rounded to the nearest integer and clipped to 24 bits as a converter does. */
export function toCounts(value: number, conversion: Conversion): number {
  const { countsPerUnit, zeroCounts = 0, zeroValue = 0 } = conversion;
  const counts = Math.round(zeroCounts + (value - zeroValue) * countsPerUnit);
  return Math.max(-LARGEST_COUNTS - 1, Math.min(LARGEST_COUNTS, counts));
}

/** The samples of a recording, from `startMs` of the instrument's clock on. */
export function* samplesOf(recording: Recording, conversion: Conversion, startMs = 0): Generator<InjectionSample> {
  for (const { timeMs, value } of recording.readings) {
    yield { timeMs: startMs + timeMs, counts: toCounts(value, conversion) };
  }
}
