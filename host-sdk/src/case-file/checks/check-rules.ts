import { canonicalJson } from '../../ledger/canonical-json.js';
import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import type { RuleSet } from '../../rules/rule-set-name.js';
import { ruleSetJson, ruleSetNames } from '../../rules/rule-sets.js';
import type { CaseFile } from '../case-file.js';
import type { Findings } from '../finding.js';

/**
 * Whether the rule sets that entries name are here, and the same as this program's of that name.
 * @param known this program's set; undefined: it has none of that name
 */
export function checkRules(
  { rules, subject }: CaseFile,
  entries: readonly LedgerEntry[],
  known: (name: string) => RuleSet | undefined,
  findings: Findings,
): void {
  const named = new Set(entries.filter((entry) => entry.subject === subject).flatMap(ruleSetNames));
  for (const name of new Set([...named, ...rules.keys()])) {
    const held = rules.get(name);
    const own = known(name);
    if (held === undefined) {
      const text = { zh: `案卷缺少规则集 ${name}`, en: `The rule set ${name} is not in the file` };
      findings.bad('rules', 'rules-missing', text, name);
    } else if (own === undefined) {
      const text = {
        zh: `本程序没有规则集 ${name}，无法对照`,
        en: `This program has no rule set ${name} to compare with`,
      };
      findings.note('rules', 'rules-unknown', text, name);
    } else if (canonicalJson(held) === canonicalJson(ruleSetJson(own))) {
      const text = { zh: `规则集 ${name} 与本程序一致`, en: `The rule set ${name} is that of this program` };
      findings.good('rules', 'rules-same', text, name);
    } else {
      const text = {
        zh: `规则集 ${name} 与本程序同名规则不同`,
        en: `The rule set ${name} is another than this program's of the same name`,
      };
      findings.bad('rules', 'rules-different', text, name);
    }
  }
}
