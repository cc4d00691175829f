import { decodeFrame, type Frame } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { ReceivedPacket } from './outcome.js';

/** A packet with the frame in it, or with what keeps it from being one. */
export type DecodedPacket = { readonly packet: ReceivedPacket } & (
  | { readonly frame: Frame /** Hex. */; readonly kid: string }
  | { readonly frame: undefined; readonly code: string; readonly message: string }
);

/** Decodes every packet; what is no frame of the contract comes with its code. */
export function decodePackets(packets: readonly ReceivedPacket[]): DecodedPacket[] {
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
    if (last === undefined || Buffer.compare(last.bytes, frame.kid) !== 0) {
      last = { bytes: frame.kid, kid: toHex(frame.kid) };
    }
    return { packet, frame, kid: last.kid };
  });
}
