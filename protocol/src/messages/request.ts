import { byteString } from '../bytes.js';
import type { ByteString } from '../device/byte-string.js';
import type { DeviceFailure } from '../device/failure.js';
import { type Request, readRequest } from '../device/request.js';
import { writeArrayHead, writeBytes, writeInteger } from '../device/writer.js';
import { ProtocolError, type ProtocolErrorCode } from '../errors.js';
import { REQUEST_COMMAND_NONCE, REQUEST_IDENTIFY, REQUEST_LOG, REQUEST_STATUS } from '../generated/constants.js';

/** A question to an instrument; none of them needs a key. */
export type RequestContent =
  | {
      type: 'identify';
      /** 8..12 fresh random bytes; without them the identity frame proves no freshness. */
      nonce?: Uint8Array | undefined;
    }
  | {
      type: 'status';
      /** 8..12 fresh random bytes. */
      nonce: Uint8Array;
    }
  | {
      type: 'log';
      /** First entry, 0..65535. */
      first: number;
      /** Number of entries, 1..1024. */
      count: number;
      nonce?: Uint8Array | undefined;
    }
  | { type: 'command-nonce' };

/**
 * Encodes a request (CDDL `request`).
 *
 * @throws ProtocolError `request-form` for a nonce or range outside the contract
 */
export function encodeRequest(request: RequestContent): Uint8Array {
  const items = [writeInteger(requestNumber(request))];
  if (request.type === 'log') {
    const { first, count } = request;
    if (!isWithin(first, 0, 65535) || !isWithin(count, 1, 1024)) throw new ProtocolError('request-form');
    items.push(writeInteger(first), writeInteger(count));
  }
  if (request.type !== 'command-nonce' && request.nonce) items.push(writeNonce(request.nonce));
  return Buffer.from(writeArrayHead(items.length) + items.join(''), 'latin1');
}

function requestNumber(request: RequestContent): number {
  switch (request.type) {
    case 'identify':
      return REQUEST_IDENTIFY;
    case 'status':
      return REQUEST_STATUS;
    case 'log':
      return REQUEST_LOG;
    case 'command-nonce':
      return REQUEST_COMMAND_NONCE;
  }
}

function isWithin(n: number, least: number, most: number): boolean {
  return Number.isInteger(n) && n >= least && n <= most;
}

function writeNonce(nonce: Uint8Array): ByteString {
  if (nonce.length < 8 || nonce.length > 12) throw new ProtocolError('request-form');
  return writeBytes(byteString(nonce));
}

/**
 * Reads a request or a command as an instrument does: the device's own reader, with its failures as `ProtocolError`.
 *
 * @throws ProtocolError `request-unknown`, `request-form`, `command-*` and `cbor-*`
 */
export function decodeRequest(bytes: Uint8Array): Request {
  try {
    return readRequest(bytes, bytes.length);
  } catch (failure) {
    if (failure instanceof Error) throw failure;
    const { code, offset } = failure as DeviceFailure;
    throw new ProtocolError(code as ProtocolErrorCode, offset);
  }
}
