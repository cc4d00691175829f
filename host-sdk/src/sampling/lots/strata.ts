import { propertyOf } from './build-lots.js';
import type { LotCandidate } from './candidate.js';
import type { LotRules } from './lot-rules.js';

/** What the status evaluation says of an instrument when its lot is fixed. */
export type Alarm = 'flagged' | 'unflagged' | 'silent';

/** The stratum of a lot that is not divided. */
export const WHOLE = 'whole';

/** Flagged 标记, silent 静默, or neither. */
export function alarmOf({ level }: Pick<LotCandidate, 'level'>, rules: Pick<LotRules, 'flagged' | 'silent'>): Alarm {
  if (rules.flagged.includes(level)) return 'flagged';
  return rules.silent.includes(level) ? 'silent' : 'unflagged';
}

/** Name of the stratum 层 that an instrument belongs to, such as `flagged/沪`; a year that the register does not say is a stratum of its own. */
export function stratumOf(one: LotCandidate, rules: LotRules): string {
  const parts = rules.stratifiedBy.map((by) =>
    by === 'alarm' ? alarmOf(one, rules) : (propertyOf(one, by) ?? 'undated'),
  );
  return parts.length === 0 ? WHOLE : parts.join('/');
}
