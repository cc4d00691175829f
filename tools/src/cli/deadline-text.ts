import type { CaseDeadline } from '@hengzhun/host-sdk';
import type { Output } from './output.js';

/** A deadline in a line: until when, what, and whose rule it is. */
export function deadlineText(output: Output, { date, text, origin, source, provisional }: CaseDeadline): string {
  const what = output.text('case.deadline', { date, what: text[output.language] });
  const why =
    origin === 'statute' ? output.text('case.deadline.statute', { source }) : output.text('case.deadline.own');
  return [what, why, ...(provisional ? [output.text('case.deadline.provisional')] : [])].join('');
}
