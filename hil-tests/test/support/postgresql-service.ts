import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresqlServer, startPostgresql } from '../../src/postgresql/start-postgresql.js';

/**
 * One PostgreSQL server for a whole run of tests. It is started when the first test asks for it, over the socket that
 * `HENGZHUN_TEST_POSTGRESQL` names, and stopped at the end of the run, whatever its result. `HENGZHUN_POSTGRES_URL` names another server
 * instead. The answer is one line of JSON: `{"url"}` or `{"missing"}`.
 */
export default function postgresqlService(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hengzhun-tests-'));
  const path = join(folder, 'postgresql');
  let starting: Promise<PostgresqlServer> | undefined;
  const answer = async () => {
    const existing = process.env.HENGZHUN_POSTGRES_URL;
    if (existing) return { url: existing };
    try {
      starting ??= startPostgresql();
      return { url: (await starting).url };
    } catch (error) {
      return { missing: (error as Error).message };
    }
  };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    answer().then((value) => socket.end(`${JSON.stringify(value)}\n`));
  });
  server.listen(path);
  server.unref();
  process.env.HENGZHUN_TEST_POSTGRESQL = path;
  return async () => {
    server.close();
    const running = await starting?.catch(() => undefined);
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
