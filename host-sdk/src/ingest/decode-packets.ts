import { decodeFrame, type Frame, peekKeyIdentifier } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { ReceivedPacket } from './outcome.js';

/** A packet with the frame in it, or with what keeps it from being one. */
export type DecodedPacket = { readonly packet: ReceivedPacket } & (
  | { readonly frame: Frame /** Hex. */; readonly kid: string }
  | { readonly frame: undefined; readonly code: string; readonly message: string }
);

/** Packets of one batch: what they seem to be of is known at once, what they are when somebody asks. */
export class PacketBatch {
  #decoded: DecodedPacket[] | undefined;

  constructor(readonly packets: readonly ReceivedPacket[]) {}

  /** Decoded once, however often the transaction has to begin again. */
  get decoded(): readonly DecodedPacket[] {
    this.#decoded ??= decodePackets(this.packets);
    return this.#decoded;
  }

  /** Key identifiers (hex) that the packets name if they are frames; undefined: one of them cannot be a frame. */
  get named(): ReadonlySet<string> | undefined {
    const names = new Set<string>();
    let last: Uint8Array | undefined;
    for (const { bytes } of this.packets) {
      const kid = peekKeyIdentifier(bytes);
      if (kid === undefined) return undefined;
      if (last === undefined || !sameKey(last, kid)) names.add(toHex(kid));
      last = kid;
    }
    return names;
  }
}

/** Decodes every packet; what is no frame of the contract comes with its code. */
function decodePackets(packets: readonly ReceivedPacket[]): DecodedPacket[] {
  let last: { bytes: Uint8Array; kid: string } | undefined;
  return packets.map((packet) => {
    let frame: Frame;
    try {
      frame = decodeFrame(packet.bytes);
    } catch (cause) {
      const { code, message } = cause as { code?: string; message: string };
      if (code === undefined) throw cause;
      return { packet, frame: undefined, code, message };
    }
    // Packets of one instrument come in runs.
    if (last === undefined || !sameKey(last.bytes, frame.kid)) {
      last = { bytes: frame.kid, kid: toHex(frame.kid) };
    }
    return { packet, frame, kid: last.kid };
  });
}

/** Eight bytes are compared faster here than by a call. */
function sameKey(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < 8; i++) if (a[i] !== b[i]) return false;
  return true;
}
