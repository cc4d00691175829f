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
export const dayOfFrames = 144;

/** Inserts one batch of frames, one row for each, in one durable transaction. */
export type BareInsert = (frames: readonly Uint8Array[]) => void | Promise<void>;

/**
 * Frames/s decoded, verified as chains, evaluated and durably stored, against bare inserts of the same bytes, one row for each frame,
 * in batches of the same size with the same durability (write-ahead log, every commit synced) into the same kind of database.
 */
export async function ingestStore(smoke: boolean): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-bench-'));
  const bare = new Libsql(path.join(folder, 'bare.db'));
  try {
    bare.pragma('journal_mode = WAL');
    bare.pragma('synchronous = FULL');
    bare.pragma('wal_autocheckpoint = 4000');
    bare.exec('CREATE TABLE frames (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
    const insert = bare.prepare('INSERT INTO frames (bytes) VALUES (?)');
    return await measureIngest('ingest.store', smoke, path.join(folder, 'store.db'), (frames) => {
      bare.exec('BEGIN IMMEDIATE');
      for (const bytes of frames) insert.run([bytes]);
      bare.exec('COMMIT');
    });
  } finally {
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Measures a store at `place` against bare inserts into the same kind of database. */
export async function measureIngest(
  name: string,
  smoke: boolean,
  place: string,
  bareInsert: BareInsert,
): Promise<BenchResult> {
  const rounds = smoke ? 2 : 15;
  const days = smoke ? 4 : 20;
  // Every round brings frames that are new to the store: one instrument for each round, warm-up included.
  const store = await openStore(place);
  try {
    const chains: Chain[] = [];
    for (let i = 0; i < rounds + 3; i++) {
      const chain = makeChain(dayOfFrames * days);
      await enrol(store, chain, i);
      chains.push(chain);
    }
    let mine = 0;
    let theirs = 0;
    const subject = async () => {
      for (const frames of batchesOf(chains[mine++]!)) {
        const outcomes = await store.ingest(frames.map(packetOf));
        if (outcomes.some(({ code }) => code !== 'frame-accepted'))
          throw new Error(`${name}: a good frame was refused`);
      }
    };
    const reference = async () => {
      for (const frames of batchesOf(chains[theirs++]!)) await bareInsert(frames);
    };
    const pair = await measurePair(subject, reference, { rounds, units: dayOfFrames * days });
    return atLeast(name, 'frames/s', pair, 0.5);
  } finally {
    await store.close();
  }
}

export function batchesOf({ frames }: Chain): Uint8Array[][] {
  const batches: Uint8Array[][] = [];
  for (let at = 0; at < frames.length; at += dayOfFrames) batches.push(frames.slice(at, at + dayOfFrames));
  return batches;
}

export function packetOf(bytes: Uint8Array): ReceivedPacket {
  const now = Date.now();
  return { bytes, link: 'bench', connection: 1, earliest: now, latest: now };
}

export async function enrol(store: Store, { publicKey }: Chain, index: number): Promise<void> {
  const ueid = `01${index.toString(16).padStart(32, '0')}`;
  await store.registry.enrol({ ueid, publicKey: publicJwk(publicKey), serialNumber: `BENCH-${index}` });
}
