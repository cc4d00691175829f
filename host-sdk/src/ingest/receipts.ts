import { decodeFrame, frameDigest } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { frameId } from '../frames/frame-id.js';
import { forUpdate } from '../store/lock-rows.js';
import type { SqlTransaction } from '../store/sql.js';
import type { IngestOutcome, ReceivedPacket } from './outcome.js';

/** What became of a packet, without the packet itself: what a worker process says. */
export type PlainOutcome = Omit<IngestOutcome, 'packet' | 'frame'>;

/** Names a batch that may have to be sent again, because its sender cannot know whether it was stored. */
export interface BatchName {
  /** One sender in one run, unique. */
  readonly session: string;
  /** The sender uses a slot again only after the batch in it was acknowledged: so receipts need no clearing away. */
  readonly slot: number;
  /** Number of the batch, unique in the session, from 1. */
  readonly batch: number;
  /** True: it was sent before. */
  readonly again: boolean;
}

/** Makes the slots of a session, so that there are rows to wait for; forgets sessions that ended long ago. @param now ms since 1970 */
export async function openSlots(transaction: SqlTransaction, session: string, slots: number, now: number) {
  await transaction.run('DELETE FROM receipts WHERE at < ?', [now - 7 * 86_400_000]);
  const insert = `INSERT INTO receipts (session, slot, batch, at, outcomes) VALUES (?, ?, 0, ${now}, '')
    ON CONFLICT (session, slot) DO NOTHING`;
  for (let slot = 0; slot < slots; slot++) await transaction.run(insert, [session, slot]);
}

/**
 * What became of a batch that was sent before; undefined: it was not stored. Waits for a transaction of a killed sender that the server has
 * not ended yet.
 */
export async function findReceipt(
  transaction: SqlTransaction,
  { session, slot, batch }: BatchName,
  packets: readonly ReceivedPacket[],
): Promise<PlainOutcome[] | undefined> {
  const sql = `SELECT batch, outcomes FROM receipts WHERE session = ? AND slot = ? ${forUpdate(transaction)}`;
  const row = await transaction.get(sql, [session, slot]);
  if (row === undefined || Number(row[0]) !== batch) return undefined;
  return unpackOutcomes(String(row[1]), packets);
}

/** Writes what became of a batch into its slot, in the batch's own transaction. */
export async function writeReceipt(
  transaction: SqlTransaction,
  { session, slot, batch }: BatchName,
  outcomes: readonly IngestOutcome[],
  now: number,
): Promise<void> {
  const sql = `INSERT INTO receipts (session, slot, batch, at, outcomes) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (session, slot) DO UPDATE SET batch = excluded.batch, at = excluded.at, outcomes = excluded.outcomes`;
  await transaction.runMany(sql, [[session, slot, batch, Math.floor(now), packOutcomes(outcomes)]]);
}

/** Outcomes as text. Those in a row that say the same are one; identifiers follow from the packets. */
function packOutcomes(outcomes: readonly IngestOutcome[]): string {
  const runs: [number, string][] = [];
  for (const { packet, frame, frameId, ...rest } of outcomes) {
    const text = JSON.stringify({ ...rest, named: frameId !== undefined });
    const last = runs[runs.length - 1];
    if (last?.[1] === text) last[0]++;
    else runs.push([1, text]);
  }
  return `[${runs.map(([count, text]) => `[${count},${text}]`).join(',')}]`;
}

function unpackOutcomes(text: string, packets: readonly ReceivedPacket[]): PlainOutcome[] {
  const runs = JSON.parse(text) as [number, Omit<PlainOutcome, 'frameId'> & { named: boolean }][];
  return runs
    .flatMap(([count, outcome]) => Array<typeof outcome>(count).fill(outcome))
    .map(({ named, ...rest }, index) => {
      return { ...rest, frameId: named ? idOf(rest.kid!, packets[index]!.bytes) : undefined } as PlainOutcome;
    });
}

function idOf(kid: string, bytes: Uint8Array): string {
  const frame = decodeFrame(bytes);
  return frameId(kid, frame.claims.sequence, toHex(frameDigest(frame).subarray(0, 16)));
}
