import { type LotDecision, lotActionText, lotOutcomeText } from '@hengzhun/host-sdk';
import type { Output } from './output.js';

/** The decision on a lot as lines for a person: what, what follows, and why. */
export function decisionLines(output: Output, { outcome, action, months, reasons, rules }: LotDecision): string[] {
  const colour = outcome === 'accepted' ? 'green' : outcome === 'conditional' ? 'yellow' : 'red';
  const title = output.text('sample.decision.title', {
    outcome: lotOutcomeText[outcome][output.language],
    action: lotActionText[action][output.language],
  });
  return [
    output.paint(colour, months === undefined ? title : `${title}${output.text('sample.decision.months', { months })}`),
    ...reasons.map((text) => `  • ${text[output.language]}`),
    output.text('sample.decision.rules', { rules }),
  ];
}
