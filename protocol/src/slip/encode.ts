import { crc32 } from '../crc32.js';
import { ProtocolError } from '../errors.js';
import { MAXIMUM_MESSAGE } from '../generated/constants.js';

const END = 0xc0;
const ESCAPE = 0xdb;
const ESCAPED_END = 0xdc;
const ESCAPED_ESCAPE = 0xdd;

/**
 * One SLIP packet (RFC 1055): END, the message and its CRC-32 big-endian, escaped, END.
 *
 * @param message 1..1020 bytes
 * @throws ProtocolError `slip-oversized`
 */
export function slipEncodeBytes(message: Uint8Array): Uint8Array {
  if (message.length > MAXIMUM_MESSAGE) throw new ProtocolError('slip-oversized');
  const out = Buffer.allocUnsafe(2 * message.length + 10);
  const crc = crc32(message);
  let at = 0;
  out[at++] = END;
  for (let i = 0; i < message.length + 4; i++) {
    const byte = i < message.length ? message[i]! : (crc >>> (8 * (message.length + 3 - i))) & 255;
    if (byte === END) {
      out[at++] = ESCAPE;
      out[at++] = ESCAPED_END;
    } else if (byte === ESCAPE) {
      out[at++] = ESCAPE;
      out[at++] = ESCAPED_ESCAPE;
    } else {
      out[at++] = byte;
    }
  }
  out[at++] = END;
  return out.subarray(0, at);
}
