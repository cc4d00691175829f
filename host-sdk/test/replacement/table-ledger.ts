import { createHash } from 'node:crypto';
import type { LedgerDraft, LedgerEntry } from '../../src/ledger/ledger-entry.js';
import type { CaseLedger } from '../../src/replacement/case-ports.js';
import type { SqlDatabase, SqlTransaction } from '../../src/store/sql.js';

/** Entries in the real table, numbered and chained, without signatures: a case does not ask for them. */
export class TableLedger implements CaseLedger {
  constructor(private readonly database: SqlDatabase) {}

  append(draft: LedgerDraft, transaction?: SqlTransaction): Promise<LedgerEntry> {
    const work = async (sql: SqlTransaction): Promise<LedgerEntry> => {
      // One at a time, on PostgreSQL too.
      await sql.run("UPDATE revisions SET value = value WHERE name = 'registry'");
      const last = await sql.get('SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1');
      const number = Number(last?.[0] ?? 0) + 1;
      const previous = last === undefined ? '0'.repeat(64) : Buffer.from(last[1] as Uint8Array).toString('hex');
      const bytes = Buffer.from(JSON.stringify({ ...draft, number, previous }));
      const hash = createHash('sha256').update(bytes).digest();
      const columns = 'INSERT INTO ledger (number, kind, subject, at, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)';
      await sql.run(columns, [number, draft.kind, draft.subject, draft.at, hash, bytes]);
      return { ...draft, number, previous, hash: hash.toString('hex'), bytes };
    };
    return transaction === undefined ? this.database.transaction(work) : work(transaction);
  }

  async *entries(query: { subject?: string; kind?: string }): AsyncGenerator<LedgerEntry> {
    const [column, value] = query.subject === undefined ? ['kind', query.kind!] : ['subject', query.subject];
    const rows = await this.database.all(`SELECT hash, bytes FROM ledger WHERE ${column} = ? ORDER BY number`, [value]);
    for (const [hash, bytes] of rows) {
      const text = Buffer.from(bytes as Uint8Array);
      yield { ...JSON.parse(text.toString()), hash: Buffer.from(hash as Uint8Array).toString('hex'), bytes: text };
    }
  }
}
