import { byteString } from '../bytes.js';
import type { ByteString } from '../device/byte-string.js';
import type { DeviceFailure } from '../device/failure.js';
import { type Request, readRequest } from '../device/request.js';
import { writeArrayHead, writeBytes, writeInteger } from '../device/writer.js';
import { ProtocolError, type ProtocolErrorCode } from '../errors.js';
import {
  MAXIMUM_NOZZLES,
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_KEY,
  REQUEST_LOG,
  REQUEST_STATUS,
  REQUEST_UPDATE,
} from '../generated/constants.js';

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
      /** The nozzle of a dispenser that the answer is to speak of, 0..3; undefined: its choice. */
      nozzle?: number | undefined;
    }
  | {
      type: 'log';
      /** First entry, 0..65535. */
      first: number;
      /** Number of entries, 1..1024. */
      count: number;
      nonce?: Uint8Array | undefined;
    }
  | { type: 'command-nonce' }
  | { type: 'key' }
  | {
      type: 'update';
      /** Where in the image the piece belongs, 0..2^32 - 1. */
      offset: number;
      /** 1..128 bytes. */
      piece: Uint8Array;
    };

/**
 * Encodes a request (CDDL `request`).
 *
 * @throws ProtocolError `request-form` for a nonce, nozzle, range or piece outside the contract
 */
export function encodeRequest(request: RequestContent): Uint8Array {
  const items = requestItems(request);
  return Buffer.from(writeArrayHead(items.length) + items.join(''), 'latin1');
}

function requestItems(request: RequestContent): ByteString[] {
  switch (request.type) {
    case 'identify':
      return [writeInteger(REQUEST_IDENTIFY), ...nonceItems(request.nonce)];
    case 'status': {
      const items = [writeInteger(REQUEST_STATUS), ...nonceItems(request.nonce)];
      return request.nozzle === undefined ? items : [...items, writeWithin(request.nozzle, 0, MAXIMUM_NOZZLES - 1)];
    }
    case 'log': {
      const range = [writeWithin(request.first, 0, 65535), writeWithin(request.count, 1, 1024)];
      return [writeInteger(REQUEST_LOG), ...range, ...nonceItems(request.nonce)];
    }
    case 'command-nonce':
      return [writeInteger(REQUEST_COMMAND_NONCE)];
    case 'key':
      return [writeInteger(REQUEST_KEY)];
    case 'update': {
      const { offset, piece } = request;
      if (piece.length < 1 || piece.length > 128) throw new ProtocolError('request-form');
      return [writeInteger(REQUEST_UPDATE), writeWithin(offset, 0, 0xffffffff), writeBytes(byteString(piece))];
    }
  }
}

function writeWithin(n: number, least: number, most: number): ByteString {
  if (!Number.isInteger(n) || n < least || n > most) throw new ProtocolError('request-form');
  return writeInteger(n);
}

function nonceItems(nonce: Uint8Array | undefined): ByteString[] {
  if (nonce === undefined) return [];
  if (nonce.length < 8 || nonce.length > 12) throw new ProtocolError('request-form');
  return [writeBytes(byteString(nonce))];
}

/** A request or a command as an instrument reads it; the fields are those of the device's reader. */
export type DecodedRequest = Omit<Request, 'number'> & { type: RequestContent['type'] | 'command' };

const types: Readonly<Record<number, DecodedRequest['type']>> = {
  [REQUEST_IDENTIFY]: 'identify',
  [REQUEST_STATUS]: 'status',
  [REQUEST_LOG]: 'log',
  [REQUEST_COMMAND_NONCE]: 'command-nonce',
  [REQUEST_KEY]: 'key',
  [REQUEST_UPDATE]: 'update',
};

/**
 * Reads a request or a command as an instrument does: the device's own reader, with its failures as `ProtocolError`.
 *
 * @throws ProtocolError `request-unknown`, `request-form`, `command-*` and `cbor-*`
 */
export function decodeRequest(bytes: Uint8Array): DecodedRequest {
  try {
    const { number, ...rest } = readRequest(bytes, bytes.length);
    return { type: types[number] ?? 'command', ...rest };
  } catch (failure) {
    if (failure instanceof Error) throw failure;
    const { code, offset } = failure as DeviceFailure;
    throw new ProtocolError(code as ProtocolErrorCode, offset);
  }
}
