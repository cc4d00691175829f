import type { ChainState } from '../ingest/chain-state.js';
import type { FindingCode, IngestOutcome } from '../ingest/outcome.js';
import type { Judged } from './judge-key.js';

/** Findings that a gap in what was received does not explain. */
const contradictions: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'chain-broken',
  'counter-rollback',
  'sequence-rollback',
  'identity-mismatch',
  'totaliser-rollback',
  'software-rollback',
  'key-epoch-rollback',
  'retired-active',
]);

/**
 * Compares what came in a visit with what was stored: a sequence that is behind, a second frame with a number that is held, counters that ran
 * backwards.
 *
 * @param sequence highest number that the instrument has shown in this visit
 * @param chain as it stands after the visit
 * @param known frames that were held before the visit
 * @param outcomes of the packets of this visit
 */
export function judgeHistory(
  sequence: number,
  chain: ChainState,
  known: boolean,
  outcomes: readonly IngestOutcome[],
): Judged {
  const forked = outcomes.find(({ code }) => code === 'frame-forked');
  if (forked !== undefined) {
    const number = forked.frame?.claims.sequence ?? sequence;
    return { verdict: 'bad', code: 'history-forked', detail: { sequence: number, stored: chain.highest } };
  }
  // An instrument asked now answers with a number that nobody has seen: what is stored beyond it was signed before, by the same key.
  if (sequence < chain.highest) {
    return { verdict: 'bad', code: 'history-behind', detail: { sequence, stored: chain.highest } };
  }
  const found = new Set(outcomes.flatMap(({ findings }) => findings).filter((code) => contradictions.has(code)));
  if (found.size > 0) {
    return { verdict: 'bad', code: 'history-contradicted', detail: { sequence, findings: [...found].join(', ') } };
  }
  return { verdict: 'good', code: known ? 'history-continues' : 'history-first', detail: { sequence } };
}
