import { type CaseRefusal, refuse } from './case-refusals.js';
import type { CaseRules } from './case-rules.js';
import type { CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';
import { endOfDeadline } from './deadlines.js';

/** What 仲裁检定和计量调解办法 asks of an arbitration: notice first, one appeal, in time, to another authority. */
export function* checkArbitration(state: CaseState, step: CaseStep, rules: CaseRules): Generator<CaseRefusal> {
  const first = state.arbitrations[0];
  switch (step.name) {
    case 'request-arbitration':
      if (state.arbitrations.length > 1) yield refuse('case-arbitration-final');
      else if (first !== undefined) {
        const { end, date } = endOfDeadline(first.at, rules.appeal);
        if (step.at >= end) yield refuse('case-appeal-over', date);
      }
      break;
    case 'notify-arbitration':
      if (state.interrupted?.notifiedAt !== undefined) yield refuse('case-arbitration-notified');
      break;
    case 'decide-arbitration':
      if (state.interrupted !== undefined && state.interrupted.notifiedAt === undefined) {
        yield refuse('case-arbitration-not-notified');
      }
      if (first !== undefined && first.authority === step.actor.authority) {
        yield refuse('case-appeal-same-authority', first.authority);
      }
      break;
    default:
  }
}
