import type { ScaleParameters } from './types.js';

/** Fields in the order of the list; the two of the ratio stand for themselves. */
const fields = [
  'zeroCounts',
  'numerator',
  'denominator',
  'accuracyClass',
  'maximum',
  'verificationInterval',
  'samplePeriodMs',
  'saturation',
  'temperatureMinimum',
  'temperatureMaximum',
  'temperatureLag',
  'zeroZone',
  'zeroRange',
  'changeLimit',
  'outlierLimit',
  'learningHours',
  'zeroLimit',
  'zeroAlarm',
  'zeroReturnLimit',
  'creepLimit',
  'noiseLimit',
  'unstableLimit',
  'rejectionLimit',
  'holdTime',
  'ewmaLimit',
  'cusumReference',
  'cusumLimit',
  'slowReference',
  'slowLimit',
  'scaleInterval',
  'fitted',
  'cells',
  'warmUpTime',
  'safeLoad',
  'supplyMinimum',
  'supplyMaximum',
  'spanInterval',
  'spanLimit',
  'spanAlarm',
  'cornerLimit',
] as const;

/** For hosts: the list of integers that provisioning and the core hold (`parameters.ts` numbers them). */
export function scaleParameterList(scale: ScaleParameters): number[] {
  const flat: Record<string, unknown> = { ...scale, ...scale.countsPerMilliE };
  return fields.map((field) => flat[field] as number);
}

/** For hosts: the parameters behind a list. */
export function scaleParametersOf(list: ArrayLike<number>): ScaleParameters {
  const named: Record<string, unknown> = {};
  fields.forEach((field, index) => {
    if (field !== 'numerator' && field !== 'denominator') named[field] = list[index];
  });
  named.countsPerMilliE = { numerator: list[1], denominator: list[2] };
  return named as unknown as ScaleParameters;
}
