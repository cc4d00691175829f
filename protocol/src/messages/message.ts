import type { Request } from '../device/request.js';
import { ProtocolError } from '../errors.js';
import { decodeFrame } from '../frame/decode.js';
import type { Frame } from '../frame/types.js';
import { decodeReply, type Reply } from './reply.js';
import { decodeRequest } from './request.js';

/** What travels inside one SLIP packet. */
export type Message =
  | { type: 'frame'; frame: Frame }
  | { type: 'reply'; reply: Reply }
  | { type: 'request'; request: Request };

/** Kind of a message by its first bytes, without reading the rest; undefined where the contract has none such. */
export function messageType(bytes: Uint8Array): Message['type'] | undefined {
  const initial = bytes[0];
  if (initial === undefined) return undefined;
  if (initial === 0xd2) return 'frame';
  if (initial === 0xd1) return 'request';
  if (initial >> 5 !== 4) return undefined;
  // Numbers of requests lie below 24, those of replies above 64: one byte tells them apart.
  return bytes[1] !== undefined && bytes[1] < 0x18 ? 'request' : 'reply';
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
