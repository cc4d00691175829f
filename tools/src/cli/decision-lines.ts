import { type LotDecision, lotActionText, lotOutcomeText } from '@hengzhun/host-sdk';
import type { Output } from './output.js';

/** The decision on a lot as lines for a person: what, what follows, and why. */
export function decisionLines(output: Output, { outcome, action, months, reasons, rules }: LotDecision): string[] {
  const colour = outcome === 'accepted' ? 'green' : outcome === 'conditional' ? 'yellow' : 'red';
  const [verdict, consequence] = [lotOutcomeText[outcome][output.language], lotActionText[action][output.language]];
  const title = output.text('sample.decision.title', { outcome: verdict, action: consequence });
  // The title says it already.
  const isVerdict = (text: string) => text.includes(verdict) && text.includes(consequence);
  return [
    output.paint(colour, months === undefined ? title : `${title}${output.text('sample.decision.months', { months })}`),
    ...reasons.map((text) => text[output.language]).flatMap((text) => (isVerdict(text) ? [] : [`  • ${text}`])),
    output.text('sample.decision.rules', { rules }),
  ];
}
