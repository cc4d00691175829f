import {
  ALGORITHM_HMAC_256,
  BODY_KEY_ARGUMENTS,
  BODY_KEY_KIND,
  BODY_KEY_NONCE,
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_LOG,
  REQUEST_STATUS,
} from '../generated/constants.js';
import { type ByteString, byteStringOf } from './byte-string.js';
import type { Items } from './event.js';
import { fail } from './failure.js';
import {
  createReader,
  type Reader,
  readArrayHead,
  readBytes,
  readBytesHead,
  readEnd,
  readHead,
  readInteger,
  readMapHead,
} from './reader.js';

/** A request or a command as the instrument received it. Fields that its type does not have are undefined. */
export interface Request {
  type: 'identify' | 'status' | 'log' | 'command-nonce' | 'command';
  /** 8..12 bytes; optional in identify and log requests. */
  nonce?: ByteString | undefined;
  /** First log entry asked for, 0..65535. */
  first?: number;
  /** Number of log entries asked for, 1..1024. */
  count?: number;
  /** Encoded protected header of the command: first argument of `writeMacStructure`. */
  protectedHeader?: ByteString;
  /** 4 bytes: which command key. */
  kid?: ByteString;
  /** Encoded body of the command: second argument of `writeMacStructure`. */
  payload?: ByteString;
  /** 32 bytes, to be compared with the HMAC **before** anything below is acted on. */
  tag?: ByteString;
  /** COMMAND_*. */
  commandKind?: number;
  /** 16 bytes. */
  commandNonce?: ByteString;
  commandArguments?: Items;
}

/**
 * Reads a request or a command, strictly (CDDL `request`, `command`). Nothing in the result is proved: the caller
 * checks key, tag and nonce of a command.
 *
 * Throws `request-unknown` for a request number that the contract does not have, `request-form` for items that do not
 * fit the request, `command-header` and `command-body` for parts of a command that differ from the contract, and the
 * codes of the reader.
 *
 * @param bytes the message without its CRC
 * @param length number of bytes of it that count
 */
export function readRequest(bytes: Uint8Array, length: number): Request {
  const reader = createReader(bytes, 0, length);
  const major = readHead(reader);
  if (major === 6 && reader.argument === 17) return readCommand(reader);
  if (major !== 4 || reader.argument < 1) fail('request-form', 0);
  const items = reader.argument;
  const number = readInteger(reader);
  let request: Request;
  if (number === REQUEST_IDENTIFY) {
    request = { type: 'identify' };
    readNonce(reader, request, items - 1);
  } else if (number === REQUEST_STATUS) {
    request = { type: 'status' };
    if (items < 2) fail('request-form', reader.at);
    readNonce(reader, request, items - 1);
  } else if (number === REQUEST_LOG) {
    if (items < 3) fail('request-form', reader.at);
    const at = reader.at;
    const first = readInteger(reader);
    const count = readInteger(reader);
    if (first < 0 || first > 65535 || count < 1 || count > 1024) fail('request-form', at);
    request = { type: 'log', first: first, count: count };
    readNonce(reader, request, items - 3);
  } else {
    if (number !== REQUEST_COMMAND_NONCE) fail('request-unknown', 1);
    if (items !== 1) fail('request-form', reader.at);
    request = { type: 'command-nonce' };
  }
  readEnd(reader);
  return request;
}

/** The nonce, if one item is left; more than one is refused. */
function readNonce(reader: Reader, request: Request, left: number): void {
  if (left > 1) fail('request-form', reader.at);
  if (left === 1) request.nonce = readBytes(reader, 8, 12);
}

/** COSE_Mac0 behind its tag: [protected, {}, payload, tag]. */
function readCommand(reader: Reader): Request {
  if (readArrayHead(reader) !== 4) fail('command-form', 1);

  const headerLength = readBytesHead(reader, 9, 9);
  const headerStart = reader.at;
  const header = createReader(reader.bytes, headerStart, headerStart + headerLength);
  if (
    readMapHead(header) !== 2 ||
    readInteger(header) !== 1 ||
    readInteger(header) !== ALGORITHM_HMAC_256 ||
    readInteger(header) !== 4
  ) {
    fail('command-header', headerStart);
  }
  const kid = readBytes(header, 4, 4);
  readEnd(header);
  reader.at = header.end;

  if (readMapHead(reader) !== 0) fail('command-header', reader.at);

  const payloadLength = readBytesHead(reader, 21, 900);
  const payloadStart = reader.at;
  const body = createReader(reader.bytes, payloadStart, payloadStart + payloadLength);
  if (readMapHead(body) !== 3) fail('command-body', payloadStart);
  expectKey(body, BODY_KEY_KIND);
  const kind = readInteger(body);
  if (kind < 0) fail('command-body', payloadStart);
  expectKey(body, BODY_KEY_NONCE);
  const nonce = readBytes(body, 16, 16);
  expectKey(body, BODY_KEY_ARGUMENTS);
  const commandArguments = readItems(body, readArrayHead(body));
  readEnd(body);
  reader.at = body.end;

  const tag = readBytes(reader, 32, 32);
  readEnd(reader);
  return {
    type: 'command',
    protectedHeader: byteStringOf(reader.bytes, headerStart, header.end),
    kid: kid,
    payload: byteStringOf(reader.bytes, payloadStart, body.end),
    tag: tag,
    commandKind: kind,
    commandNonce: nonce,
    commandArguments: commandArguments,
  };
}

function expectKey(body: Reader, key: number): void {
  const at = body.at;
  if (readInteger(body) !== key) fail('command-body', at);
}

/** `count` integers and byte strings. A count that lies about the bytes ends in `cbor-truncated`. */
function readItems(reader: Reader, count: number): Items {
  const items: Items = [];
  for (let i = 0; i < count; i++) {
    const start = reader.at;
    // The type shows in the upper three bits; beyond the end there is none, and readInteger says so.
    if (start < reader.end && reader.bytes[start]! >> 5 === 2) items.push(readBytes(reader, 0, 900));
    else items.push(readInteger(reader));
  }
  return items;
}
