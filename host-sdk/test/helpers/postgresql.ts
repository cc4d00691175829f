import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import pg from 'pg';

/** Asks the run's service (see `hil-tests/test/support/postgresql-service.ts`) for a PostgreSQL server. */
function ask(): Promise<{ url?: string; missing?: string }> {
  const path = process.env.HENGZHUN_TEST_POSTGRESQL;
  if (path === undefined) return Promise.resolve({ missing: 'the global set-up of the tests did not run' });
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('end', () => resolve(JSON.parse(text)));
  });
}

const { url, missing } = await ask();
if (url === undefined) console.warn(`the tests on PostgreSQL are SKIPPED: ${missing}`);

/** URL of the server that tests may use; undefined: there is none. */
export const postgresqlUrl: string | undefined = url;

/** Runs statements on the server, outside of any store. */
export async function onServer(sql: string, at = url!): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** The server's URL with a search path: whoever opens it finds only what is in that schema. */
export function urlOfSchema(schema: string): string {
  const one = new URL(url!);
  one.searchParams.set('options', `-c search_path=${schema}`);
  // `+` for a blank is a form's way, not a URL's.
  return one.toString().replaceAll('+', '%20');
}

/** Makes an empty schema. @returns its URL, and how to remove it with all that is in it */
export async function temporarySchema(): Promise<{ url: string; schema: string; remove: () => Promise<void> }> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE SCHEMA ${schema}`);
  return {
    url: urlOfSchema(schema),
    schema,
    remove: async () => {
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}
