import type { KeyObject } from 'node:crypto';
import { type CborValue, encodeCbor } from '@hengzhun/protocol';
import { fromHex, toHex } from '../../bytes.js';
import { SdkError } from '../../errors.js';
import type { Level } from '../../evaluation/levels.js';
import { decodePayload } from '../../ledger/decode-payload.js';
import { kidOf } from '../../ledger/ledger-key.js';
import { readStatement, type StatementSigner, signStatement, statementKid } from '../../ledger/signed-statement.js';
import { decodeBase45, encodeBase45 } from './base45.js';

/** What begins every QR code of a record, as `HC1:` begins the EU's digital certificates: version 1 of this form. */
export const statementScheme = 'HZ1:';

/** Keeps such a statement from being taken for anything else that is signed with ES256. */
export const statementContentType = 'application/vnd.hengzhun.record+cbor';

/** More than any statement has. */
const longestText = 1200;

/** A frame in few bytes: its number, and the first 16 bytes of SHA-256 over its Sig_structure, hex. */
export interface StatedFrame {
  readonly sequence: number;
  readonly digest: string;
}

/** What the office says in the QR code: enough to check a printed record without the file. Signed by the key of the office. */
export interface RecordStatement {
  /** SHA-256 over the machine-readable record, hex. */
  readonly record: string;
  /** UEID and key of the instrument, hex. */
  readonly ueid: string;
  readonly kid: string;
  readonly level: Level;
  /** Probability of being out of tolerance, in millionths. */
  readonly probability: number;
  /** When the newest frame was made: between these, ms since 1970. `earliest` undefined: only that it was not later is known. */
  readonly earliest: number | undefined;
  readonly latest: number;
  /** When the record was made, ms since 1970. */
  readonly madeAt: number;
  readonly frames: readonly StatedFrame[];
  /** Outcome of the on-site check; undefined: there was none. */
  readonly check: 'pass' | 'fail' | 'incomplete' | undefined;
  /** Whether signatures and rules held when the record was made, as it says on the page. */
  readonly holds: boolean;
}

const levels: readonly Level[] = ['unknown', 'normal', 'attention', 'warning', 'out-of-tolerance'];
const checks = ['incomplete', 'pass', 'fail'] as const;
/** Frames in a statement: identity, and the states of four nozzles. */
export const mostStatedFrames = 5;

const RECORD = 1;
const UEID = 2;
const KID = 3;
const LEVEL = 4;
const PROBABILITY = 5;
const LATEST = 6;
const MADE_AT = 7;
const FRAMES = 8;
const EARLIEST = 9;
const CHECK = 10;
const HOLDS = 11;

/** Signs a statement and writes it as the text of a QR code: scheme, then Base45 (RFC 9285) of a COSE_Sign1 (RFC 9052) in deterministic CBOR. */
export function signRecordStatement(statement: RecordStatement, key: StatementSigner): string {
  const { record, ueid, kid, level, probability, earliest, latest, madeAt, frames, check, holds } = statement;
  const payload = encodeCbor(
    new Map<CborValue, CborValue>([
      ...([
        [RECORD, fromHex(record)!],
        [UEID, fromHex(ueid)!],
        [KID, fromHex(kid)!],
        [LEVEL, levels.indexOf(level)],
        [PROBABILITY, probability],
        [LATEST, latest],
        [MADE_AT, madeAt],
        [HOLDS, holds ? 1 : 0],
        [FRAMES, frames.map(({ sequence, digest }): CborValue[] => [sequence, fromHex(digest)!])],
      ] as [CborValue, CborValue][]),
      ...(earliest === undefined ? [] : [[EARLIEST, earliest] as [CborValue, CborValue]]),
      ...(check === undefined ? [] : [[CHECK, checks.indexOf(check)] as [CborValue, CborValue]]),
    ]),
  );
  return `${statementScheme}${encodeBase45(signStatement(payload, statementContentType, key))}`;
}

/** A statement that was read and proved. */
export interface ProvedStatement {
  readonly statement: RecordStatement;
  /** Key of the office that signs it, hex. */
  readonly office: string;
}

/**
 * Reads the text of a QR code and proves its signature. A statement by a key that is not trusted is not read.
 *
 * @param offices keys that are trusted to sign records
 * @throws {SdkError} `report-bad-statement`: no statement, or one that does not hold; `report-office-untrusted`
 */
export function readRecordStatement(text: string, offices: readonly KeyObject[]): ProvedStatement {
  const trimmed = text.trim();
  if (!trimmed.startsWith(statementScheme)) throw bad(`it does not begin with ${statementScheme}`);
  if (trimmed.length > longestText) throw bad(`it has ${trimmed.length} characters`);
  // Spaces are digits of Base45: those inside stay.
  const bytes =
    decodeBase45(text.trimStart().slice(statementScheme.length)) ?? decodeBase45(trimmed.slice(statementScheme.length));
  if (bytes === undefined) throw bad('it is no Base45: read the code again');
  const office = statementKid(bytes);
  if (office === undefined) throw bad('it is no signed statement');
  const key = offices.find((one) => kidOf(one) === office);
  if (key === undefined) {
    const message = `The statement is signed by the key ${office}, which you do not trust. Give the public key of the office that made the record.`;
    throw new SdkError('report-office-untrusted', message, { kid: office });
  }
  const read = readStatement(bytes, statementContentType, key);
  if ('fault' in read) throw bad(read.fault, read.cause);
  return { statement: statementOf(decodePayload(read.payload, bad)), office };
}

function statementOf(fields: CborValue): RecordStatement {
  if (!(fields instanceof Map)) throw bad('its payload is no map');
  const get = (key: number): CborValue => fields.get(key);
  const hex = (key: number, size: number): string => hexOf(get(key), size);
  const frames = get(FRAMES);
  if (!Array.isArray(frames) || frames.length > mostStatedFrames) throw bad('its frames are none');
  const known = [RECORD, UEID, KID, LEVEL, PROBABILITY, LATEST, MADE_AT, FRAMES, EARLIEST, CHECK, HOLDS];
  if ([...fields.keys()].some((key) => !known.includes(key as number)))
    throw bad('it holds what this version does not know');
  return {
    ...{ record: hex(RECORD, 32), ueid: hex(UEID, 17), kid: hex(KID, 8) },
    level: oneOf(levels, get(LEVEL)),
    probability: count(get(PROBABILITY), 1_000_000),
    ...{ latest: count(get(LATEST)), madeAt: count(get(MADE_AT)) },
    earliest: get(EARLIEST) === undefined ? undefined : count(get(EARLIEST)),
    frames: frames.map((one) => {
      if (!Array.isArray(one) || one.length !== 2) throw bad('its frames are none');
      return { sequence: count(one[0]), digest: hexOf(one[1], 16) };
    }),
    holds: count(get(HOLDS), 1) === 1,
    check: get(CHECK) === undefined ? undefined : oneOf(checks, get(CHECK)),
  };
}

function hexOf(value: CborValue, size: number): string {
  if (!(value instanceof Uint8Array) || value.length !== size) throw bad(`a value has not ${size} bytes`);
  return toHex(value);
}

function count(value: CborValue, most = 4_102_444_800_000): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > most)
    throw bad('a number is out of range');
  return value as number;
}

function oneOf<T>(known: readonly T[], value: CborValue): T {
  const found = Number.isInteger(value) ? known[value as number] : undefined;
  if (found === undefined) throw bad('a value is none that this version knows');
  return found;
}

const bad = (what: string, cause?: unknown): SdkError =>
  new SdkError('report-bad-statement', `This is no statement of a record that holds: ${what}.`, {}, cause);
