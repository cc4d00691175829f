import { decodeFrame, type Frame, frameDigest } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { SqlReader, SqlValue } from '../store/sql.js';
import { splitFrames } from './segment.js';

/** A stored frame as the ingest needs it: bytes, digest (16 bytes, hex) and content. */
export interface HeldFrame {
  readonly bytes: Uint8Array;
  readonly branch: number;
  readonly frame: Frame;
  readonly digest: string;
}

const covering =
  'SELECT first, last, lengths, bytes FROM segments WHERE key = ? AND first <= ? AND branch = 0 ORDER BY first DESC LIMIT 1';
const forks = 'SELECT branch, bytes FROM segments WHERE key = ? AND first = ? AND branch <> 0 ORDER BY branch';

/** Looks up what is stored at a place of a chain. Keeps the last row: replays and gaps come in runs. */
export class StoredFrames {
  #last: { key: number; first: number; last: number; frames: Uint8Array[] } | undefined;

  constructor(private readonly reader: SqlReader) {}

  /** All frames with this number, the main line's first. */
  async at(key: number, sequence: number): Promise<HeldFrame[]> {
    const found: HeldFrame[] = [];
    const main = await this.#main(key, sequence);
    if (main !== undefined) found.push(held(main, 0));
    for (const [branch, bytes] of await this.reader.all(forks, [key, sequence])) {
      found.push(held(asBytes(bytes), Number(branch)));
    }
    return found;
  }

  /** Bytes of the main line's frame with this number. */
  async #main(key: number, sequence: number): Promise<Uint8Array | undefined> {
    const last = this.#last;
    if (last?.key !== key || sequence < last.first || sequence > last.last) {
      const row = await this.reader.get(covering, [key, sequence]);
      if (row === undefined || Number(row[1]) < sequence) return undefined;
      const frames = splitFrames(asBytes(row[2]), asBytes(row[3]));
      this.#last = { key, first: Number(row[0]), last: Number(row[1]), frames };
    }
    return this.#last!.frames[sequence - this.#last!.first];
  }
}

function held(bytes: Uint8Array, branch: number): HeldFrame {
  const frame = decodeFrame(bytes);
  return { bytes, branch, frame, digest: toHex(frameDigest(frame).subarray(0, 16)) };
}

function asBytes(value: SqlValue | undefined): Uint8Array {
  return value as Uint8Array;
}
