import { byteString } from '../bytes.js';
import { writeArrayHead, writeBytes, writeInteger, writeText } from '../device/writer.js';
import { ProtocolError } from '../errors.js';
import { hkdfExpandSha256 } from './hkdf.js';

/** Which key a command-replace-key brings, and the nonce of that command (CDDL `key-wrap-info`). */
export interface KeyWrapInfo {
  /** 16 bytes: the nonce of the command that carries the key. Used once, so each pad is. */
  nonce: Uint8Array;
  /** ROLE_* of the new key. */
  role: number;
  /** Epoch of the new key. */
  epoch: number;
}

/**
 * Wraps a command key for a command-replace-key: XOR of the key and HKDF-Expand-SHA-256 (RFC 5869 section 2.3) of the
 * authority's present command key over `key-wrap-info`. The tag of the command authenticates it.
 *
 * @param key new command key, 32 bytes
 * @param present the authority's present command key, 32 bytes
 * @throws ProtocolError `command-key` for keys of another length or a nonce that is not one
 */
export function wrapCommandKey(key: Uint8Array, present: Uint8Array, info: KeyWrapInfo): Uint8Array {
  if (key.length !== 32 || present.length !== 32 || info.nonce.length !== 16) throw new ProtocolError('command-key');
  const encoded =
    writeArrayHead(4) +
    writeText('hengzhun-key-wrap') +
    writeBytes(byteString(info.nonce)) +
    writeInteger(info.role) +
    writeInteger(info.epoch);
  const pad = hkdfExpandSha256(present, Buffer.from(encoded, 'latin1'), 32);
  return pad.map((byte, i) => byte ^ key[i]!);
}

/** The key that was wrapped: the same XOR. Takes and throws what {@link wrapCommandKey} does. */
export function unwrapCommandKey(wrapped: Uint8Array, present: Uint8Array, info: KeyWrapInfo): Uint8Array {
  return wrapCommandKey(wrapped, present, info);
}
