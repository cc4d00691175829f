import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Es256, es256, importPublicKey, keyIdentifier } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';

/** Who signs the ledger. `sign` may stand for a hardware module: the ledger never sees a private key. */
export interface LedgerKey {
  readonly publicKey: KeyObject;
  /** Key identifier of the wire contract: the first 8 bytes of SHA-256 over the uncompressed point, in hex. */
  readonly kid: string;
  /** ES256, r || s, low-S. */
  readonly sign: Es256;
}

/** A ledger key in this process's memory. @throws {SdkError} `ledger-bad-key` unless it is a private key of P-256 */
export function ledgerKeyOf(privateKey: KeyObject): LedgerKey {
  try {
    if (privateKey.type !== 'private') throw new Error('it is no private key');
    const publicKey = importPublicKey(createPublicKey(privateKey));
    return { publicKey, kid: kidOf(publicKey), sign: es256(privateKey) };
  } catch (cause) {
    const text = `The ledger is signed with ES256: give a private key of P-256 (${(cause as Error).message}).`;
    throw new SdkError('ledger-bad-key', text, {}, cause);
  }
}

export const kidOf = (publicKey: KeyObject): string => toHex(keyIdentifier(publicKey));
