import { findings, type LotState, runningDecision, sampleOf } from '@hengzhun/host-sdk';
import { momentText } from '../../../cli/moment-text.js';
import type { LotAnswer } from '../../api/lots.js';
import { both } from '../../words.js';

type Next = LotAnswer['next'][number];

/** What may be done with a lot next, and what each step waits for. The SDK has the last word. */
export function nextLotSteps(state: LotState, now: number): Next[] {
  const { lot, decision, due } = state;
  const sample = sampleOf(state);
  const step = (name: Next['step'], why: Next['why']): Next => ({ step: name, allowed: why === null, why });
  if (sample === undefined) {
    const { notBefore, source } = lot.randomness;
    const waits = both('console.lot.waits-randomness', { source, at: momentText(notBefore) });
    return [step('draw', now < notBefore ? waits : null)];
  }
  const outstanding = findings(sample).reduce((sum, one) => sum + one.outstanding, 0);
  const incomplete = outstanding === 0 ? null : both('console.lot.waits-results', { count: outstanding });
  const audit = step('audit', incomplete);
  if (decision !== undefined) return [audit, step('interval', null)];
  const late = now > due! ? both('console.lot.late', { at: momentText(due!) }) : null;
  const nobody = outstanding === 0 ? both('console.lot.nobody-left') : null;
  // A double or sequential plan may end before its whole sample was looked at, a single one not.
  const running = runningDecision(sample);
  const ended =
    lot.plan?.kind !== 'single' &&
    running !== undefined &&
    [running.asReached, running.worstCase].every((one) => one.step !== 'continue');
  const undecided = lot.decision === undefined ? both('console.lot.audit-only') : ended ? null : incomplete;
  return [step('results', late ?? nobody), step('unreached', late ?? nobody), step('decision', undecided), audit];
}
