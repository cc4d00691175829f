import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore, type ReceivedPacket, type Store } from '@hengzhun/host-sdk';
import Libsql from 'libsql';
import { publicJwk } from '../provision/public-jwk.js';
import { type Chain, makeChain } from './frames.js';
import { measurePair } from './measure.js';
import { atLeast, type BenchResult } from './result.js';

/** A day of one instrument in one batch, as it comes when an instrument is read once a day. */
const batch = 144;

/**
 * Frames/s decoded, verified as chains, evaluated and durably stored, against bare inserts of the same bytes, one row for each frame,
 * in batches of the same size with the same durability (write-ahead log, every commit synced) into the same kind of database.
 */
export async function ingestStore(smoke: boolean): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-bench-'));
  try {
    return await measure(folder, smoke);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, smoke: boolean): Promise<BenchResult> {
  const rounds = smoke ? 2 : 15;
  const days = smoke ? 4 : 20;
  // Every round brings frames that are new to the store: one instrument for each round, warm-up included.
  const store = await openStore(path.join(folder, 'store.db'));
  const bare = new Libsql(path.join(folder, 'bare.db'));
  try {
    bare.pragma('journal_mode = WAL');
    bare.pragma('synchronous = FULL');
    bare.pragma('wal_autocheckpoint = 4000');
    bare.exec('CREATE TABLE frames (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
    const insert = bare.prepare('INSERT INTO frames (bytes) VALUES (?)');
    const chains: Chain[] = [];
    for (let i = 0; i < rounds + 3; i++) {
      const chain = makeChain(batch * days);
      await enrol(store, chain, i);
      chains.push(chain);
    }
    let mine = 0;
    let theirs = 0;
    const subject = async () => {
      const { frames } = chains[mine++]!;
      for (let at = 0; at < frames.length; at += batch) {
        const packets = frames.slice(at, at + batch).map(packetOf);
        const outcomes = await store.ingest(packets);
        if (outcomes.some(({ code }) => code !== 'frame-accepted'))
          throw new Error('ingest.store: a good frame was refused');
      }
    };
    const reference = () => {
      const { frames } = chains[theirs++]!;
      for (let at = 0; at < frames.length; at += batch) {
        bare.exec('BEGIN IMMEDIATE');
        for (const bytes of frames.slice(at, at + batch)) insert.run([bytes]);
        bare.exec('COMMIT');
      }
    };
    const pair = await measurePair(subject, reference, { rounds, units: batch * days });
    return atLeast('ingest.store', 'frames/s', pair, 0.5);
  } finally {
    bare.close();
    await store.close();
  }
}

function packetOf(bytes: Uint8Array): ReceivedPacket {
  const now = Date.now();
  return { bytes, link: 'bench', connection: 1, earliest: now, latest: now };
}

async function enrol(store: Store, { publicKey }: Chain, index: number): Promise<void> {
  const ueid = `01${index.toString(16).padStart(32, '0')}`;
  await store.registry.enrol({ ueid, publicKey: publicJwk(publicKey), serialNumber: `BENCH-${index}` });
}
