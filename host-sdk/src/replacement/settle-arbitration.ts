import type { CasePhase } from './case-phases.js';
import type { CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';

/**
 * Ends an arbitration 仲裁检定, with a decision or without, and goes on where it interrupted the case or where the decision leads. The
 * interrupted phase's time stood still meanwhile, and so did that of a prohibition.
 */
export function settleArbitration(state: CaseState, step: CaseStep): CaseState {
  const { interrupted, ...rest } = state;
  const { phase, since, extensions, escalation, at } = interrupted!;
  const pause = step.at - at;
  const back: CaseState = {
    ...rest,
    phase,
    since: since + pause,
    extensions,
    escalation,
    ...(state.prohibition && { prohibition: { ...state.prohibition, paused: state.prohibition.paused + pause } }),
  };
  const outcome = step.name === 'decide-arbitration' ? step.measurement!.outcome : undefined;
  if (outcome === undefined) return back;
  const { person, authority } = step.actor;
  const decided: CaseState = {
    ...back,
    arbitrations: [...state.arbitrations, { at: step.at, outcome, authority }],
    duties: { ...state.duties, arbitrated: [...state.duties.arbitrated, person] },
  };
  return state.altered ? afterRepair(decided, outcome, step.at) : asSuspected(decided, outcome, step.at);
}

const to = (state: CaseState, phase: CasePhase, at: number): CaseState => ({
  ...state,
  phase,
  since: at,
  extensions: 0,
  escalation: 0,
});

/** The instrument was not touched: the arbitration says whether the suspicion was right. */
function asSuspected(state: CaseState, outcome: 'pass' | 'fail', at: number): CaseState {
  if (outcome === 'pass') {
    const refuted: CaseState = { ...state, finding: 'in-tolerance' };
    // It is replaced already: that is not undone, but the finding is.
    return state.phase === 'replaced' ? refuted : to(refuted, 'refuted', at);
  }
  const confirmed: CaseState = { ...state, finding: 'out-of-tolerance' };
  if (['suspected', 'on-site-check', 'awaiting-decision'].includes(state.phase)) return to(confirmed, 'confirmed', at);
  // A first arbitration may have refuted what a second confirms, while the prohibition still stands.
  if (state.phase === 'refuted') return to(confirmed, state.prohibition === undefined ? 'confirmed' : 'prohibited', at);
  return confirmed;
}

/** It was repaired: the arbitration says whether it conforms now, and the finding stays. */
function afterRepair(state: CaseState, outcome: 'pass' | 'fail', at: number): CaseState {
  if (outcome === 'pass') return state.phase === 'replaced' ? state : to(state, 're-verified', at);
  if (state.phase !== 're-verification' && state.phase !== 're-verified') return state;
  return { ...to(state, 'prohibited', at), failedReverifications: state.failedReverifications + 1 };
}
