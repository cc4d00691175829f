import { ruleSetName } from '../rules/rule-set-name.js';
import type { CasePhase } from './case-phases.js';
import type { CaseRefusal } from './case-refusals.js';
import type { CaseRules } from './case-rules.js';
import { caseRules } from './case-rules-1.js';
import type { CaseDuty, CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';
import { checkStep } from './check-step.js';
import { settleArbitration } from './settle-arbitration.js';

/** What became of a step. */
export type StepResult =
  | { readonly state: CaseState; readonly refusals?: undefined }
  | { readonly state?: undefined; readonly refusals: readonly CaseRefusal[] };

/**
 * Takes a step, or says everything that it lacks. Pure: the same state, step and rule set give the same result on any machine.
 * @param id of the case
 * @param state undefined: the case does not exist yet
 * @param entry number of the ledger entry that the step is written as
 */
export function applyStep(
  id: string,
  state: CaseState | undefined,
  step: CaseStep,
  entry: number,
  rules: CaseRules = caseRules,
): StepResult {
  const refusals = checkStep(state, step, rules);
  if (refusals.length > 0) return { refusals };
  const before = state ?? beginning(id, step);
  const after = effect(before, step, entry);
  const counts = rules.steps[step.name].counts;
  return {
    state: {
      ...after,
      ...(counts && { counters: { ...after.counters, [counts]: after.counters[counts] + 1 } }),
      changedAt: Math.max(state?.changedAt ?? 0, step.at),
      rules: ruleSetName(rules),
      last: entry,
      keys: { ...before.keys, [step.key]: entry },
    },
  };
}

function beginning(id: string, step: CaseStep): CaseState {
  return {
    id,
    instrument: step.instrument!,
    jurisdiction: step.jurisdiction!,
    phase: 'suspected',
    since: step.at,
    openedAt: step.at,
    changedAt: step.at,
    rules: '',
    last: 0,
    keys: {},
    suspicions: [],
    inspectors: [],
    altered: false,
    failedReverifications: 0,
    counters: { checks: 0, repairs: 0, reopenings: 0, transfers: 0, arbitrations: 0 },
    duties: { checked: [], decided: [], repaired: [], 're-verified': [], arbitrated: [] },
    arbitrations: [],
    extensions: 0,
    escalation: 0,
  };
}

/** A new phase, whose deadline begins. */
export function enter(state: CaseState, phase: CasePhase, at: number): CaseState {
  return { ...state, phase, since: at, extensions: 0, escalation: 0 };
}

export function withDuty(state: CaseState, duty: CaseDuty, person: string): CaseState {
  if (state.duties[duty].includes(person)) return state;
  return { ...state, duties: { ...state.duties, [duty]: [...state.duties[duty], person] } };
}

function withSuspicion(state: CaseState, step: CaseStep, entry: number): CaseState {
  const evidence = [...step.evidence, ...step.documents.map(({ sha256 }) => `attachment/${sha256}`)];
  return { ...state, suspicions: [...state.suspicions, { source: step.source!, at: step.at, entry, evidence }] };
}

function effect(state: CaseState, step: CaseStep, entry: number): CaseState {
  const { at, measurement } = step;
  const { person } = step.actor;
  switch (step.name) {
    case 'open':
    case 'add-suspicion':
      return withSuspicion(state, step, entry);
    case 'add-evidence':
      return state;
    case 'order-check':
    case 'repeat-check': {
      const { check: _, ...rest } = enter(state, 'on-site-check', at);
      return { ...rest, inspectors: step.inspectors! };
    }
    case 'record-check':
    case 'record-check-impossible':
      return { ...withDuty(enter(state, 'awaiting-decision', at), 'checked', person), check: { entry, measurement } };
    case 'confirm':
      return { ...withDuty(enter(state, 'confirmed', at), 'decided', person), finding: 'out-of-tolerance' };
    case 'refute':
      return { ...withDuty(enter(state, 'refuted', at), 'decided', person), finding: 'in-tolerance' };
    case 'prohibit':
      return {
        ...enter(state, 'prohibited', at),
        prohibition: { since: at, seals: step.seals!, paused: 0, extensions: 0 },
      };
    case 'order-repair':
      return enter(state, 'repair', at);
    case 'report-repair':
      return { ...withDuty(enter(state, 're-verification', at), 'repaired', person), altered: true };
    case 'record-reverification': {
      const verified = withDuty(state, 're-verified', person);
      if (measurement!.outcome === 'pass') return enter(verified, 're-verified', at);
      return { ...enter(verified, 'prohibited', at), failedReverifications: state.failedReverifications + 1 };
    }
    case 'order-replacement':
      return enter(state, 'replacement-ordered', at);
    case 'record-removal':
      return { ...enter(state, 'removed', at), removal: { ...step.removal!, seals: step.seals! } };
    case 'record-replacement':
      return {
        ...enter(state, 'replaced', at),
        replacement: { ...step.replacement!, verification: measurement!.verification },
      };
    case 'request-arbitration': {
      const { phase, since, extensions, escalation } = state;
      return { ...enter(state, 'arbitration', at), interrupted: { phase, since, extensions, escalation, at } };
    }
    case 'notify-arbitration':
      return { ...state, escalation: 0, interrupted: { ...state.interrupted!, notifiedAt: at } };
    case 'decide-arbitration':
    case 'end-arbitration':
      return settleArbitration(state, step);
    case 'transfer':
      return { ...state, transfer: { to: step.destination!, at } };
    case 'accept-transfer': {
      const { transfer, ...rest } = state;
      const moved = { ...rest, jurisdiction: transfer!.to };
      if (state.phase !== 'on-site-check') return moved;
      // The new authority sends its own inspectors, and the check that was not made does not count.
      const counters = { ...state.counters, checks: state.counters.checks - 1 };
      return { ...enter(moved, 'suspected', at), inspectors: [], counters };
    }
    case 'decline-transfer': {
      const { transfer: _, ...rest } = state;
      return rest;
    }
    case 'extend-deadline':
      return { ...state, extensions: state.extensions + 1 };
    case 'extend-prohibition':
      return { ...state, prohibition: { ...state.prohibition!, extensions: state.prohibition!.extensions + 1 } };
    case 'escalate':
      return { ...state, escalation: step.level! };
    case 'withdraw':
      return { ...ended(state, 'withdrawn', at), result: 'withdrawn' };
    case 'close':
      return {
        ...ended(state, 'closed', at),
        result: state.phase === 'refuted' ? 'false-alarm' : state.phase === 'replaced' ? 'replaced' : 'repaired',
      };
    case 'reopen':
      return reopened(state, step, entry);
  }
}

function ended(state: CaseState, phase: CasePhase, at: number): CaseState {
  const { prohibition: _, ...rest } = state;
  return { ...enter(rest, phase, at), endedAt: at };
}

/** A new round: what was found is open again; who did what, and how often, is not forgotten. */
function reopened(state: CaseState, step: CaseStep, entry: number): CaseState {
  const { check: _c, finding: _f, removal: _m, replacement: _r, result: _s, endedAt: _e, ...rest } = state;
  const counters = { ...state.counters, checks: 0, repairs: 0, arbitrations: 0 };
  const fresh = { ...rest, inspectors: [], altered: false, failedReverifications: 0, arbitrations: [], counters };
  return withSuspicion(enter(fresh, 'suspected', step.at), step, entry);
}
