import { estimationRules1 } from '../estimation/estimation-rules.js';
import { canonicalJson } from '../ledger/canonical-json.js';
import type { JsonValue } from '../ledger/ledger-entry.js';
import { caseRules1 } from '../replacement/case-rules-1.js';
import { type SamplingRules, samplingRules } from '../sampling/book/named-rules.js';
import { judgementRules1 } from './judgement-rules.js';
import { mpeJjg443 } from './mpe-jjg443-2023.js';
import { mpeR76 } from './mpe-r76-2006.js';
import { type RuleSet, ruleSetName } from './rule-set-name.js';
import { statusRules, statusRules1 } from './status-rules.js';

const samplingSets = ({ lots, decisions, intervals, audits }: SamplingRules): RuleSet[] => [
  ...lots,
  ...decisions,
  ...intervals,
  ...audits,
];

/** Every set that this program knows, old versions with the new ones: whatever was decided by one of them can be decided again. */
export const ruleSets: readonly RuleSet[] = [
  statusRules1,
  statusRules,
  estimationRules1,
  judgementRules1,
  caseRules1,
  ...samplingSets(samplingRules),
  mpeR76,
  mpeJjg443,
];

/** A set by its name; undefined: it is unknown here. */
export function ruleSetNamed(name: string, known: readonly RuleSet[] = ruleSets): RuleSet | undefined {
  return known.find((rules) => ruleSetName(rules) === name);
}

/** Names of the sets that a ledger entry was decided by: it holds them with spaces between. */
export const ruleSetNames = ({ rules }: { readonly rules: string }): string[] =>
  rules.split(' ').filter((name) => name !== '');

/** A set as the JSON that a case file holds: fields without a value are left out. @throws {SdkError} `ledger-bad-value` */
export function ruleSetJson(rules: RuleSet): JsonValue {
  const text = JSON.stringify(rules, (_, value: unknown) =>
    // `JSON.stringify` would write a limit without end as null.
    typeof value === 'number' ? Number(canonicalJson(value)) : value,
  );
  return JSON.parse(text) as JsonValue;
}
