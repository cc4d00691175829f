import type { KeyObject } from 'node:crypto';
import type { Bilingual } from '../evaluation/levels.js';
import type { SqlDatabase } from '../store/sql.js';
import { advanceChain, type ChainFault, chainFaultText, chainStart, type LedgerHead } from './check-chain.js';
import { entryLimits } from './entry-form.js';
import { kidOf } from './ledger-key.js';
import { selectEntries } from './ledger-sql.js';

/** Whether a whole ledger holds; otherwise the first entry that does not fit. */
export type LedgerVerdict =
  | {
      readonly ok: true;
      readonly entries: number;
      readonly head: LedgerHead | undefined;
      readonly kid: string | undefined;
    }
  | { readonly ok: false; readonly number: number; readonly fault: ChainFault; readonly text: Bilingual };

export interface VerifyOptions {
  /** Called after every thousand entries, and at the end. */
  readonly progress?: (entries: number) => void;
  /** Heads that were seen earlier, written down or published: against a cut end, and against whoever holds the key. */
  readonly witnessed?: readonly LedgerHead[];
}

/** See `Ledger.verify`. Entries that are appended meanwhile are verified too, or left out. */
export async function verifyLedger(
  database: SqlDatabase,
  publicKeys: Iterable<KeyObject>,
  { progress = () => undefined, witnessed = [] }: VerifyOptions = {},
): Promise<LedgerVerdict> {
  const trusted = new Map([...publicKeys].map((key) => [kidOf(key), key] as const));
  const known = witnessed.toSorted((a, b) => a.number - b.number);
  const fail = (number: number, fault: ChainFault): LedgerVerdict => {
    return { ok: false, number, fault, text: chainFaultText[fault] };
  };
  let state = chainStart;
  let next = 0;
  for await (const stored of selectEntries(database, {}, entryLimits.bytes)) {
    const result = advanceChain(state, stored, trusted);
    if ('fault' in result) return fail(state.number + 1, result.fault);
    state = result.progress;
    for (; next < known.length && known[next]!.number <= state.number; next++) {
      if (known[next]!.number !== state.number || known[next]!.hash !== state.hash)
        return fail(state.number, 'other-head');
    }
    if (state.number % 1000 === 0) progress(state.number);
  }
  progress(state.number);
  if (next < known.length) return fail(state.number + 1, 'shortened');
  const head = state.number === 0 ? undefined : { number: state.number, hash: state.hash };
  return { ok: true, entries: state.number, head, kid: state.key && kidOf(state.key) };
}
