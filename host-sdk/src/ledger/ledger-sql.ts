import { toHex } from '../bytes.js';
import type { SqlReader, SqlTransaction, SqlValue } from '../store/sql.js';
import type { StoredEntry } from './check-chain.js';
import type { LedgerEntry } from './ledger-entry.js';

/** Which entries: all that are given must hold. */
export interface LedgerQuery {
  readonly subject?: string;
  readonly kind?: string;
  /** First and last number, inclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** Rows of one look at the index, and bytes of entries in memory at once, save for one entry that is larger. */
const pageRows = 512;
const pageBytes = 4 << 20;

/** Others who write wait until this transaction's end. libSQL lets only one transaction write at a time anyway. */
export async function lockLedger(transaction: SqlTransaction): Promise<void> {
  if (transaction.dialect === 'postgresql') await transaction.run('LOCK TABLE ledger IN EXCLUSIVE MODE');
}

/** The newest entry: number, kind, hash, first bytes. */
export async function selectNewest(reader: SqlReader, prefix: number) {
  const sql = `SELECT number, kind, hash, substr(bytes, 1, ${prefix}) FROM ledger ORDER BY number DESC LIMIT 1`;
  const row = await reader.get(sql);
  if (row === undefined) return undefined;
  const [number, kind, hash, start] = row;
  return { number: Number(number), kind: String(kind), hash: toHex(hash as Uint8Array), start: start as Uint8Array };
}

export async function insertEntries(transaction: SqlTransaction, entries: readonly LedgerEntry[]): Promise<void> {
  const sql = 'INSERT INTO ledger (number, kind, subject, at, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)';
  const rows = entries.map(({ number, kind, subject, at, hash, bytes }) => {
    return [number, kind, subject, at, Buffer.from(hash, 'hex'), bytes];
  });
  await transaction.runMany(sql, rows);
}

/**
 * Entries in the order of their numbers, in bounded memory.
 * @param largest bytes; a larger one is handed over without its bytes, and is no entry
 */
export async function* selectEntries(
  reader: SqlReader,
  query: LedgerQuery,
  largest: number,
): AsyncGenerator<StoredEntry> {
  for (let next = query.from; ; ) {
    const { where, parameters } = condition(query, next, query.to);
    const index = `SELECT number, length(bytes) FROM ledger ${where} ORDER BY number LIMIT ${pageRows}`;
    const sizes = (await reader.all(index, parameters)).map(
      ([number, size]) => [Number(number), Number(size)] as const,
    );
    for (let i = 0; i < sizes.length; ) {
      let [last, bytes] = sizes[i]!;
      const first = last;
      for (i++; i < sizes.length && bytes + sizes[i]![1] <= pageBytes; i++) {
        last = sizes[i]![0];
        bytes += sizes[i]![1];
      }
      yield* selectRange(reader, query, first, last, largest);
    }
    if (sizes.length < pageRows) return;
    next = sizes.at(-1)![0] + 1;
  }
}

async function* selectRange(reader: SqlReader, query: LedgerQuery, first: number, last: number, largest: number) {
  const { where, parameters } = condition(query, first, last);
  const bytes = `substr(bytes, 1, ${largest + 1})`;
  const sql = `SELECT number, kind, subject, at, hash, ${bytes} FROM ledger ${where} ORDER BY number`;
  for (const row of await reader.all(sql, parameters)) yield storedEntry(row);
}

function condition({ subject, kind }: LedgerQuery, from: number | undefined, to: number | undefined) {
  const terms: [string, SqlValue | undefined][] = [
    ['number >= ?', from],
    ['number <= ?', to],
    ['subject = ?', subject],
    ['kind = ?', kind],
  ];
  const given = terms.filter((term): term is [string, SqlValue] => term[1] !== undefined);
  const where = given.length === 0 ? '' : `WHERE ${given.map(([text]) => text).join(' AND ')}`;
  return { where, parameters: given.map(([, value]) => value) };
}

function storedEntry([number, kind, subject, at, hash, bytes]: SqlValue[]): StoredEntry {
  return {
    number: Number(number),
    kind: String(kind),
    subject: String(subject),
    at: Number(at),
    hash: toHex(hash as Uint8Array),
    bytes: new Uint8Array(bytes as Uint8Array),
  };
}
