import { SlipDecoder } from '@hengzhun/protocol';

const END = 0xc0;

/** A packet or a discarded piece, with the host time interval in which its bytes arrived (ms since 1970). */
export interface ReadPiece {
  readonly type: 'packet' | 'discarded';
  readonly bytes: Uint8Array;
  readonly reason: string;
  readonly earliest: number;
  readonly latest: number;
}

/** Decodes the byte stream of one connection. A new connection needs a new reader: nothing may run on from the old one. */
export class PacketReader {
  readonly #decoder = new SlipDecoder();
  #startedAt = 0;
  #inside = false;

  /** @param at host time at which the chunk was read */
  push(chunk: Uint8Array, at: number): ReadPiece[] {
    if (!this.#inside) this.#startedAt = at;
    const pieces: ReadPiece[] = [];
    for (const piece of this.#decoder.push(chunk)) {
      pieces.push({
        type: piece.type,
        // Copied: a view would keep the whole pool of the serial driver alive.
        bytes: new Uint8Array(piece.bytes),
        reason: piece.type === 'discarded' ? piece.reason : '',
        earliest: this.#startedAt,
        latest: at,
      });
      // Whatever follows the first piece began inside this chunk.
      this.#startedAt = at;
    }
    if (chunk.length > 0) {
      if (chunk.includes(END)) this.#startedAt = at;
      this.#inside = chunk[chunk.length - 1] !== END;
    }
    return pieces;
  }

  /** What a connection that ended has cut off in the middle of a packet; undefined when it ended between two. */
  cutOff(): Uint8Array | undefined {
    return this.#decoder.end()[0]?.bytes;
  }
}
