import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { SdkError } from '../errors.js';
import { type LedgerKey, ledgerKeyOf } from './ledger-key.js';

const largestFile = 10_000;
const windows = process.platform === 'win32';

/**
 * Opens the file of the ledger's private key (PKCS #8, PEM), which nobody but its owner may read or write (mode 0600).
 *
 * @param create makes a new key where there is no file; two programs that do so at once get the same key
 * @throws {SdkError} `ledger-key-missing`, `ledger-key-exposed`, `ledger-bad-key`
 */
export function openLedgerKey(path: string, { create = false }: { readonly create?: boolean } = {}): LedgerKey {
  let pem = readKeyFile(path);
  if (pem === undefined && create) {
    createKeyFile(path);
    pem = readKeyFile(path);
  }
  if (pem === undefined) {
    const text = `There is no ledger key at ${path}. Check the path; a new ledger needs a new key: ask for one to be created.`;
    throw new SdkError('ledger-key-missing', text, { path });
  }
  try {
    return ledgerKeyOf(createPrivateKey({ key: pem, format: 'pem' }));
  } catch (cause) {
    if (cause instanceof SdkError) throw cause;
    // The cause could quote the file.
    throw new SdkError('ledger-bad-key', `The file ${path} holds no private key in PEM. Restore it from its copy.`, {
      path,
    });
  }
}

function readKeyFile(path: string): Buffer | undefined {
  let file: number;
  try {
    // No link: who may write its folder could exchange the key.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const text = `The ledger key ${path} cannot be read (${code}). It must be a plain file that belongs to you.`;
    throw new SdkError('ledger-key-missing', text, { path }, cause);
  }
  try {
    const { mode, size, uid } = fstatSync(file);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG || size > largestFile) {
      throw new SdkError('ledger-bad-key', `${path} is no file of a key.`, { path });
    }
    const stranger = process.getuid !== undefined && uid !== process.getuid();
    if (!windows && ((mode & 0o077) !== 0 || stranger)) {
      const text = `Others may read or exchange the ledger key ${path}. Make it yours alone (chmod 600), and replace a key that others may have seen.`;
      throw new SdkError('ledger-key-exposed', text, { path, mode: (mode & 0o777).toString(8) });
    }
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(file, bytes, 0, size, 0));
  } finally {
    closeSync(file);
  }
}

/** The file appears whole or not at all, and never replaces another. */
function createKeyFile(path: string): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const part = `${path}.${randomBytes(8).toString('hex')}.part`;
  try {
    const file = openSync(part, 'wx', 0o600);
    try {
      writeSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
      fsyncSync(file);
      linkSync(part, path);
    } finally {
      closeSync(file);
      unlinkSync(part);
    }
    syncFolder(dirname(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // Another program was faster: its key is the key.
    if (code === 'EEXIST') return;
    const text = `The ledger key ${path} cannot be created (${code}). Check that the folder exists and may be written.`;
    throw new SdkError('ledger-key-missing', text, { path }, cause);
  }
}

/** A file's name is on the disk only when its folder is. */
function syncFolder(path: string): void {
  if (windows) return;
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
