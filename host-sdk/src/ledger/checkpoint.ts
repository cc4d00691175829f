import type { KeyObject } from 'node:crypto';
import { type CborValue, encodeCbor } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { decodePayload } from './decode-payload.js';
import { readStatement, type StatementSigner, signStatement, statementKid } from './signed-statement.js';

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

/** Keeps a checkpoint from being taken for anything else that is signed with ES256. */
export const checkpointContentType = 'application/vnd.hengzhun.ledger-checkpoint+cbor';

const NUMBER = 1;
const HASH = 2;
const ROOT = 3;
const AT = 4;

/** Signs a checkpoint: COSE_Sign1 in deterministic CBOR, ES256, like an entry. */
export function signCheckpoint({ number, hash, root, at }: Checkpoint, key: StatementSigner): Uint8Array {
  const payload = encodeCbor(
    new Map<CborValue, CborValue>([
      [NUMBER, number],
      [HASH, Buffer.from(hash, 'hex')],
      [ROOT, Buffer.from(root, 'hex')],
      [AT, at],
    ]),
  );
  return signStatement(payload, checkpointContentType, key);
}

/** Key that a checkpoint says it is signed with, hex. Nothing is proved. @throws {SdkError} `ledger-bad-checkpoint` */
export function checkpointKid(bytes: Uint8Array): string {
  const kid = statementKid(bytes);
  if (kid === undefined) throw bad('it names no key');
  return kid;
}

/**
 * Reads a checkpoint from outside, strictly, and proves its signature.
 *
 * @throws {SdkError} `ledger-bad-checkpoint`
 */
export function readCheckpoint(bytes: Uint8Array, publicKey: KeyObject): Checkpoint {
  if (bytes.length > 1000) throw bad(`it has ${bytes.length} bytes`);
  const statement = readStatement(bytes, checkpointContentType, publicKey);
  if ('fault' in statement) throw bad(statement.fault, statement.cause);
  const fields = decodePayload(statement.payload, bad);
  if (!(fields instanceof Map) || fields.size !== 4) throw bad('its payload is no map of four fields');
  const [number, hash, root, at] = [NUMBER, HASH, ROOT, AT].map((key) => fields.get(key));
  if (!isInteger(number) || number < 1 || !isInteger(at) || at < 0) throw bad('its number or time is none');
  if (!isHash(hash) || !isHash(root)) throw bad('its hashes have not 32 bytes');
  return { number, hash: toHex(hash), root: toHex(root), at };
}

const isInteger = (value: CborValue): value is number => Number.isSafeInteger(value);
const isHash = (value: CborValue): value is Uint8Array => value instanceof Uint8Array && value.length === 32;

const bad = (what: string, cause?: unknown): SdkError =>
  new SdkError('ledger-bad-checkpoint', `This is no checkpoint of a ledger that this key signed: ${what}.`, {}, cause);
