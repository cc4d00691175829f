import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { schemaVersion } from '../../src/store/migrations.js';
import { openStore } from '../../src/store/store.js';
import { onServer, postgresqlUrl, temporarySchema } from '../helpers/postgresql.js';
import { afterThisTest, collect, received, temporaryFolder } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const password = 'correct-horse-battery';

async function schema() {
  const made = await temporarySchema();
  afterThisTest(made.remove);
  return made;
}

async function filled(url: string, frames = 10) {
  const store = await openStore(url, { busyTimeout: 2000 });
  afterThisTest(() => store.close());
  const instrument = new TestInstrument();
  await store.registry.enrol(instrument.record());
  await store.ingest(instrument.statuses(frames).map((bytes) => received(bytes)));
  return { store, instrument };
}

/** The error with everything that somebody may print of it. */
async function failure(opening: Promise<unknown>): Promise<{ code: string; everything: string }> {
  const error = (await opening.then(
    () => expect.fail('it was opened'),
    (caught: unknown) => caught,
  )) as { code: string };
  return { code: error.code, everything: `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}` };
}

it('no server answers, or the URL is none: said without the password', async () => {
  const socket = `postgresql:///postgres?host=${temporaryFolder()}&user=someone&password=${password}`;
  for (const url of [
    `postgresql://someone:${password}@127.0.0.1:9/store`,
    `postgresql://someone:${password}@host.invalid/store`,
    `postgres://someone:${password}@[broken`,
    socket,
  ]) {
    const { code, everything } = await failure(openStore(url, { busyTimeout: 100 }));
    expect(code, url).toBe('store-path-missing');
    expect(everything).not.toContain(password);
  }
});

