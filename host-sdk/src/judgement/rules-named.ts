import { SdkError } from '../errors.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import type { RuleSet } from '../rules/rule-set-name.js';
import { ruleSetNamed, ruleSetNames } from '../rules/rule-sets.js';

/**
 * The rule set of a kind that an entry names; old versions stay available. @param present any version of it
 * @throws {SdkError} `judgement-rules-unknown`
 */
export function ruleSetOf<T extends RuleSet>(entry: LedgerEntry, { id }: T): T {
  const found = ruleSetNames(entry)
    .map((name) => ruleSetNamed(name))
    .find((set) => set?.id === id);
  if (found !== undefined) return found as T;
  const text = `Entry ${entry.number} was decided by ${entry.rules}; this program does not have all of these rule sets. Replay it with a newer version.`;
  throw new SdkError('judgement-rules-unknown', text, { number: entry.number });
}
