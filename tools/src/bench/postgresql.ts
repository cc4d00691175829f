import { randomBytes } from 'node:crypto';
import { findPostgresql, POSTGRESQL_HINT, startPostgresql } from '@hengzhun/hil-tests';
import { openStore } from '@hengzhun/host-sdk';
import { type Frame, verifyChain } from '@hengzhun/protocol';
import pg from 'pg';
import { bareFleetPage, measureFleet } from './evaluate-fleet.js';
import { bareVerify } from './frame-verify.js';
import { makeChain } from './frames.js';
import { batchesOf, dayOfFrames, enrol, measureIngest, packetOf } from './ingest-store.js';
import { measurePair } from './measure.js';
import { atLeast, type BenchResult, skipped } from './result.js';

/**
 * Runs a measurement on a PostgreSQL server of its own, whose commits wait for the disk as in use, or on the one that
 * `HENGZHUN_POSTGRES_URL` names; skipped where there is neither.
 */
async function onPostgresql(
  name: string,
  measure: (schemaUrl: string, client: pg.Client, schema: string) => Promise<BenchResult>,
): Promise<BenchResult> {
  const existing = process.env.HENGZHUN_POSTGRES_URL;
  if (!existing && findPostgresql() === undefined) return skipped(name, 'frames/s', POSTGRESQL_HINT);
  const server = existing ? undefined : await startPostgresql({ durable: true });
  try {
    const url = new URL(existing ?? server!.url);
    const schema = `bench_${randomBytes(6).toString('hex')}`;
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    try {
      await client.query(`CREATE SCHEMA ${schema}; CREATE SCHEMA ${schema}_bare`);
      url.searchParams.set('options', `-c search_path=${schema}`);
      await client.query(`SET search_path = ${schema}_bare`);
      return await measure(url.toString().replaceAll('+', '%20'), client, schema);
    } finally {
      await client.query(`DROP SCHEMA ${schema} CASCADE; DROP SCHEMA ${schema}_bare CASCADE`);
      await client.end();
    }
  } finally {
    await server?.stop();
  }
}

/** As `ingest.store`; the reference inserts a batch with one prepared statement of many rows, the fastest that the driver has. */
export function ingestStorePostgresql(smoke: boolean): Promise<BenchResult> {
  const name = 'ingest.store.postgresql';
  return onPostgresql(name, async (url, client) => {
    await client.query(
      'CREATE TABLE frames (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes BYTEA NOT NULL)',
    );
    const rows = Array.from({ length: dayOfFrames }, (_, i) => `($${i + 1})`).join(', ');
    const statement = { name: 'bare', text: `INSERT INTO frames (bytes) VALUES ${rows}` };
    return measureIngest(name, smoke, url, async (frames) => {
      await client.query({ ...statement, values: [...frames] });
    });
  });
}

/** As `chain.verify`, of histories as they come out of a store on PostgreSQL: read, decoded, strictly checked and verified as chains. */
export function chainVerifyPostgresql(smoke: boolean): Promise<BenchResult> {
  const name = 'chain.verify.postgresql';
  return onPostgresql(name, async (url) => {
    const store = await openStore(url);
    try {
      const chain = makeChain(dayOfFrames * (smoke ? 2 : 8));
      await enrol(store, chain, 0);
      for (const frames of batchesOf(chain)) await store.ingest(frames.map(packetOf));
      const repeat = 8;
      const subject = async () => {
        for (let i = 0; i < repeat; i++) {
          let batch: Frame[] = [];
          let verified = 0;
          for await (const { frame } of store.frames()) {
            batch.push(frame);
            if (batch.length < dayOfFrames) continue;
            const results = verifyChain(batch, chain.publicKey);
            if (results.some(({ status }) => status === 'refused'))
              throw new Error(`${name}: a good frame was refused`);
            verified += batch.length;
            batch = [];
          }
          if (verified !== chain.frames.length) throw new Error(`${name}: frames are missing`);
        }
      };
      const bare = bareVerify(chain.frames, chain.publicKey);
      const pair = await measurePair(subject, bare, { rounds: smoke ? 3 : 25, units: chain.frames.length });
      const scaled = { value: pair.value * repeat, reference: pair.reference, ratio: pair.ratio * repeat };
      return atLeast(name, 'frames/s', scaled, 10);
    } finally {
      await store.close();
    }
  });
}

/** As `evaluate.fleet`; the reference reads the same rows over a connection of its own, with a prepared statement. */
export function evaluateFleetPostgresql(smoke: boolean): Promise<BenchResult> {
  const name = 'evaluate.fleet.postgresql';
  return onPostgresql(name, (url, client, schema) => {
    const text = bareFleetPage(['$1', '$2']).replace('estimates', `${schema}.estimates`);
    return measureFleet(name, smoke, url, () => async (after, page) => {
      return (await client.query({ name: 'fleet', text, values: [after, page], rowMode: 'array' })).rows;
    });
  });
}
