import { type CaseOutcome, caseDeadlines, casePhaseText } from '@hengzhun/host-sdk';
import { exitCode } from '../exit-codes.js';
import { deadlineText } from './deadline-text.js';
import type { Output } from './output.js';
import { stepName } from './words.js';

/** Shows what became of a step. @returns 1 when it was refused: each missing condition on a line of its own */
export function showOutcome(output: Output, id: string, step: string, outcome: CaseOutcome): number {
  if (outcome.outcome === 'refused') {
    const refusals = outcome.refusals.map(({ code, detail, text }) => ({ code, detail, text }));
    const phase = outcome.case?.phase ?? null;
    output.object({ type: 'case-step', case: id, step, outcome: 'refused', phase, refusals });
    output.line(output.paint('red', `✗ ${output.text('case.refused', { id, step: stepName(output, step) })}`));
    for (const { code, text } of refusals) output.line(`  • ${text[output.language]} ${output.paint('dim', code)}`);
    return exitCode.refused;
  }
  const { case: state, entry } = outcome;
  const deadline = caseDeadlines(state)[0];
  output.object({
    ...{ type: 'case-step', case: state.id, step, outcome: outcome.outcome, entry, phase: state.phase },
    deadline: deadline ? { what: deadline.what, date: deadline.date, provisional: deadline.provisional } : null,
  });
  const key = outcome.outcome === 'taken' ? 'case.taken' : 'case.repeated';
  const phase = casePhaseText[state.phase][output.language];
  output.line(output.paint('green', `✓ ${output.text(key, { id: state.id, entry, phase })}`));
  if (deadline !== undefined) output.line(`  ${deadlineText(output, deadline)}`);
  return exitCode.ok;
}
