/**
 * What is believed of the error at one test point: a mixture of four normal distributions of (error, rate), one for each way in which an
 * instrument may behave. Errors are shares of the maximum permissible error in service at the point (1 is the limit), rates are shares a
 * year. Laid out flat in an array of numbers, because a fleet has millions of them: six numbers for each way, in the order below.
 */
export const WEIGHT = 0;
export const ERROR = 1;
export const RATE = 2;
export const ERROR_VARIANCE = 3;
export const COVARIANCE = 4;
export const RATE_VARIANCE = 5;
/** Numbers of one component. */
export const COMPONENT_SIZE = 6;

/** The ways: what a component says of the instrument since it was last measured. */
export const STEADY = 0; // 稳定
export const DRIFTING = 1; // 漂移
export const STEPPED = 2; // 跳变
/** A step far beyond what wear explains: tampering, a broken part. The heavy tail of the mixture. */
export const STRAYED = 3; // 严重偏离
export const COMPONENTS = 4;

/** Numbers of one mixture. */
export const MIXTURE_SIZE = COMPONENTS * COMPONENT_SIZE;

/**
 * Adds a normal distribution to a component by matching the moments of both together. Nothing happens without weight.
 *
 * @param at where the component begins in `mixture`
 */
export function mergeInto(
  mixture: Float64Array,
  at: number,
  weight: number,
  error: number,
  rate: number,
  errorVariance: number,
  covariance: number,
  rateVariance: number,
): void {
  if (!(weight > 0)) return;
  const old = mixture[at + WEIGHT]!;
  const total = old + weight;
  const a = old / total;
  const b = weight / total;
  const oldError = mixture[at + ERROR]!;
  const oldRate = mixture[at + RATE]!;
  const between = a * b;
  const byError = oldError - error;
  const byRate = oldRate - rate;
  mixture[at + WEIGHT] = total;
  mixture[at + ERROR] = a * oldError + b * error;
  mixture[at + RATE] = a * oldRate + b * rate;
  mixture[at + ERROR_VARIANCE] = a * mixture[at + ERROR_VARIANCE]! + b * errorVariance + between * byError * byError;
  mixture[at + COVARIANCE] = a * mixture[at + COVARIANCE]! + b * covariance + between * byError * byRate;
  mixture[at + RATE_VARIANCE] = a * mixture[at + RATE_VARIANCE]! + b * rateVariance + between * byRate * byRate;
}

/** Brings the sum of the weights back to 1. */
export function normaliseWeights(mixture: Float64Array, at: number): void {
  let sum = 0;
  for (let c = 0; c < COMPONENTS; c++) sum += mixture[at + c * COMPONENT_SIZE]!;
  for (let c = 0; c < COMPONENTS; c++) mixture[at + c * COMPONENT_SIZE]! /= sum;
}
