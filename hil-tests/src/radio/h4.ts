import { PACKET_ACL, PACKET_COMMAND, PACKET_EVENT, PACKET_ISOCHRONOUS, PACKET_SYNCHRONOUS } from './hci-constants.js';

/** Bytes before the payload, indicator included, and where in them the payload's length stands (Vol 4 Part E, 5.4). */
const HEADERS: Record<number, { size: number; lengthAt: number; lengthBytes: 1 | 2 }> = {
  [PACKET_COMMAND]: { size: 4, lengthAt: 3, lengthBytes: 1 },
  [PACKET_ACL]: { size: 5, lengthAt: 3, lengthBytes: 2 },
  [PACKET_SYNCHRONOUS]: { size: 4, lengthAt: 3, lengthBytes: 1 },
  [PACKET_EVENT]: { size: 3, lengthAt: 2, lengthBytes: 1 },
  [PACKET_ISOCHRONOUS]: { size: 5, lengthAt: 3, lengthBytes: 2 },
};

/** Longest packet that is taken, bytes. What announces more is out of step: no controller here has such buffers. */
const LONGEST_PACKET = 4096;

/**
 * Cuts a byte stream of the UART transport (H4, Vol 4 Part A) into packets. Out of step, it drops what it holds and
 * says so; the transport knows no resynchronisation but a reset (Part A, 4).
 */
export class H4Decoder {
  #held = Buffer.alloc(0);

  constructor(
    private readonly onPacket: (packet: Buffer) => void,
    private readonly onLost: (dropped: number) => void,
  ) {}

  push(bytes: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    for (;;) {
      const header = this.#held.length > 0 ? HEADERS[this.#held[0]!] : undefined;
      if (this.#held.length > 0 && !header) {
        this.#lose();
        return;
      }
      if (!header || this.#held.length < header.size) return;
      const payload =
        header.lengthBytes === 1 ? this.#held.readUInt8(header.lengthAt) : this.#held.readUInt16LE(header.lengthAt);
      const length = header.size + payload;
      if (length > LONGEST_PACKET) {
        this.#lose();
        return;
      }
      if (this.#held.length < length) return;
      const packet = Buffer.from(this.#held.subarray(0, length));
      this.#held = this.#held.subarray(length);
      this.onPacket(packet);
    }
  }

  #lose(): void {
    const dropped = this.#held.length;
    this.#held = Buffer.alloc(0);
    this.onLost(dropped);
  }
}
