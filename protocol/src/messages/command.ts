import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { byteString } from '../bytes.js';
import { verifyEs256 } from '../cose/sign1.js';
import type { ByteString } from '../device/byte-string.js';
import { type Items, writeItems } from '../device/event.js';
import { writeCommandHeader, writeMac0, writeMacStructure } from '../device/mac0.js';
import { writeSignatureStructure } from '../device/sign1.js';
import { writeArrayHead, writeBytes, writeInteger, writeMapHead } from '../device/writer.js';
import { ProtocolError } from '../errors.js';
import { type Es256, es256, signFrame } from '../frame/sign.js';
import { BODY_KEY_ARGUMENTS, BODY_KEY_KIND, BODY_KEY_NONCE, MAXIMUM_MESSAGE } from '../generated/constants.js';
import { keyIdentifier } from '../keys/identifier.js';
import { sha256 } from '../sha256.js';
import { commandKeyIdentifier } from './command-key.js';
import { hmacSha256 } from './hkdf.js';
import type { DecodedRequest } from './request.js';

/** What an instrument is told to do (CDDL `command-body`). */
export interface CommandContent {
  /** COMMAND_*. */
  kind: number;
  /** 16 bytes from a command-nonce reply; good for one command. */
  nonce: Uint8Array;
  /** Integers and byte strings; see the table of commands. */
  arguments: (number | Uint8Array)[];
}

/** Encodes CDDL `command-body`. */
function writeBody(command: CommandContent): ByteString {
  if (command.nonce.length !== 16 || !Number.isSafeInteger(command.kind) || command.kind < 0) {
    throw new ProtocolError('command-body');
  }
  return (
    writeMapHead(3) +
    writeInteger(BODY_KEY_KIND) +
    writeInteger(command.kind) +
    writeInteger(BODY_KEY_NONCE) +
    writeBytes(byteString(command.nonce)) +
    writeInteger(BODY_KEY_ARGUMENTS) +
    writeArrayHead(command.arguments.length) +
    writeItems(argumentItems(command.arguments))
  );
}

function argumentItems(items: (number | Uint8Array)[]): Items {
  return items.map((item) => {
    if (typeof item !== 'number') return byteString(item);
    if (!Number.isSafeInteger(item)) throw new ProtocolError('command-body');
    return item;
  });
}

function checkLength(command: Uint8Array): Uint8Array {
  if (command.length > MAXIMUM_MESSAGE) throw new ProtocolError('command-body');
  return command;
}

/**
 * Encodes and authenticates a command: COSE_Mac0 with HMAC 256/256 (RFC 9052 section 6.2, RFC 9053 section 3.1).
 *
 * @param key 32 bytes, from `deriveCommandKey`
 * @throws ProtocolError `command-key`, `command-body`
 */
export function encodeCommand(command: CommandContent, key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw new ProtocolError('command-key');
  const body = writeBody(command);
  const header = writeCommandHeader(byteString(commandKeyIdentifier(key)));
  return checkLength(Buffer.from(writeMac0(header, body, byteString(commandTag(header, body, key))), 'latin1'));
}

function commandTag(header: ByteString, body: ByteString, key: Uint8Array): Uint8Array {
  return hmacSha256(key, Buffer.from(writeMacStructure(header, body), 'latin1'));
}

/**
 * Encodes and signs a command: COSE_Sign1 with ES256 (RFC 9052 section 4.2), low-S, for instruments whose secure element
 * knows the commander's public key. It proves who commanded; a tag proves only that someone held the shared key.
 *
 * @param privateKey the commander's, P-256
 * @param signer ES256 of the same key; the platform's unless given
 * @throws ProtocolError `command-body`
 */
export function encodeSignedCommand(
  command: CommandContent,
  privateKey: KeyObject,
  signer: Es256 = es256(privateKey),
): Uint8Array {
  return checkLength(signFrame(writeBody(command), privateKey, signer));
}

/**
 * Checks the tag of a command that `decodeRequest` has read, as an instrument does.
 *
 * @throws ProtocolError `command-form` for another request, `key-mismatch` where it names another key, `mac-invalid`
 */
export function verifyCommand(request: DecodedRequest, key: Uint8Array): void {
  const { protectedHeader, payload, tag, kid } = request;
  if (protectedHeader === undefined || payload === undefined || tag === undefined) {
    throw new ProtocolError('command-form');
  }
  if (kid !== byteString(commandKeyIdentifier(key))) throw new ProtocolError('key-mismatch');
  if (!timingSafeEqual(commandTag(protectedHeader, payload, key), Buffer.from(tag, 'latin1'))) {
    throw new ProtocolError('mac-invalid');
  }
}

/**
 * Checks the signature of a command that `decodeRequest` has read, as an instrument with a secure element does. Either of
 * the two s is accepted: its nonce, not its bytes, makes a command unique.
 *
 * @throws ProtocolError `command-form` for another request, `key-mismatch` where it names another key, `signature-range`,
 * `signature-invalid`
 */
export function verifySignedCommand(request: DecodedRequest, publicKey: KeyObject): void {
  const { protectedHeader, payload, signature, kid } = request;
  if (protectedHeader === undefined || payload === undefined || signature === undefined) {
    throw new ProtocolError('command-form');
  }
  if (kid !== byteString(keyIdentifier(publicKey))) throw new ProtocolError('key-mismatch');
  const structure = Buffer.from(writeSignatureStructure(protectedHeader, payload), 'latin1');
  verifyEs256(structure, Buffer.from(signature, 'latin1'), publicKey, false);
}

/** What a receipt holds of its command: the first 16 bytes of SHA-256 over the command as sent. */
export function commandDigest(command: Uint8Array): Uint8Array {
  return sha256(command).subarray(0, 16);
}
