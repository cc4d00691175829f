import {
  CHANNEL_CONDITION_BIT_CUSUM_DOWN,
  CHANNEL_CONDITION_BIT_CUSUM_UP,
  CHANNEL_CONDITION_BIT_EWMA,
  CHANNEL_CONDITION_BIT_SLOW,
} from '@hengzhun/protocol/device';
import { cusumStep } from './cusum.js';
import { ewmaStep } from './ewma.js';
import { CUSUM, EWMA, SLOW } from './layout.js';
import { CUSUM_LIMIT, CUSUM_REFERENCE, EWMA_LIMIT, SLOW_LIMIT, SLOW_REFERENCE } from './parameters.js';
import { clip } from './robust.js';

/** The slow scheme's signal among them. */
export const SLOW_SIGNAL = 1 << CHANNEL_CONDITION_BIT_SLOW;

/**
 * Signals of the detectors as bits of the conditions byte: EWMA, CUSUM up and down, slow scheme.
 * @unpacked
 */
export function signals(memory: Float64Array, at: number, parameters: Int32Array): number {
  const ewma = memory[at + EWMA] * 100;
  const limit = parameters[CUSUM_LIMIT];
  const slow = parameters[SLOW_LIMIT];
  return (
    (ewma > parameters[EWMA_LIMIT] || -ewma > parameters[EWMA_LIMIT] ? 1 << CHANNEL_CONDITION_BIT_EWMA : 0) +
    (memory[at + CUSUM] * 100 > limit ? 1 << CHANNEL_CONDITION_BIT_CUSUM_UP : 0) +
    (memory[at + CUSUM + 2] * 100 > limit ? 1 << CHANNEL_CONDITION_BIT_CUSUM_DOWN : 0) +
    (memory[at + SLOW] * 100 > slow || memory[at + SLOW + 2] * 100 > slow ? SLOW_SIGNAL : 0)
  );
}

/**
 * One standardised observation through the three schemes of a channel. It is brought into -4..4 first, for the slow scheme into
 * -2..2, so that one wild value, or goods left on the pan for some hours, do not signal, and the sums are kept below twice their limit, so that they fall back in
 * reasonable time after a repair.
 */
export function detect(memory: Float64Array, at: number, observation: number, parameters: Int32Array): void {
  const z = clip(observation, 4);
  memory[at + EWMA] = ewmaStep(memory[at + EWMA], z, 1, 8);
  cusumStep(memory, at + CUSUM, z, parameters[CUSUM_REFERENCE] / 100);
  cusumStep(memory, at + SLOW, clip(z, 2), parameters[SLOW_REFERENCE] / 100);
  limitSums(memory, at + CUSUM, parameters[CUSUM_LIMIT] / 50);
  limitSums(memory, at + SLOW, parameters[SLOW_LIMIT] / 50);
}

function limitSums(memory: Float64Array, at: number, most: number): void {
  if (memory[at] > most) memory[at] = most;
  if (memory[at + 2] > most) memory[at + 2] = most;
}
