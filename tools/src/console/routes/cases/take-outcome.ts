import type { CaseOutcome } from '@hengzhun/host-sdk';
import type { CaseRefused, CaseTaken } from '../../api/cases.js';
import { both } from '../../words.js';

/** What became of a step, with its HTTP status: 409 for what the case does not take, and every reason. */
export function takenOrRefused(
  outcome: CaseOutcome,
  good: 200 | 201,
): { readonly status: 200 | 201; readonly body: CaseTaken } | { readonly status: 409; readonly body: CaseRefused } {
  if (outcome.outcome !== 'refused') {
    const { id, phase } = outcome.case;
    const status = outcome.outcome === 'repeated' ? 200 : good;
    return { status, body: { outcome: outcome.outcome, id, phase, entry: outcome.entry } };
  }
  const refusals = outcome.refusals.map(({ code, detail, text }) => ({ code, detail, text }));
  const count = refusals.length;
  const message = refusals[0]?.text ?? both('tool-console-case-refused');
  return { status: 409, body: { code: 'tool-console-case-refused', message, detail: { count }, refusals } };
}
