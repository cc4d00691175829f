import { FLOW_ACKNOWLEDGE, FLOW_BEGIN, MAXIMUM_CHUNK } from '../device/radio.js';
import { ProtocolError } from '../errors.js';

/** What a central writes to the flow characteristic. */
export type FlowMessage =
  | {
      type: 'begin';
      /** Bytes of SLIP stream in a chunk, at most: 1..244. */
      size: number;
    }
  | {
      type: 'acknowledge';
      /** Number of the chunk that is expected next, 0..255: all before it arrived. */
      next: number;
    };

/**
 * A stream begins.
 *
 * @param mtu negotiated ATT MTU, 23 and more: a notification takes 3 bytes of it and the chunk's number one
 */
export function encodeBegin(mtu: number): Uint8Array {
  return Uint8Array.of(FLOW_BEGIN, Math.max(1, Math.min(mtu - 4, MAXIMUM_CHUNK)));
}

/** Everything before chunk `next` arrived. @param next 0..255 */
export function encodeAcknowledge(next: number): Uint8Array {
  return Uint8Array.of(FLOW_ACKNOWLEDGE, next);
}

/**
 * Reads a flow message as an instrument would.
 *
 * @throws ProtocolError `radio-flow`
 */
export function decodeFlow(bytes: Uint8Array): FlowMessage {
  const [type, value] = bytes;
  if (bytes.length !== 2) throw new ProtocolError('radio-flow', Math.min(bytes.length, 2));
  if (type === FLOW_ACKNOWLEDGE) return { type: 'acknowledge', next: value! };
  if (type !== FLOW_BEGIN) throw new ProtocolError('radio-flow', 0);
  if (value === 0 || value! > MAXIMUM_CHUNK) throw new ProtocolError('radio-flow', 1);
  return { type: 'begin', size: value! };
}
