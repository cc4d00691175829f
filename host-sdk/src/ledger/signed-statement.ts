import type { KeyObject } from 'node:crypto';
import {
  type CborValue,
  decodeSign1,
  type Es256,
  encodeCbor,
  encodeSign1,
  HengzhunError,
  verifySign1,
} from '@hengzhun/protocol';
import { equalBytes, toHex } from '../bytes.js';
import { kidOf } from './ledger-key.js';

// What the ledger's key signs besides entries: COSE_Sign1 (tag 18, ES256, low-S, empty unprotected header) in deterministic CBOR. Protected: alg,
// content type, kid. The content type keeps one kind of statement from being taken for another.

/** What signs: a `LedgerKey`. */
export interface StatementSigner {
  readonly publicKey: KeyObject;
  readonly kid: string;
  readonly sign: Es256;
}

const parameters = (kid: string, contentType: string): [CborValue, CborValue][] => [
  [3, contentType],
  [4, Buffer.from(kid, 'hex')],
];

export function signStatement(payload: Uint8Array, contentType: string, key: StatementSigner): Uint8Array {
  return encodeSign1(payload, new Map(parameters(key.kid, contentType)), key.publicKey, key.sign);
}

/** Key that a statement says it is signed with, hex; undefined: it is none. Nothing is proved. */
export function statementKid(bytes: Uint8Array): string | undefined {
  try {
    const kid = decodeSign1(bytes).protectedHeader.get(4);
    return kid instanceof Uint8Array ? toHex(kid) : undefined;
  } catch (cause) {
    if (cause instanceof HengzhunError) return undefined;
    throw cause;
  }
}

/** The payload of a statement whose form and signature fit; otherwise why not, in words. */
export function readStatement(
  bytes: Uint8Array,
  contentType: string,
  publicKey: KeyObject,
): { readonly payload: Uint8Array } | { readonly fault: string; readonly cause?: unknown } {
  try {
    const { protectedHeader, unprotectedHeader, payload } = verifySign1(bytes, publicKey, { lowS: true });
    const expected = new Map<CborValue, CborValue>([...parameters(kidOf(publicKey), contentType), [1, -7]]);
    // One form only: tagged, nothing unprotected.
    const formed = equalBytes(encodeCbor(protectedHeader), encodeCbor(expected)) && bytes[0] === 0xd2;
    if (!formed || unprotectedHeader.size !== 0) return { fault: 'its header is another one' };
    return { payload };
  } catch (cause) {
    if (cause instanceof HengzhunError) return { fault: cause.message.replace(/\.$/, ''), cause };
    throw cause;
  }
}
