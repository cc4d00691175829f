import type { KeyObject } from 'node:crypto';
import {
  type CborValue,
  decodeCbor,
  decodeSign1,
  type Es256,
  encodeCbor,
  encodeSign1,
  HengzhunError,
  keyIdentifier,
  verifySign1,
} from '@hengzhun/protocol';
import { equalBytes, toHex } from '../bytes.js';
import { SdkError } from '../errors.js';

/**
 * How a whole ledger stood at a moment, signed 台账检查点: published, it binds whoever keeps the ledger. Two that contradict each other prove that
 * he showed different ledgers to different people.
 */
export interface Checkpoint {
  /** Number of the newest entry: the size of the ledger. */
  readonly number: number;
  /** Hash of that entry, hex. */
  readonly hash: string;
  /** Root of the Merkle tree over the hashes of entries 1 to `number` (RFC 9162 section 2.1.1), hex. */
  readonly root: string;
  /** ms since 1970. */
  readonly at: number;
}

/** What signs: a `LedgerKey`. */
export interface CheckpointSigner {
  readonly publicKey: KeyObject;
  readonly kid: string;
  readonly sign: Es256;
}

/** Keeps a checkpoint from being taken for anything else that is signed with ES256. */
export const checkpointContentType = 'application/vnd.hengzhun.ledger-checkpoint+cbor';

const NUMBER = 1;
const HASH = 2;
const ROOT = 3;
const AT = 4;

/** Signs a checkpoint: COSE_Sign1 in deterministic CBOR, ES256, like an entry. */
export function signCheckpoint({ number, hash, root, at }: Checkpoint, key: CheckpointSigner): Uint8Array {
  const payload = encodeCbor(
    new Map<CborValue, CborValue>([
      [NUMBER, number],
      [HASH, Buffer.from(hash, 'hex')],
      [ROOT, Buffer.from(root, 'hex')],
      [AT, at],
    ]),
  );
  return encodeSign1(payload, parameters(key.kid), key.publicKey, key.sign);
}

const parameters = (kid: string): Map<CborValue, CborValue> =>
  new Map<CborValue, CborValue>([
    [3, checkpointContentType],
    [4, Buffer.from(kid, 'hex')],
  ]);

/** Key that a checkpoint says it is signed with, hex. Nothing is proved. @throws {SdkError} `ledger-bad-checkpoint` */
export function checkpointKid(bytes: Uint8Array): string {
  const kid = read(() => decodeSign1(bytes).protectedHeader.get(4));
  if (!(kid instanceof Uint8Array)) throw bad('it names no key');
  return toHex(kid);
}

/**
 * Reads a checkpoint from outside, strictly, and proves its signature.
 *
 * @throws {SdkError} `ledger-bad-checkpoint`
 */
export function readCheckpoint(bytes: Uint8Array, publicKey: KeyObject): Checkpoint {
  if (bytes.length > 1000) throw bad(`it has ${bytes.length} bytes`);
  const { protectedHeader, unprotectedHeader, payload } = read(() => verifySign1(bytes, publicKey, { lowS: true }));
  const expected = new Map<CborValue, CborValue>([...parameters(toHex(keyIdentifier(publicKey))), [1, -7]]);
  if (unprotectedHeader.size !== 0 || !equalBytes(encodeCbor(protectedHeader), encodeCbor(expected))) {
    throw bad('its header is not that of a checkpoint under this key');
  }
  const fields = read(() => decodeCbor(payload));
  if (!(fields instanceof Map) || fields.size !== 4) throw bad('its payload is no map of four fields');
  const [number, hash, root, at] = [NUMBER, HASH, ROOT, AT].map((key) => fields.get(key));
  if (!isInteger(number) || number < 1 || !isInteger(at) || at < 0) throw bad('its number or time is none');
  if (!isHash(hash) || !isHash(root)) throw bad('its hashes have not 32 bytes');
  const checkpoint = { number, hash: toHex(hash), root: toHex(root), at };
  // With or without tag 18 and the like: one form only.
  if (bytes[0] !== 0xd2) throw bad('it is not tagged');
  return checkpoint;
}

const isInteger = (value: CborValue): value is number => Number.isSafeInteger(value);
const isHash = (value: CborValue): value is Uint8Array => value instanceof Uint8Array && value.length === 32;

function read<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof HengzhunError) throw bad(cause.message.replace(/\.$/, ''), cause);
    throw cause;
  }
}

const bad = (what: string, cause?: unknown): SdkError =>
  new SdkError('ledger-bad-checkpoint', `This is no checkpoint of a ledger that this key signed: ${what}.`, {}, cause);
