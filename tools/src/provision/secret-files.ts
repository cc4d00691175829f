import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { fileError, writeWhole } from '../files.js';
import { newPrivateKey } from './new-private-key.js';

/**
 * The maker's private key (P-256, PKCS#8 PEM) of a file; a new one is made, with mode 0600, when there is no such file.
 * @throws {ToolError} `tool-maker-key-bad`, `tool-file-unreadable`, `tool-file-unwritable`
 */
export function makerKeyOf(path: string): { key: KeyObject; made: boolean } {
  if (!existsSync(path)) {
    const privateKey = newPrivateKey();
    writeWhole(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    return { key: privateKey, made: true };
  }
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (cause) {
    throw fileError(path, cause, 'read');
  }
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new ToolError('tool-maker-key-bad', { path }, exitCode.io, cause);
  }
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new ToolError('tool-maker-key-bad', { path }, exitCode.io);
  }
  return { key, made: false };
}

/** The authority's master key of a file that must be there. @throws {ToolError} `tool-file-missing`, and as {@link masterKeyOf} */
export function existingMasterKey(path: string): Uint8Array {
  if (!existsSync(path)) throw new ToolError('tool-file-missing', { path }, exitCode.io);
  return masterKeyOf(path);
}

/**
 * The authority's master key of a file: 32 bytes in hexadecimal; made, with mode 0600, when there is no such file.
 * @throws {ToolError} `tool-data-damaged`, `tool-file-unreadable`, `tool-file-unwritable`
 */
export function masterKeyOf(path: string): Uint8Array {
  if (!existsSync(path)) {
    const key = randomBytes(32);
    writeWhole(path, `${key.toString('hex')}\n`, { mode: 0o600 });
    return key;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw fileError(path, cause, 'read');
  }
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new ToolError('tool-data-damaged', { path, reason: '64 hexadecimal digits' }, exitCode.io);
  }
  return Buffer.from(text, 'hex');
}