describe.skipIf(postgresqlUrl === undefined)('a store on PostgreSQL', () => {
  it('refuses a wrong password and a missing database, without telling the password', async () => {
    const wrong = new URL(postgresqlUrl!);
    wrong.searchParams.set('password', password);
    const missing = new URL(postgresqlUrl!);
    missing.pathname = '/no_such_database';
    const first = await failure(openStore(wrong.toString()));
    expect(first.code).toBe('store-permission');
    expect(first.everything).not.toContain(password);
    const second = await failure(openStore(missing.toString()));
    expect(second.code).toBe('store-path-missing');
    expect(second.everything).not.toContain(missing.searchParams.get('password'));
  });

  it('shows where it is without the password', async () => {
    const { store } = await filled((await schema()).url);
    expect(store.path).toMatch(/^postgresql:\/\//);
    expect(store.path).not.toContain(new URL(postgresqlUrl!).searchParams.get('password') ?? 'password');
  });

  it('refuses the tables of another program and changes nothing', async () => {
    const { url, schema: name } = await schema();
    await onServer(`CREATE TABLE ${name}.songs (title TEXT)`);
    await expect(openStore(url)).rejects.toMatchObject({ code: 'store-wrong-file' });
    expect(await onServer(`SELECT tablename FROM pg_tables WHERE schemaname = '${name}'`)).toEqual([['songs']]);
  });

  it('refuses a schema that does not exist, a newer version, and a marker that is not ours', async () => {
    const { url, schema: name } = await schema();
    await (await openStore(url)).close();
    await onServer(`UPDATE ${name}.hengzhun_store SET version = ${schemaVersion + 1}`);
    await expect(openStore(url)).rejects.toMatchObject({ code: 'store-newer-version' });
    await onServer(`UPDATE ${name}.hengzhun_store SET application = 'other'`);
    await expect(openStore(url)).rejects.toMatchObject({ code: 'store-wrong-file' });
    await expect(openStore(url.replace(name, 'no_such_schema'))).rejects.toMatchObject({ code: 'store-path-missing' });
  });

  it('is locked by another program: nothing is taken, and the same packets go in later', async () => {
    const { url } = await schema();
    const { store, instrument } = await filled(url);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    const packets = instrument.statuses(3).map((bytes) => received(bytes));
    try {
      await other.query('BEGIN');
      await other.query('SELECT * FROM keys FOR UPDATE');
      await expect(store.ingest(packets)).rejects.toMatchObject({ code: 'store-locked' });
    } finally {
      await other.end();
    }
    expect((await store.ingest(packets)).map(({ code }) => code)).toEqual(Array(3).fill('frame-accepted'));
  });

  it('may not be written by this user: store-permission or store-read-only', async () => {
    const { url, schema: name } = await schema();
    const { instrument } = await filled(url);
    const role = `reader_${name}`;
    await onServer(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    afterThisTest(() => onServer(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
    await onServer(`GRANT USAGE ON SCHEMA ${name} TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA ${name} TO ${role}`);
    const reading = new URL(url);
    reading.searchParams.set('user', role);
    reading.searchParams.set('password', password);
    const store = await openStore(reading.toString().replaceAll('+', '%20'));
    afterThisTest(() => store.close());
    expect((await collect(store.frames())).length).toBe(10);
    const { code, everything } = await failure(store.ingest([received(instrument.status())]));
    expect(code).toBe('store-permission');
    expect(everything).not.toContain(password);
  });

  it('goes on when the server ends its connections in the middle: nothing is lost or doubled', async () => {
    const { url, schema: name } = await schema();
    const { store, instrument } = await filled(url);
    let done = false;
    let ended = 0;
    const ending = (async () => {
      while (!done) {
        const rows = await onServer(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query ~ 'keys|segments|chains|COMMIT|sessions'
            AND pid IN (SELECT pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '${name}')`,
        );
        ended += rows.length;
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
    })();
    // As many batches as it takes: a quick machine is seldom met in the middle.
    let batches = 0;
    while (batches < 150 || (ended === 0 && batches < 5000)) {
      batches++;
      const outcomes = await store.ingest(instrument.statuses(5).map((bytes) => received(bytes)));
      expect(outcomes.map(({ code }) => code)).toEqual(Array(5).fill('frame-accepted'));
    }
    done = true;
    await ending;
    expect(ended).toBeGreaterThan(0);
    const frames = 10 + 5 * batches;
    expect(await store.summary()).toMatchObject({ frames, incidents: 0 });
    expect((await store.evaluate(instrument.kid)).chain).toMatchObject({ frames, gaps: [] });
  });

  it('rejects what cannot be limited, and everything after it was closed', async () => {
    const { url } = await schema();
    await expect(openStore(url, { maximumSize: 1_000_000 })).rejects.toMatchObject({ code: 'store-bad-query' });
    const { store, instrument } = await filled(url);
    await store.check();
    await store.close();
    await store.close();
    await expect(store.ingest([received(instrument.status())])).rejects.toMatchObject({ code: 'store-closed' });
    await expect(store.registry.instruments()).rejects.toMatchObject({ code: 'store-closed' });
  });
});

/** Between store and server: cuts a connection when a COMMIT passes, before or after the server has had it. */
async function cuttingProxy(url: string) {
  const target = new URL(url);
  const host = target.searchParams.get('host') ?? target.hostname;
  const port = Number(target.port || 5432);
  let cut: 'before' | 'after' | undefined;
  let cuts = 0;
  const server = createServer((client: Socket) => {
    const upstream = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    let mute = false;
    client.on('data', (data: Buffer) => {
      const commits = cut !== undefined && data.includes('COMMIT');
      if (!commits) return void upstream.write(data);
      cuts++;
      mute = true;
      const how = cut;
      cut = undefined;
      if (how === 'after') upstream.write(data, () => setTimeout(() => client.destroy(), 50));
      else client.destroy();
    });
    upstream.on('data', (data) => mute || client.write(data));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  const folder = temporaryFolder();
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve));
  afterThisTest(() => server.close());
  target.searchParams.set('host', folder);
  target.port = '';
  return {
    url: target.toString().replaceAll('+', '%20'),
    cutNextCommit: (when: 'before' | 'after') => {
      cut = when;
    },
    cuts: () => cuts,
  };
}

describe.skipIf(postgresqlUrl === undefined)('the answer to a COMMIT is lost', () => {
  it.each(['before', 'after'] as const)(
    '%s the server had it: the batch is in the store once and acknowledged',
    async (when) => {
      const proxy = await cuttingProxy((await schema()).url);
      const { store, instrument } = await filled(proxy.url);
      for (let i = 1; i <= 5; i++) {
        proxy.cutNextCommit(when);
        const outcomes = await store.ingest(instrument.statuses(4).map((bytes) => received(bytes)));
        expect(outcomes.map(({ code }) => code)).toEqual(Array(4).fill('frame-accepted'));
        expect(proxy.cuts()).toBe(i);
      }
      expect(await store.summary()).toMatchObject({ frames: 30, incidents: 0 });
    },
  );
});
