import { maximumPermissibleError } from './creep.js';
import { FITTED_THERMOMETER } from './parameters.js';
import type { ScaleParameters } from './types.js';

/** What must be known of a particular scale; the rest follows from its class. */
export interface ScaleBasics {
  /** 1..4 for I, II, III, IIII. */
  accuracyClass: number;
  /** Max in e (n = Max / e). */
  maximum: number;
  /** e in mg. */
  verificationInterval: number;
  zeroCounts: number;
  countsPerMilliE: { numerator: number; denominator: number };
  samplePeriodMs: number;
  /** Scale interval d in mg; e where it is not given. */
  scaleInterval?: number;
  /** What is there besides the load cell: bits FITTED_*; a thermometer where it is not given. */
  fitted?: number;
  /** Cells read one by one; 1 where it is not given. */
  cells?: number;
}

/**
 * Parameters by accuracy class. From R 76-1: temperature range (3.9.2.1), zero-setting range 4 % of Max (4.5.1), creep
 * and zero return 0.5 e (3.9.4). The zone for "no load" is half of the minimum capacity (table 3: 100, 20 or 50, 20,
 * 10 e), at most 10 e. The detectors' limits come from the block bootstrap in `hil-tests/test/detection`.
 */
export function scaleDefaults(basics: ScaleBasics): ScaleParameters {
  const minimum = [100, 50, 20, 10][basics.accuracyClass - 1] ?? 10;
  const mpe = maximumPermissibleError(basics.accuracyClass, basics.maximum * 1000);
  return {
    zeroCounts: basics.zeroCounts,
    countsPerMilliE: basics.countsPerMilliE,
    accuracyClass: basics.accuracyClass,
    maximum: basics.maximum,
    verificationInterval: basics.verificationInterval,
    samplePeriodMs: basics.samplePeriodMs,
    saturation: 8388607,
    temperatureMinimum: -1000,
    temperatureMaximum: 4000,
    temperatureLag: 1800,
    zeroZone: minimum >= 20 ? 10000 : minimum * 500,
    zeroRange: basics.maximum * 20,
    changeLimit: 3000,
    outlierLimit: 1500,
    learningHours: 36,
    zeroLimit: 200,
    zeroAlarm: 2000,
    zeroReturnLimit: 500,
    creepLimit: 500,
    noiseLimit: 300,
    unstableLimit: 900,
    rejectionLimit: 50,
    holdTime: 600,
    ewmaLimit: 320,
    cusumReference: 200,
    cusumLimit: 1600,
    slowReference: 70,
    slowLimit: 1250,
    scaleInterval: basics.scaleInterval ?? basics.verificationInterval,
    fitted: basics.fitted ?? FITTED_THERMOMETER,
    cells: basics.cells ?? 1,
    warmUpTime: 1800,
    safeLoad: basics.maximum + Math.ceil(basics.maximum / 2),
    supplyMinimum: 3000,
    supplyMaximum: 3600,
    spanInterval: 3600,
    spanLimit: Math.ceil((Math.max(500, mpe / 2) * 1000) / basics.maximum),
    spanAlarm: Math.ceil((2 * mpe * 1000) / basics.maximum),
    cornerLimit: 200,
  };
}
