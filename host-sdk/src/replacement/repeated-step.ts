import { isDeepStrictEqual } from 'node:util';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { stepOfEntry } from './case-entries.js';
import type { CaseOutcome } from './case-outcome.js';
import { refuse } from './case-refusals.js';
import type { CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';

/**
 * What a step comes to whose key was used in the case before: the same step was taken already, whatever it was decided on; another one needs
 * a key of its own.
 * @param known number of the entry with that key, one of `entries`
 */
export function repeatedStep(
  state: CaseState,
  known: number,
  step: CaseStep,
  entries: readonly LedgerEntry[],
): CaseOutcome {
  const entry = entries.find(({ number }) => number === known)!;
  const { basis: _a, ...taken } = stepOfEntry(entry).step;
  const { basis: _b, ...again } = step;
  if (isDeepStrictEqual(taken, again)) return { outcome: 'repeated', case: state, entry: known };
  return { outcome: 'refused', refusals: [refuse('case-key-reused', step.key)], case: state };
}
