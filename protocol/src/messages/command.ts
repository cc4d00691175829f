import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { byteString, utf8 } from '../bytes.js';
import type { ByteString } from '../device/byte-string.js';
import { type Items, writeItems } from '../device/event.js';
import { writeCommandHeader, writeMac0, writeMacStructure } from '../device/mac0.js';
import type { Request } from '../device/request.js';
import { writeArrayHead, writeBytes, writeInteger, writeMapHead, writeText } from '../device/writer.js';
import { ProtocolError } from '../errors.js';
import { BODY_KEY_ARGUMENTS, BODY_KEY_KIND, BODY_KEY_NONCE, MAXIMUM_MESSAGE } from '../generated/constants.js';
import { sha256 } from '../sha256.js';

/** Whose command key, for which instrument (CDDL `key-info`). */
export interface CommandKeyInfo {
  /** 17 bytes. */
  ueid: Uint8Array;
  /** ROLE_*. */
  role: number;
  /** Goes up when keys are renewed; 0.. */
  epoch: number;
  /** At most 8 bytes of UTF-8, e.g. an administrative division code. */
  jurisdiction: string;
}

/** What an instrument is told to do (CDDL `command-body`). */
export interface CommandContent {
  /** COMMAND_*. */
  kind: number;
  /** 16 bytes from a command-nonce reply; good for one command. */
  nonce: Uint8Array;
  /** Integers and byte strings; see the table of commands. */
  arguments: (number | Uint8Array)[];
}

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(data).digest();
}

/** HKDF-SHA-256 (RFC 5869): extract and expand. */
export function hkdfSha256(material: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', material, salt, info, length));
}

/**
 * The command key of one instrument, 32 bytes: HKDF-SHA-256 of the authority's master key with an empty salt. Only the
 * authority holds the master key; a laptop carries derived keys.
 *
 * @param master at least 32 bytes of full entropy
 * @throws ProtocolError `command-key`
 */
export function deriveCommandKey(master: Uint8Array, info: CommandKeyInfo): Uint8Array {
  const jurisdiction = utf8(info.jurisdiction);
  if (master.length < 32 || info.ueid.length !== 17 || jurisdiction.length > 8) throw new ProtocolError('command-key');
  const encoded =
    writeArrayHead(5) +
    writeText('hengzhun-command') +
    writeBytes(byteString(info.ueid)) +
    writeInteger(info.role) +
    writeInteger(info.epoch) +
    writeText(jurisdiction);
  return hkdfSha256(master, new Uint8Array(0), Buffer.from(encoded, 'latin1'), 32);
}

/** Key identifier of a command key: the first 4 bytes of its SHA-256. */
export function commandKeyIdentifier(key: Uint8Array): Uint8Array {
  return sha256(key).subarray(0, 4);
}

/**
 * Encodes and authenticates a command: COSE_Mac0 with HMAC 256/256 (RFC 9052 section 6.2, RFC 9053 section 3.1).
 *
 * @param key 32 bytes, from `deriveCommandKey`
 * @throws ProtocolError `command-key`, `command-body`
 */
export function encodeCommand(command: CommandContent, key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw new ProtocolError('command-key');
  if (command.nonce.length !== 16 || !Number.isSafeInteger(command.kind) || command.kind < 0) {
    throw new ProtocolError('command-body');
  }
  const body =
    writeMapHead(3) +
    writeInteger(BODY_KEY_KIND) +
    writeInteger(command.kind) +
    writeInteger(BODY_KEY_NONCE) +
    writeBytes(byteString(command.nonce)) +
    writeInteger(BODY_KEY_ARGUMENTS) +
    writeArrayHead(command.arguments.length) +
    writeItems(argumentItems(command.arguments));
  const header = writeCommandHeader(byteString(commandKeyIdentifier(key)));
  const encoded = writeMac0(header, body, byteString(commandTag(header, body, key)));
  if (encoded.length > MAXIMUM_MESSAGE) throw new ProtocolError('command-body');
  return Buffer.from(encoded, 'latin1');
}

function argumentItems(items: (number | Uint8Array)[]): Items {
  return items.map((item) => {
    if (typeof item !== 'number') return byteString(item);
    if (!Number.isSafeInteger(item)) throw new ProtocolError('command-body');
    return item;
  });
}

function commandTag(header: ByteString, body: ByteString, key: Uint8Array): Uint8Array {
  return hmacSha256(key, Buffer.from(writeMacStructure(header, body), 'latin1'));
}

/**
 * Checks the tag of a command that `decodeRequest` has read, as an instrument does.
 *
 * @throws ProtocolError `command-form` for another request, `key-mismatch` where it names another key, `mac-invalid`
 */
export function verifyCommand(request: Request, key: Uint8Array): void {
  const { protectedHeader, payload, tag, kid } = request;
  if (protectedHeader === undefined || payload === undefined || tag === undefined) {
    throw new ProtocolError('command-form');
  }
  if (kid !== byteString(commandKeyIdentifier(key))) throw new ProtocolError('key-mismatch');
  if (!timingSafeEqual(commandTag(protectedHeader, payload, key), Buffer.from(tag, 'latin1'))) {
    throw new ProtocolError('mac-invalid');
  }
}

/** What a receipt holds of its command: the first 16 bytes of SHA-256 over the command as sent. */
export function commandDigest(command: Uint8Array): Uint8Array {
  return sha256(command).subarray(0, 16);
}
