import { createHash } from 'node:crypto';
import { identifier, list, number, object, oneOf, type Reader, ueid, whole } from '../../check-sheets/shape.js';
import { SdkError } from '../../errors.js';
import { asJson } from '../../ledger/as-json.js';
import { canonicalJson, readCanonicalJson } from '../../ledger/canonical-json.js';
import type { Actor } from '../../ledger/ledger-entry.js';
import { proofSteps } from '../../proof/proof.js';
import type { InstrumentData } from '../../registry/records.js';
import {
  type InspectionRecord,
  type RecordContent,
  type RecordedChallenge,
  type RecordedFrame,
  type RecordedStep,
  type RecordMember,
  recordForm,
} from './inspection-record.js';
import { recordLimits } from './record-limits.js';
import { badRecord } from './report-error.js';

const text =
  (most: number, least = 0): Reader<string> =>
  (value, path) => {
    if (typeof value === 'string' && value.length >= least && value.length <= most && !/\p{Cc}/u.test(value))
      return value;
    throw badRecord(`${path} has to be a text of ${least} to ${most} characters`);
  };
const hex =
  (bytes: number): Reader<string> =>
  (value, path) => {
    if (typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value)) return value;
    throw badRecord(`${path} has to be ${bytes} bytes in hex`);
  };
const moment = whole(0, 4_102_444_800_000);
const sequence = whole(0, 0xffffffff);
/** What was enrolled was checked then; here it is only printed. */
const data: Reader<InstrumentData> = (value, path) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as InstrumentData;
  throw badRecord(`${path} has to be an object`);
};

const record = object<InspectionRecord>(
  {
    form: oneOf(recordForm),
    layout: text(200, 1),
    language: oneOf('zh', 'en'),
    number: text(64, 1),
    madeAt: moment,
    madeBy: object<Actor>({ person: text(200, 1), role: text(40, 1), authority: text(200, 1) }),
    office: hex(8),
    instrument: object<InspectionRecord['instrument']>(
      {
        ...{ ueid, serialNumber: text(200), maker: text(200), model: text(200), data },
        place: object({ region: text(200), name: text(400) }),
        enrolledAt: moment,
      },
      ['place'],
    ),
    key: object<InspectionRecord['key']>(
      {
        ...{ kid: hex(8), assurance: oneOf('low', 'secure-element'), status: oneOf('active', 'retired', 'revoked') },
        ...{ enrolledAt: moment, certifiedBy: text(200), endsAt: sequence },
      },
      ['certifiedBy', 'endsAt'],
    ),
    frames: list(
      object<RecordedFrame>({ id: text(120, 20), link: text(400), earliest: moment, latest: moment }),
      recordLimits.frames,
    ),
    challenge: object<RecordedChallenge>({
      frame: text(120, 20),
      earliest: number(0, 4.2e12),
      latest: number(0, 4.2e12),
    }),
    steps: list(
      object<RecordedStep>({
        ...{ step: oneOf(...proofSteps), verdict: oneOf('good', 'attention', 'bad', 'failed', 'skipped') },
        ...{ code: text(80, 1), text: object({ zh: text(1000), en: text(1000) }) },
      }),
      proofSteps.length,
    ),
    judgementEntry: whole(1, Number.MAX_SAFE_INTEGER),
    members: list(
      object<RecordMember>({
        ...{ name: identifier, type: text(80, 1), size: whole(0, recordLimits.member), sha256: hex(32) },
      }),
      recordLimits.members,
    ),
  },
  ['challenge', 'judgementEntry'],
);

/** The bytes of `record.json`: canonical JSON (RFC 8785), so that one record has one digest. */
export const recordBytes = (value: InspectionRecord): Uint8Array =>
  new TextEncoder().encode(canonicalJson(asJson(value)));

/** @throws {SdkError} `report-bad-record` */
export function readRecord(bytes: Uint8Array): InspectionRecord {
  if (bytes.length > recordLimits.record) throw badRecord(`it has ${bytes.length} bytes`);
  try {
    return record(readCanonicalJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), 'record');
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'report-bad-record') throw cause;
    if (cause instanceof SdkError || cause instanceof TypeError)
      throw badRecord(cause.message.replace(/\.$/, ''), cause);
    throw cause;
  }
}

/**
 * Joins a record with its members, which stand in its order.
 * @throws {SdkError} `report-bad-record`: a member is missing, too many, or not the one that the record lists
 */
export function joinMembers(value: InspectionRecord, files: readonly Uint8Array[]): RecordContent {
  const { members: listed } = value;
  if (files.length !== listed.length) throw badRecord(`it lists ${listed.length} members, ${files.length} are there`);
  const members = new Map<string, Uint8Array>();
  listed.forEach(({ name, size, sha256 }, index) => {
    const bytes = files[index]!;
    if (bytes.length !== size || digestOf(bytes) !== sha256) throw badRecord(`its member ${name} is another one`);
    if (members.has(name)) throw badRecord(`it lists ${name} twice`);
    members.set(name, bytes);
  });
  return { record: value, members };
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
