import { decodeFrame, type Frame, frameDigest } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { frameId, parseFrameId } from '../frames/frame-id.js';
import type { Proof } from '../ingest/outcome.js';
import { segmentLimit, splitFrames } from '../ingest/segment.js';
import type { SqlReader, SqlValue } from './sql.js';

/** Which frames; everything that is not given does not restrict. */
export interface FrameQuery {
  /** Hex. */
  readonly kid?: string;
  /** First and last sequence number, inclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** A frame as it was received, with its receipt. */
export interface StoredFrame {
  /** `kid/sequence/digest`. Computed when it is asked for: a copy of this object by its fields does not have it. */
  readonly id: string;
  readonly kid: string;
  readonly sequence: number;
  readonly bytes: Uint8Array;
  /** What the bytes say: they were decoded strictly while being read, so nobody has to do it again. */
  readonly frame: Frame;
  readonly proof: Proof;
  /** True: another frame with this number came first. */
  readonly forked: boolean;
  readonly link: string;
  /** Row of the connection that brought it. */
  readonly connectionId: number;
  readonly source: 'live' | 'import';
  /** Host time interval of the receipt, ms since 1970. */
  readonly earliest: number;
  readonly latest: number;
}

/** Rows (runs of frames) in one page. */
const pageRows = 32;

const columns = `c.id, s.first, s.branch, s.covered_by, s.earliest, s.latest, s.lengths, s.bytes, c.link, c.source, s.key,
  (SELECT kid FROM keys WHERE id = s.key)`;
const wanted = 's.last >= ? AND s.first <= ? ORDER BY s.key, s.first, s.branch';
const pageOfAll = `SELECT ${columns} FROM segments s JOIN connections c ON c.id = s.connection
  WHERE (s.key, s.first, s.branch) > (?, ?, ?) AND ${wanted} LIMIT ${pageRows}`;
const pageOfOne = `SELECT ${columns} FROM segments s JOIN connections c ON c.id = s.connection
  WHERE s.key = (SELECT id FROM keys WHERE kid = ?) AND (s.first, s.branch) > (?, ?) AND ${wanted} LIMIT ${pageRows}`;

/**
 * Stored frames in the order of keys and sequence numbers, read page by page: a history never has to fit into memory. The next page is on
 * its way while one is looked at.
 *
 * @throws {SdkError} `store-corrupt` at the first frame that is not a frame any more, or not the one that stood in its place
 */
export async function* queryFrames(
  database: SqlReader,
  { kid, from = 0, to = 0xffffffff }: FrameQuery,
): AsyncGenerator<StoredFrame, void, undefined> {
  const kidBytes = kid === undefined ? undefined : Buffer.from(kid, 'hex');
  const read = (key: number, first: number, branch: number): Promise<SqlValue[][]> =>
    kidBytes === undefined
      ? database.all(pageOfAll, [key, first, branch, from, to])
      : database.all(pageOfOne, [kidBytes, first, branch, from, to]);
  // No run is longer than the limit: what begins before this place ends before `from`.
  let next: Promise<SqlValue[][]> | undefined = read(0, kid === undefined ? -1 : from - segmentLimit, 0);
  while (next !== undefined) {
    const page: SqlValue[][] = await next;
    const last = page[pageRows - 1];
    next = last && read(Number(last[10]), Number(last[1]), Number(last[2]));
    // Whoever stops in between does not ask what became of it.
    next?.catch(() => {});
    for (const row of page) {
      const first = Number(row[1]);
      const receipt = receiptOf(row);
      const frames = splitFrames(row[6] as Uint8Array, row[7] as Uint8Array);
      for (let i = 0; i < frames.length; i++) {
        const sequence = first + i;
        if (sequence >= from && sequence <= to) yield readFrame(receipt, sequence, frames[i]!);
      }
    }
  }
}

/** What all frames of a row have in common. */
type Receipt = Omit<StoredFrame, 'id' | 'sequence' | 'bytes' | 'frame' | 'proof'> & { readonly coveredBy: number };

function receiptOf(row: SqlValue[]): Receipt {
  return {
    kid: toHex(row[11] as Uint8Array),
    coveredBy: Number(row[3]),
    forked: row[2] !== 0,
    link: String(row[8]),
    connectionId: Number(row[0]),
    source: row[9] === 1 ? 'import' : 'live',
    earliest: Number(row[4]),
    latest: Number(row[5]),
  };
}

/** A frame read from its row. */
class FrameOfRow implements StoredFrame {
  readonly kid: string;
  readonly proof: Proof;
  readonly forked: boolean;
  readonly link: string;
  readonly connectionId: number;
  readonly source: 'live' | 'import';
  readonly earliest: number;
  readonly latest: number;

  constructor(
    readonly sequence: number,
    readonly bytes: Uint8Array,
    readonly frame: Frame,
    receipt: Receipt,
  ) {
    const { coveredBy } = receipt;
    this.kid = receipt.kid;
    this.proof = coveredBy === sequence ? { how: 'signature-valid' } : { how: 'covered', by: coveredBy };
    this.forked = receipt.forked;
    this.link = receipt.link;
    this.connectionId = receipt.connectionId;
    this.source = receipt.source;
    this.earliest = receipt.earliest;
    this.latest = receipt.latest;
  }

  /** Most of those who read a history do not ask for it, and it costs a digest. */
  get id() {
    return frameId(this.kid, this.sequence, toHex(frameDigest(this.frame)));
  }
}

function readFrame(receipt: Receipt, sequence: number, bytes: Uint8Array): StoredFrame {
  let cause: unknown;
  try {
    const frame = decodeFrame(bytes);
    if (frame.claims.sequence === sequence) return new FrameOfRow(sequence, bytes, frame, receipt);
  } catch (error) {
    cause = error;
  }
  const { kid } = receipt;
  const text = `The store is damaged: what stands in the place of frame ${sequence} of the key ${kid} is another frame, or none. Stop writing, keep the store as evidence, restore the last copy.`;
  throw new SdkError('store-corrupt', text, { kid, sequence }, cause);
}

/** The frame with this identifier. */
export async function queryFrame(database: SqlReader, id: string): Promise<StoredFrame | undefined> {
  const parts = parseFrameId(id);
  if (parts === undefined) return undefined;
  for await (const frame of queryFrames(database, { kid: parts.kid, from: parts.sequence, to: parts.sequence })) {
    if (frame.id === id) return frame;
  }
  return undefined;
}
