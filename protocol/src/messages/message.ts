import { ProtocolError } from '../errors.js';
import { decodeFrame } from '../frame/decode.js';
import type { Frame } from '../frame/types.js';
import { decodeReply, type Reply } from './reply.js';
import { type DecodedRequest, decodeRequest } from './request.js';

/** What travels inside one SLIP packet. */
export type Message =
  | { type: 'frame'; frame: Frame }
  | { type: 'reply'; reply: Reply }
  | { type: 'request'; request: DecodedRequest };

/** Kind of a message by its first bytes, without reading the rest; undefined where the contract has none such. */
export function messageType(bytes: Uint8Array): Message['type'] | undefined {
  const initial = bytes[0];
  if (initial === undefined) return undefined;
  if (initial === 0xd2) return isSignedCommand(bytes) ? 'request' : 'frame';
  if (initial === 0xd1) return 'request';
  if (initial >> 5 !== 4) return undefined;
  // Numbers of requests lie below 24, those of replies above 64: one byte tells them apart.
  return bytes[1] !== undefined && bytes[1] < 0x18 ? 'request' : 'reply';
}

/**
 * Whether a message with tag 18 is a command and not a frame: both have the same header, but the payload of a command is a
 * map of three that begins with key 1, which no claims do.
 */
function isSignedCommand(bytes: Uint8Array): boolean {
  // Behind tag, array (2 bytes), protected header (14) and empty map (1): the payload and the length of its head.
  const info = bytes[17]! - 0x40;
  const payload = info < 24 ? 18 : info === 24 ? 19 : 20;
  return bytes[payload] === 0xa3 && bytes[payload + 1] === 1;
}

/**
 * Reads any message of the contract.
 *
 * @throws ProtocolError `message-unknown`, and what `decodeFrame`, `decodeReply` and `decodeRequest` throw
 */
export function decodeMessage(bytes: Uint8Array): Message {
  switch (messageType(bytes)) {
    case 'frame':
      return { type: 'frame', frame: decodeFrame(bytes) };
    case 'request':
      return { type: 'request', request: decodeRequest(bytes) };
    case 'reply':
      return { type: 'reply', reply: decodeReply(bytes) };
    default:
      throw new ProtocolError('message-unknown', 0);
  }
}
