import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';

/**
 * A connection's mark in the database: the number of its newest transaction, written in each transaction. When the answer to a COMMIT is
 * lost, the mark tells whether it took place: reading it waits for a transaction that still holds it.
 */
export class PostgresqlSession {
  readonly id = randomUUID();
  number = 0;

  /** Makes the mark. It must be there before the first transaction, so that there is a row to wait for. */
  async open(client: ClientBase): Promise<void> {
    // Marks of programs that ended without closing: nobody asks for them any more.
    await client.query("DELETE FROM hengzhun_sessions WHERE opened_at < now() - interval '30 days'");
    await client.query('INSERT INTO hengzhun_sessions (session, number) VALUES ($1, 0)', [this.id]);
  }

  /** The statement that every transaction begins with. */
  next(): { name: string; text: string; values: [number, string] } {
    const text = 'UPDATE hengzhun_sessions SET number = $1, opened_at = now() WHERE session = $2';
    return { name: 'session', text, values: [++this.number, this.id] };
  }

  /** Whether the newest transaction was committed, asked over another connection. */
  async wasCommitted(other: ClientBase): Promise<boolean> {
    const text = 'SELECT number FROM hengzhun_sessions WHERE session = $1 FOR UPDATE';
    const { rows } = await other.query({ text, values: [this.id], rowMode: 'array' });
    return Number(rows[0]?.[0] ?? -1) === this.number;
  }
}
