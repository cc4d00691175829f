import { decodeFrame, FRAME_KIND_STATUS, type Frame, frameDigest } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { Evidence } from '../estimation/evidence.js';
import { frameEvidence } from '../estimation/frame-evidence.js';
import { frameId } from '../frames/frame-id.js';
import { splitFrames } from '../ingest/segment.js';
import type { EnrolledKey } from '../registry/records.js';
import { inLists } from '../store/in-list.js';
import type { SqlReader } from '../store/sql.js';

/** A key whose frames are wanted: those that were received after `after`, ms since 1970. */
export interface KeyWindow {
  readonly key: EnrolledKey;
  readonly after: number;
}

/** Bytes of the frames within the windows, by the key's row; those without frames are left out. Windows that begin later count more. */
export async function sizesOf(
  database: SqlReader,
  windows: readonly KeyWindow[],
  until: number,
): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  const earliest = Math.min(...windows.map(({ after }) => after));
  for (const { list, parameters } of inLists(windows.map(({ key }) => key.id))) {
    const rows = await database.all(
      `SELECT s.key, sum(length(s.bytes)) FROM segments s
       WHERE s.key IN (${list}) AND s.latest > ? AND s.latest <= ? AND s.branch = 0 GROUP BY s.key`,
      [...parameters, earliest, until],
    );
    for (const [key, bytes] of rows) sizes.set(Number(key), Number(bytes));
  }
  return sizes;
}

/** What the status frames of these keys say, by the key's row. */
export async function reportsOf(
  database: SqlReader,
  windows: readonly KeyWindow[],
  until: number,
): Promise<Map<number, Evidence[]>> {
  const found = new Map<number, Evidence[]>();
  const byKey = new Map(windows.map((one) => [one.key.id, one]));
  const earliest = Math.min(...windows.map(({ after }) => after));
  for (const { list, parameters } of inLists([...byKey.keys()])) {
    const rows = await database.all(
      `SELECT s.key, s.first, s.latest, s.lengths, s.bytes FROM segments s
       WHERE s.key IN (${list}) AND s.latest > ? AND s.latest <= ? AND s.branch = 0 ORDER BY s.key, s.first`,
      [...parameters, earliest, until],
    );
    for (const [row, first, latest, lengths, bytes] of rows) {
      const { key, after } = byKey.get(Number(row))!;
      if (Number(latest) <= after) continue;
      const frames = splitFrames(lengths as Uint8Array, bytes as Uint8Array).map((packet) => decodeFrame(packet));
      const known = found.get(key.id) ?? [];
      found.set(key.id, known);
      takeRun(known, key, Number(first), frames, Number(latest));
    }
  }
  return found;
}

function takeRun(
  evidence: Evidence[],
  key: EnrolledKey,
  first: number,
  frames: readonly Frame[],
  latest: number,
): void {
  const last = key.status === 'revoked' ? (key.endsAt ?? 0) : Number.POSITIVE_INFINITY;
  for (const [index, frame] of frames.entries()) {
    const sequence = first + index;
    if (sequence >= last || frame.kind !== FRAME_KIND_STATUS) continue;
    const source = frameId(key.kid, sequence, toHex(frameDigest(frame)));
    evidence.push(...frameEvidence(frame.claims, timeOf(frame, frames.at(-1)!, latest), source));
  }
}

/**
 * When a frame of a run was made, as far as its receipt tells: the newest one just before it was received, earlier ones of the same boot by
 * the difference of their uptimes. Across a restart no time is known but that it was before the receipt.
 */
function timeOf({ claims }: Frame, newest: Frame, received: number): number {
  if (claims.bootcount !== newest.claims.bootcount) return received;
  return received - Math.max(0, newest.claims.uptime - claims.uptime) * 1000;
}
