import { byteString, utf8 } from '../bytes.js';
import { writeArrayHead, writeBytes, writeInteger, writeText } from '../device/writer.js';
import { ProtocolError } from '../errors.js';
import { sha256 } from '../sha256.js';
import { hkdfSha256 } from './hkdf.js';

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
