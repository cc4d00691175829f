import type { ChainState } from '../ingest/chain-state.js';
import type { EnrolledKey } from '../registry/records.js';
import type { EvaluationInput } from './evaluate-status.js';

/** What the reports of one key are judged from, but for what is known of its instrument. */
export type KeyReports = Pick<EvaluationInput, 'kid' | 'chain' | 'assurance' | 'keyStatus' | 'keyEndsAt'>;

export function reportsOfKey({ kid, assurance, status, endsAt }: EnrolledKey, chain: ChainState): KeyReports {
  return { kid, chain, assurance, keyStatus: status, ...(endsAt === undefined ? {} : { keyEndsAt: endsAt }) };
}
