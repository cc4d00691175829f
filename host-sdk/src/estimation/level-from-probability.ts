import type { Level } from '../evaluation/levels.js';
import type { JudgementRules } from '../rules/judgement-rules.js';

/** Levels in the order of the numbers that an estimate stores; `unknown` is not among them. */
export const storedLevels = ['normal', 'attention', 'warning', 'out-of-tolerance'] as const satisfies readonly Level[];

/**
 * The level that a probability of being out of tolerance makes, with hysteresis: a level is given at one threshold and taken back only
 * below a lower one, so that an estimate near a threshold does not call an inspector every other day.
 *
 * @param previous index into `storedLevels` of the level before
 * @returns index into `storedLevels`
 */
export function levelFromProbability(probability: number, previous: number, { thresholds }: JudgementRules): number {
  for (let level = storedLevels.length - 1; level > 0; level--) {
    const { enter, leave } = thresholds[storedLevels[level] as keyof JudgementRules['thresholds']];
    if (probability >= (previous >= level ? leave : enter)) return level;
  }
  return 0;
}
