import {
  BODY_KEY_ARGUMENTS,
  BODY_KEY_KIND,
  BODY_KEY_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_KEY,
  REQUEST_LOG,
  REQUEST_STATUS,
  REQUEST_UPDATE,
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
  /** REQUEST_*; for a command its tag, 17 (COSE_Mac0) or 18 (COSE_Sign1). */
  number: number;
  /** 8..12 bytes; optional in identify and log requests. */
  nonce?: ByteString | undefined;
  /** Status: the nozzle asked for, 0..3; undefined: the instrument chooses. */
  nozzle?: number;
  /** First log entry asked for, 0..65535. */
  first?: number;
  /** Number of log entries asked for, 1..1024. */
  count?: number;
  /** Update: where in the image the piece belongs, 0..2^32 - 1. */
  offset?: number;
  /** Update: 1..128 bytes of the image. */
  piece?: ByteString;
  /** Encoded protected header of the command: first argument of `writeMacStructure` or `writeSignatureStructure`. */
  protectedHeader?: ByteString;
  /** Which command key: 4 bytes where the command has a tag, 8 where it has a signature. */
  kid?: ByteString;
  /** Encoded body of the command: second argument of `writeMacStructure` or `writeSignatureStructure`. */
  payload?: ByteString;
  /** COSE_Mac0: 32 bytes, to be compared with the HMAC **before** anything below is acted on. */
  tag?: ByteString;
  /** COSE_Sign1: r || s, 64 bytes, to be verified **before** anything below is acted on. */
  signature?: ByteString;
  /** COMMAND_*. */
  commandKind?: number;
  /** 16 bytes. */
  commandNonce?: ByteString;
  commandArguments?: Items;
}

/**
 * Reads a request or a command, strictly (CDDL `request`, `command`). Nothing in the result is proved: the caller
 * checks key, tag or signature, and nonce of a command.
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
  if (major === 6 && reader.argument === 17) return readCommand(reader, 4);
  if (major === 6 && reader.argument === 18) return readCommand(reader, 8);
  let left = reader.argument - 1;
  if (major !== 4 || left < 0) fail('request-form', 0);
  const number = readInteger(reader);
  const request: Request = { number: number };
  if (number === REQUEST_STATUS) {
    // The nonce is not optional here.
    if (left < 1) fail('request-form', reader.at);
  } else if (number === REQUEST_LOG) {
    left -= 2;
    if (left < 0) fail('request-form', reader.at);
    request.first = readWithin(reader, 0, 65535);
    request.count = readWithin(reader, 1, 1024);
  } else if (number === REQUEST_UPDATE) {
    if (left !== 2) fail('request-form', reader.at);
    left = 0;
    request.offset = readWithin(reader, 0, 4294967295);
    request.piece = readBytes(reader, 1, 128);
  } else {
    if (number < REQUEST_IDENTIFY || number > REQUEST_KEY) fail('request-unknown', 1);
    // Only identify may have a nonce.
    if (number > REQUEST_LOG && left > 0) fail('request-form', reader.at);
  }
  if (left > 0) request.nonce = readBytes(reader, 8, 12);
  if (left > 1) {
    if (number !== REQUEST_STATUS || left > 2) fail('request-form', reader.at);
    request.nozzle = readWithin(reader, 0, 3);
  }
  readEnd(reader);
  return request;
}

function readWithin(reader: Reader, least: number, most: number): number {
  const at = reader.at;
  const value = readInteger(reader);
  if (value < least || value > most) fail('request-form', at);
  return value;
}

/**
 * COSE_Mac0 or COSE_Sign1 behind its tag: [protected, {}, payload, tag or signature].
 *
 * @param kidLength bytes of the key identifier: 4 of a command key (HMAC 256/256), 8 of a public key (ES256)
 */
function readCommand(reader: Reader, kidLength: number): Request {
  const signed = kidLength > 4;
  if (readArrayHead(reader) !== 4) fail('command-form', 1);
  const protectedHeader = readBytes(reader, kidLength + 5, kidLength + 5);
  // Deterministic, so there is one form: { 1: ES256, 4: 8 bytes } or { 1: HMAC 256/256, 4: 4 bytes }.
  if (protectedHeader.substr(0, 5) !== (signed ? '\xa2\x01\x26\x04\x48' : '\xa2\x01\x05\x04\x44')) {
    fail('command-header', reader.at);
  }
  if (readMapHead(reader) !== 0) fail('command-header', reader.at);

  const length = readBytesHead(reader, 21, 900);
  const start = reader.at;
  const end = start + length;
  if (readMapHead(reader) !== 3) fail('command-body', start);
  expectKey(reader, BODY_KEY_KIND);
  const kind = readInteger(reader);
  if (kind < 0) fail('command-body', start);
  expectKey(reader, BODY_KEY_NONCE);
  const nonce = readBytes(reader, 16, 16);
  expectKey(reader, BODY_KEY_ARGUMENTS);
  const commandArguments = readItems(reader, readArrayHead(reader));
  // What was read must be what the byte string holds, not less and not more.
  if (reader.at !== end) fail('command-body', end);

  const proof = readBytes(reader, kidLength * 8, kidLength * 8);
  readEnd(reader);
  const request: Request = {
    number: signed ? 18 : 17,
    protectedHeader: protectedHeader,
    kid: protectedHeader.substr(5),
    payload: byteStringOf(reader.bytes, start, end),
    commandKind: kind,
    commandNonce: nonce,
    commandArguments: commandArguments,
  };
  if (signed) request.signature = proof;
  else request.tag = proof;
  return request;
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
