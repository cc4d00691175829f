import { type FindingPart, verifyCaseFile } from '@hengzhun/host-sdk';
import type { ConsoleContext } from '../../context.js';
import { both, same } from '../../words.js';
import type { Checked } from './checked.js';
import { fact, momentOf } from './fact.js';
import { VerdictFindings } from './findings.js';
import { trustedKeys } from './trusted-keys.js';

/** What of a case file is a matter of rules; the rest is whether it is what was signed. */
const byRules: readonly FindingPart[] = ['rules', 'decision'];
/** An archive is unpacked by nobody: its members together are not larger than it is. */
const LIMITS = { archive: 2 ** 26, member: 2 ** 26, members: 20_000 };

/** A case file 案卷 against the keys that are trusted here. @throws {SdkError} `case-file-…`: one that nobody should open further */
export async function verifyCaseArchive(bytes: Buffer, context: ConsoleContext): Promise<Checked> {
  const trusted = await trustedKeys(context);
  const verdict = await verifyCaseFile(new Uint8Array(bytes), trusted, { limits: LIMITS });
  const signature = new VerdictFindings('signature');
  const rules = new VerdictFindings('rules');
  if (trusted.ledger.length === 0) signature.unproved('no-ledger-key', both('console.verify.case-file.no-key'));
  for (const { code, part, verdict: found, about, text } of verdict.findings) {
    (byRules.includes(part) ? rules : signature)[found](code, text, about);
  }
  const { subject, madeAt, decision, checkpoint } = verdict;
  if (decision === undefined) rules.note('no-decision', both('console.verify.case-file.no-decision'));
  return {
    signature: signature.verdict(),
    rules: rules.verdict(),
    subject: same(subject),
    chains: [],
    facts: [
      fact('console.verify.fact.subject', subject),
      fact('console.verify.fact.made-at', momentOf(madeAt)),
      ...(decision === undefined ? [] : [fact('console.verify.fact.decision', String(decision))]),
      ...(checkpoint === undefined
        ? []
        : [fact('console.verify.fact.checkpoint', `${checkpoint.number} ${checkpoint.hash}`)]),
    ],
  };
}
