import { decodeFrame, FRAME_KIND_STATUS, type Frame, frameDigest } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { Evidence } from '../estimation/evidence.js';
import { frameEvidence } from '../estimation/frame-evidence.js';
import { verificationEvidence } from '../estimation/verification-evidence.js';
import { frameId } from '../frames/frame-id.js';
import { splitFrames } from '../ingest/segment.js';
import type { Verification } from '../records/verification.js';
import type { Instrument } from '../registry/records.js';
import type { SqlReader } from '../store/sql.js';

/** What is gathered: received, or recorded, after `after` and not after `until`, ms since 1970. */
export interface Window {
  readonly after: number;
  readonly until: number;
}

/**
 * All evidence of one instrument that the store holds within a window, in the order of time: verifications that were in force, and what its
 * status frames say. Frames of a key that was revoked do not count from where it was.
 */
export async function storedEvidence(database: SqlReader, instrument: Instrument, window: Window): Promise<Evidence[]> {
  const evidence = [
    ...(await measurements(database, instrument, window)),
    ...(await reports(database, instrument, window)),
  ];
  // Sorting keeps the order of equal times: a measurement before the report of the same moment.
  return evidence.sort((a, b) => a.at - b.at);
}

async function measurements(
  database: SqlReader,
  { ueid, data }: Instrument,
  { after, until }: Window,
): Promise<Evidence[]> {
  const rows = await database.all(
    `SELECT id, version, data FROM records r WHERE kind = 'verification' AND subject = ? AND recorded_at > ? AND recorded_at <= ?
       AND version = (SELECT max(version) FROM records n WHERE n.kind = r.kind AND n.id = r.id AND n.recorded_at <= ?)
     ORDER BY at, id`,
    [ueid, after, until, until],
  );
  return rows.map(([id, version, json]) =>
    verificationEvidence(JSON.parse(String(json)) as Verification, data, `record/verification/${id}/${version}`),
  );
}

async function reports(database: SqlReader, instrument: Instrument, { after, until }: Window): Promise<Evidence[]> {
  const evidence: Evidence[] = [];
  for (const key of instrument.keys) {
    const last = key.status === 'revoked' ? (key.endsAt ?? 0) : Number.POSITIVE_INFINITY;
    const rows = await database.all(
      `SELECT s.first, s.latest, s.lengths, s.bytes FROM segments s
       WHERE s.key = ? AND s.latest > ? AND s.latest <= ? AND s.branch = 0 ORDER BY s.first`,
      [key.id, after, until],
    );
    for (const [first, latest, lengths, bytes] of rows) {
      const frames = splitFrames(lengths as Uint8Array, bytes as Uint8Array).map((packet) => decodeFrame(packet));
      for (const [index, frame] of frames.entries()) {
        const sequence = Number(first) + index;
        if (sequence >= last || frame.kind !== FRAME_KIND_STATUS) continue;
        const source = frameId(key.kid, sequence, toHex(frameDigest(frame)));
        evidence.push(...frameEvidence(frame.claims, timeOf(frame, frames.at(-1)!, Number(latest)), source));
      }
    }
  }
  return evidence;
}

/**
 * When a frame of a run was made, as far as its receipt tells: the newest one just before it was received, earlier ones of the same boot by
 * the difference of their uptimes. Across a restart no time is known but that it was before the receipt.
 */
function timeOf({ claims }: Frame, newest: Frame, received: number): number {
  if (claims.bootcount !== newest.claims.bootcount) return received;
  return received - Math.max(0, newest.claims.uptime - claims.uptime) * 1000;
}
