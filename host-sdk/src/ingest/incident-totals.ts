import type { ChainState } from './chain-state.js';

const evidenceLimit = 4;

/** Counts an incident in the state of its chain and keeps the newest few pieces of evidence. `at`: ms since 1970. */
export function addIncident(state: ChainState, code: string, sequence: number, at: number, evidence: string): void {
  const total = state.incidents[code];
  if (total === undefined) {
    state.incidents[code] = { count: 1, firstAt: at, lastAt: at, lastSequence: sequence, evidence: [evidence] };
    return;
  }
  state.incidents[code] = {
    count: total.count + 1,
    firstAt: Math.min(total.firstAt, at),
    lastAt: Math.max(total.lastAt, at),
    lastSequence: sequence,
    evidence: [evidence, ...total.evidence.filter((known) => known !== evidence)].slice(0, evidenceLimit),
  };
}
