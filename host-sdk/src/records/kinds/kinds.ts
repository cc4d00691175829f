import { SdkError } from '../../errors.js';
import type { Bilingual } from '../../evaluation/levels.js';
import { readShape, type Shape } from '../fields/shape.js';
import type { Verification } from '../verification.js';
import {
  type Authority,
  authorityShape,
  checkPlace,
  type Person,
  type Place,
  personShape,
  placeShape,
  type Trader,
  traderShape,
} from './parties.js';
import { checkReferenceStandard, type ReferenceStandard, referenceStandardShape } from './reference-standard.js';
import { type RepairRecord, repairShape } from './repair.js';
import { type SealRecord, sealShape } from './seal.js';
import { checkTypeApproval, type TypeApproval, typeApprovalShape } from './type-approval.js';
import { checkVerification, verificationShape } from './verification-shape.js';

/** What kinds of record there are, in an order in which each names only those before it, or its own kind. */
export interface RecordTypes {
  readonly place: Place;
  readonly trader: Trader;
  readonly authority: Authority;
  readonly person: Person;
  readonly 'type-approval': TypeApproval;
  readonly standard: ReferenceStandard;
  readonly verification: Verification;
  readonly seal: SealRecord;
  readonly repair: RepairRecord;
}

export type RecordKind = keyof RecordTypes;

/** A kind of record: how it is read, what it is about, when it was. */
export interface KindOfRecord<T extends object> {
  readonly text: Bilingual;
  readonly shape: Shape<T>;
  /** What no field says alone. @throws {SdkError} `record-bad-field` */
  readonly check: (record: T) => void;
  /** What it is about: what `RecordBook.list` finds it by. */
  readonly subject: (record: T) => string | null;
  /** When it was, ms since 1970; undefined: when it was put. */
  readonly at?: (record: T) => number;
}

const nothing = () => {};

export const recordKinds: { readonly [K in RecordKind]: KindOfRecord<RecordTypes[K]> } = {
  place: { text: { zh: '地点', en: 'place' }, shape: placeShape, check: checkPlace, subject: ({ region }) => region },
  trader: { text: { zh: '经营者', en: 'trader' }, shape: traderShape, check: nothing, subject: () => null },
  authority: {
    text: { zh: '机构', en: 'authority' },
    shape: authorityShape,
    check: nothing,
    subject: ({ region }) => region,
  },
  person: {
    text: { zh: '人员', en: 'person' },
    shape: personShape,
    check: nothing,
    subject: ({ authority }) => authority,
  },
  'type-approval': {
    text: { zh: '型式批准', en: 'type approval' },
    shape: typeApprovalShape,
    check: checkTypeApproval,
    subject: ({ number }) => number,
  },
  standard: {
    text: { zh: '计量标准器', en: 'reference standard' },
    shape: referenceStandardShape,
    check: checkReferenceStandard,
    subject: ({ owner }) => owner,
  },
  verification: {
    text: { zh: '检定', en: 'verification' },
    shape: verificationShape,
    check: checkVerification,
    subject: ({ instrument }) => instrument,
    at: ({ at }) => at,
  },
  seal: {
    text: { zh: '封印', en: 'seal' },
    shape: sealShape,
    check: nothing,
    subject: ({ instrument }) => instrument,
    at: ({ at }) => at,
  },
  repair: {
    text: { zh: '维修', en: 'repair' },
    shape: repairShape,
    check: nothing,
    subject: ({ instrument }) => instrument,
    at: ({ at }) => at,
  },
};

/** @throws {SdkError} `record-unknown-kind` */
export function kindOfRecord(kind: string): RecordKind {
  if (Object.hasOwn(recordKinds, kind)) return kind as RecordKind;
  const known = Object.keys(recordKinds).join(', ');
  throw new SdkError(
    'record-unknown-kind',
    `There is no kind of record ${JSON.stringify(kind.slice(0, 40))}. Known: ${known}.`,
  );
}

/**
 * Reads a record of unknown origin strictly: exactly its fields, each of them within its bounds.
 * @throws {SdkError} `record-bad-field`, naming the field
 */
export function readRecordOf<K extends RecordKind>(kind: K, value: unknown): RecordTypes[K] {
  const { shape, check } = recordKinds[kind];
  const record = readShape(shape as Shape<RecordTypes[K]>, value);
  (check as (record: RecordTypes[K]) => void)(record);
  return record;
}
