import type { ScaleParameters } from '../metrology/index.js';

/** Integers that make up `ScaleParameters` in provisioning. */
export const SCALE_INTEGERS = 29;

/** The integers in the order in which provisioning holds them. */
export function scaleParameterList(scale: ScaleParameters): number[] {
  return [
    scale.zeroCounts,
    scale.countsPerMilliE.numerator,
    scale.countsPerMilliE.denominator,
    scale.accuracyClass,
    scale.maximum,
    scale.verificationInterval,
    scale.samplePeriodMs,
    scale.saturation,
    scale.temperatureMinimum,
    scale.temperatureMaximum,
    scale.temperatureLag,
    scale.zeroZone,
    scale.zeroRange,
    scale.changeLimit,
    scale.outlierLimit,
    scale.learningHours,
    scale.zeroLimit,
    scale.zeroAlarm,
    scale.zeroReturnLimit,
    scale.creepLimit,
    scale.noiseLimit,
    scale.unstableLimit,
    scale.rejectionLimit,
    scale.holdTime,
    scale.ewmaLimit,
    scale.cusumReference,
    scale.cusumLimit,
    scale.slowReference,
    scale.slowLimit,
  ];
}

/** The parameters from the integers of provisioning. */
export function scaleParametersOf(list: number[]): ScaleParameters {
  return {
    zeroCounts: list[0]!,
    countsPerMilliE: { numerator: list[1]!, denominator: list[2]! },
    accuracyClass: list[3]!,
    maximum: list[4]!,
    verificationInterval: list[5]!,
    samplePeriodMs: list[6]!,
    saturation: list[7]!,
    temperatureMinimum: list[8]!,
    temperatureMaximum: list[9]!,
    temperatureLag: list[10]!,
    zeroZone: list[11]!,
    zeroRange: list[12]!,
    changeLimit: list[13]!,
    outlierLimit: list[14]!,
    learningHours: list[15]!,
    zeroLimit: list[16]!,
    zeroAlarm: list[17]!,
    zeroReturnLimit: list[18]!,
    creepLimit: list[19]!,
    noiseLimit: list[20]!,
    unstableLimit: list[21]!,
    rejectionLimit: list[22]!,
    holdTime: list[23]!,
    ewmaLimit: list[24]!,
    cusumReference: list[25]!,
    cusumLimit: list[26]!,
    slowReference: list[27]!,
    slowLimit: list[28]!,
  };
}
