import pg from 'pg';
import { SdkError } from '../errors.js';
import { isConnectionLoss } from './postgresql-errors.js';
import type { PostgresqlSession } from './postgresql-session.js';
import type { PostgresqlTransaction } from './postgresql-transaction.js';

/** Longest time that is asked whether a commit took place whose answer was lost, ms. */
const uncertainTimeout = 30_000;

/** Where a connection of its own is made to ask what became of a commit. */
export interface CommitPlace {
  readonly config: pg.PoolConfig;
  /** The URL without its password. */
  readonly path: string;
}

/**
 * Commits, and finds out whether that took place when the answer is lost.
 * @throws the driver's own error: the transaction did not take place; {SdkError} `store-io`: nobody can tell
 */
export async function commitCertainly(
  transaction: PostgresqlTransaction,
  session: PostgresqlSession,
  place: CommitPlace,
): Promise<void> {
  try {
    await transaction.commit();
  } catch (cause) {
    if (!isConnectionLoss(cause)) throw cause;
    if (!(await wasCommitted(session, place, cause))) throw cause;
    // It is on disk; only the connection is of no use any more, and leaves the pool by itself.
  }
}

/** Whether a commit took place whose answer was lost. @throws {SdkError} `store-io` when nobody can tell */
async function wasCommitted(
  session: PostgresqlSession,
  { config, path }: CommitPlace,
  lost: unknown,
): Promise<boolean> {
  const start = performance.now();
  for (let wait = 50; ; wait = Math.min(2 * wait, 1000)) {
    const client = new pg.Client(config as pg.ClientConfig);
    client.on('error', () => {});
    try {
      await client.connect();
      return await session.wasCommitted(client);
    } catch (cause) {
      if (performance.now() - start >= uncertainTimeout) {
        const text = `${path}: the connection was lost during a commit and the server does not come back: whether the last batch was stored is not known. Look for its frames before sending it again.`;
        throw new SdkError('store-io', text, { path, uncertain: 1 }, cause ?? lost);
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    } finally {
      await client.end().catch(() => {});
    }
  }
}
