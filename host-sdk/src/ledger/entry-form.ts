import {
  type CborValue,
  decodeCbor,
  decodeSign1,
  encodeCbor,
  encodeSign1,
  HengzhunError,
  sha256,
} from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError, type SdkErrorCode } from '../errors.js';
import { canonicalJson, readCanonicalJson } from './canonical-json.js';
import type { LedgerDraft, LedgerEntry } from './ledger-entry.js';
import type { LedgerKey } from './ledger-key.js';

// An entry is a COSE_Sign1 (tag 18, ES256, low-S, empty unprotected header) in core deterministic CBOR. Protected: alg, content type, kid. The
// payload is a map with the keys below. The hash of an entry is SHA-256 over its Sig_structure (RFC 9052 section 4.4), as for frames: a
// signature can be made anew over the same content, the content cannot.

/** COSE header parameters (RFC 9052 section 3.1). */
const ALGORITHM = 1;
const CONTENT_TYPE = 3;
const KEY_IDENTIFIER = 4;

/** Keeps an entry from being taken for anything else that is signed with ES256. */
export const entryContentType = 'application/vnd.hengzhun.ledger-entry+cbor';

const NUMBER = 1;
const PREVIOUS = 2;
const KIND = 3;
const SUBJECT = 4;
const AT = 5;
const ACTOR = 6;
const RULES = 7;
const EVIDENCE = 8;
const BODY = 9;

/** Largest sizes: bytes of an entry, characters of a name, pieces of evidence. */
export const entryLimits = { bytes: 64 << 20, name: 256, evidence: 100_000 } as const;

/** Hash before the first entry. */
export const noHash = '0'.repeat(64);

/** An entry as it was read; its signature is not proved. */
export interface DecodedEntry extends LedgerEntry {
  /** Key that it says it is signed with, hex. */
  readonly kid: string;
}

/**
 * The entry that a draft becomes, signed.
 *
 * @throws {SdkError} `ledger-bad-draft`, `ledger-bad-value`
 */
export function signEntry(draft: LedgerDraft, number: number, previous: string, key: LedgerKey): LedgerEntry {
  checkFields(draft, 'ledger-bad-draft');
  const { person, role, authority } = draft.actor;
  const payload = encodeCbor(
    new Map<CborValue, CborValue>([
      [NUMBER, number],
      [PREVIOUS, Buffer.from(previous, 'hex')],
      [KIND, draft.kind],
      [SUBJECT, draft.subject],
      [AT, draft.at],
      [ACTOR, [person, role, authority]],
      [RULES, draft.rules],
      [EVIDENCE, [...draft.evidence]],
      [BODY, canonicalJson(draft.body)],
    ]),
  );
  const parameters = new Map<CborValue, CborValue>([
    [CONTENT_TYPE, entryContentType],
    [KEY_IDENTIFIER, Buffer.from(key.kid, 'hex')],
  ]);
  const bytes = encodeSign1(payload, parameters, key.publicKey, key.sign);
  if (bytes.length > entryLimits.bytes) {
    const text = `This entry would have ${bytes.length} bytes, and ${entryLimits.bytes} is the limit. Attach what is large and name its hash.`;
    throw new SdkError('ledger-bad-draft', text);
  }
  const { kid: _, ...entry } = decodeEntry(bytes);
  return entry;
}

/** The first bytes of every entry that a key signs: they tell its signer without reading the whole entry. */
export function entryPrefix(kid: string): Uint8Array {
  const header = encodeCbor(
    new Map<CborValue, CborValue>([
      [ALGORITHM, -7],
      [CONTENT_TYPE, entryContentType],
      [KEY_IDENTIFIER, Buffer.from(kid, 'hex')],
    ]),
  );
  return Buffer.concat([Buffer.from([0xd2, 0x84]), encodeCbor(header)]);
}

/**
 * Reads an entry, strictly: whatever differs from the form above by one byte is refused. Nothing about it is proved: see `readEntry`.
 *
 * @throws {SdkError} `ledger-bad-entry`
 */
export function decodeEntry(bytes: Uint8Array): DecodedEntry {
  if (bytes.length > entryLimits.bytes) throw bad(`it has ${bytes.length} bytes`);
  try {
    return decode(bytes);
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'ledger-bad-entry') throw cause;
    if (cause instanceof HengzhunError) throw bad(cause.message, cause);
    throw cause;
  }
}

function decode(bytes: Uint8Array): DecodedEntry {
  const { protectedBytes, protectedHeader, unprotectedHeader, payload } = decodeSign1(bytes);
  const key = protectedHeader.get(KEY_IDENTIFIER);
  if (!(key instanceof Uint8Array) || key.length !== 8) throw bad('it names no key');
  const kid = toHex(key);
  const prefix = entryPrefix(kid);
  const formed = Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0 && unprotectedHeader.size === 0;
  if (!formed) throw bad('its header is not that of a ledger entry');
  const fields = decodeCbor(payload);
  if (!(fields instanceof Map) || fields.size !== 9) throw bad('its payload is no map of nine fields');
  const number = fields.get(NUMBER);
  const previous = fields.get(PREVIOUS);
  const actor = fields.get(ACTOR);
  const text = fields.get(BODY);
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) throw bad('its number is none');
  if (!(previous instanceof Uint8Array) || previous.length !== 32) throw bad('it names no entry before it');
  if (!Array.isArray(actor) || actor.length !== 3) throw bad('it names nobody');
  if (typeof text !== 'string') throw bad('it has no body');
  const [person, role, authority] = actor;
  const draft = {
    kind: fields.get(KIND),
    subject: fields.get(SUBJECT),
    at: fields.get(AT),
    actor: { person, role, authority },
    rules: fields.get(RULES),
    evidence: fields.get(EVIDENCE),
    body: readCanonicalJson(text),
  } as LedgerDraft;
  checkFields(draft, 'ledger-bad-entry');
  const hash = toHex(sha256(encodeCbor(['Signature1', protectedBytes, new Uint8Array(0), payload])));
  return { ...draft, number, previous: toHex(previous), hash, bytes: new Uint8Array(bytes), kid };
}

function checkFields({ kind, subject, at, actor, rules, evidence }: LedgerDraft, code: SdkErrorCode): void {
  const refuse = (what: string): never => {
    throw new SdkError(code, `This ledger entry is not written in its form: look at its ${what}.`);
  };
  if (typeof kind !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(kind)) refuse('kind');
  if (!isName(subject) || subject === '') refuse('subject');
  if (!Number.isSafeInteger(at) || at < 0) refuse('time');
  for (const name of ['person', 'role', 'authority'] as const) if (!isName(actor?.[name])) refuse(name);
  if (!isName(rules)) refuse('rules');
  if (!Array.isArray(evidence) || evidence.length > entryLimits.evidence) refuse('evidence');
  if (!evidence.every((one) => isName(one) && one !== '')) refuse('evidence');
}

/** Text of one line that a person can be shown. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= entryLimits.name && !/[\p{Cc}\p{Surrogate}]/u.test(value);
}

const bad = (what: string, cause?: unknown): SdkError =>
  new SdkError('ledger-bad-entry', `These bytes are no ledger entry: ${what.replace(/\.$/, '')}.`, {}, cause);
