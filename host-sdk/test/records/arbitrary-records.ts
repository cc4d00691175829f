import fc from 'fast-check';
import type { RecordKind, RecordTypes, TestPointResult, Verification } from '../../src/index.js';
import { verificationKindText } from '../../src/index.js';
import { personRoleText, placeUseText } from '../../src/records/kinds/parties.js';
import { regions } from '../../src/records/regions/regions.js';

/** Records of every kind as they may be, names and numbers included that files find hard. */

export const identifier = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
const hard = [
  '=1+1',
  '-5',
  "'=x",
  '@SUM(A1)',
  '＝1',
  "Robert'); DROP TABLE records;--",
  'a "b", c; d',
  '老王　市场',
  '😀',
  '<a>&amp;',
];
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
export const text = (most: number, forbidden = '\0') =>
  fc
    .oneof(fc.constantFrom(...hard), fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }))
    .map((one) => one.trim())
    .filter((one) => one !== '' && one.length <= most && !UNPRINTABLE.test(one) && !one.includes(forbidden));
const word = <T extends object>(words: T) => fc.constantFrom(...(Object.keys(words) as (keyof T & string)[]));
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((one) => one + 0);
const above = (max: number) => double(1e-9, max);
const date = fc.integer({ min: 0, max: 47_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
export const moment = fc.integer({ min: 0, max: Date.UTC(2026, 0, 1) });
export const ueid = fc.stringMatching(/^[0-9a-f]{34}$/);
const unique = <T>(one: fc.Arbitrary<T>, minLength: number, maxLength: number) =>
  fc.uniqueArray(one, { minLength, maxLength });
/** Optional fields are left out, never undefined. */
const made = <T extends object>(
  model: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> },
  needed: readonly (keyof T & string)[],
) =>
  fc
    .record(model as unknown as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [...needed] })
    .map((one) => ({ ...one })) as fc.Arbitrary<T>;

const point = (quantity: 'mass' | 'volume'): fc.Arbitrary<TestPointResult> =>
  made<TestPointResult>(
    {
      quantity: fc.constant(quantity),
      nominal: double(0, 1e9),
      nozzle: fc.integer({ min: 0, max: 3 }),
      flow: double(0, 1e6),
      error: double(-1e6, 1e6),
      uncertainty: above(1e6),
      limit: above(1e6),
    },
    [
      'quantity',
      'nominal',
      'error',
      'uncertainty',
      'limit',
      ...(quantity === 'volume' ? (['nozzle', 'flow'] as const) : []),
    ],
  ).map(({ nozzle, flow, ...rest }) => (quantity === 'mass' ? rest : { ...rest, nozzle: nozzle!, flow: flow! }));

export const verification: fc.Arbitrary<Verification> = fc
  .constantFrom('mass' as const, 'volume' as const)
  .chain((quantity) =>
    made<Verification>(
      {
        id: identifier,
        instrument: ueid,
        kind: word(verificationKindText),
        at: moment,
        occasion: fc.constantFrom('verification', 'in-service'),
        points: fc.array(point(quantity), { minLength: 1, maxLength: 5 }),
        pointsAfter: fc.array(point(quantity), { minLength: 1, maxLength: 3 }),
        outcome: fc.constantFrom('pass', 'fail'),
        conditions: fc
          .record(
            { temperature: double(-40, 60), humidity: double(0, 100), pressure: double(500, 1100) },
            { requiredKeys: [] },
          )
          .filter((one) => Object.keys(one).length > 0)
          .map((one) => ({ ...one })),
        standards: unique(identifier, 0, 4),
        person: identifier,
        authority: identifier,
        certificate: text(64),
        covert: fc.boolean(),
      },
      ['id', 'instrument', 'kind', 'at', 'occasion', 'points', 'outcome', 'standards', 'person', 'authority'],
    ),
  );

const inOrder = (a: string, b: string) => (a < b ? { issued: a, validUntil: b } : { issued: b, validUntil: a });

const certificates = fc
  .uniqueArray(
    fc.record({
      issued: date,
      validUntil: date,
      number: text(64),
      issuer: text(128),
      value: double(1, 1e9),
      coverageFactor: double(1, 10),
    }),
    {
      minLength: 1,
      maxLength: 4,
      selector: ({ number }) => number,
    },
  )
  .chain((list) =>
    fc
      .array(fc.option(fc.stringMatching(/^P[0-9]{1,8}$/), { nil: undefined }), {
        minLength: list.length,
        maxLength: list.length,
      })
      .map((parents) =>
        list
          .map((one, i) => ({
            ...one,
            ...inOrder(one.issued, one.validUntil),
            expandedUncertainty: one.value / 3,
            ...(parents[i] !== undefined && { parent: parents[i] }),
          }))
          .sort((a, b) => (a.issued < b.issued ? -1 : a.issued > b.issued ? 1 : 0)),
      ),
  );

const region = fc.constantFrom(...regions.map(({ code }) => code));

export const arbitraryRecords: { readonly [K in RecordKind]: fc.Arbitrary<RecordTypes[K]> } = {
  place: made<RecordTypes['place']>(
    {
      id: identifier,
      name: text(128),
      region,
      use: word(placeUseText),
      address: text(256),
      latitude: double(-90, 90),
      longitude: double(-180, 180),
    },
    ['id', 'name', 'region', 'latitude', 'longitude'],
  ),
  trader: made<RecordTypes['trader']>(
    {
      id: identifier,
      name: text(128),
      creditCode: fc.constantFrom('91350100M000100Y43', '914403001922038216'),
      places: unique(identifier, 0, 5),
    },
    ['id', 'name', 'places'],
  ),
  authority: made<RecordTypes['authority']>(
    {
      id: identifier,
      name: text(128),
      kind: fc.constantFrom('administration', 'institute', 'repairer', 'laboratory'),
      region,
      parent: identifier,
      authorisation: text(64),
    },
    ['id', 'name', 'kind', 'region'],
  ),
  person: made<RecordTypes['person']>(
    {
      id: identifier,
      name: text(64),
      roles: unique(word(personRoleText), 1, 5),
      authority: identifier,
      certificate: text(64),
      validUntil: date,
    },
    ['id', 'name', 'roles', 'authority'],
  ),
  'type-approval': made<RecordTypes['type-approval']>(
    {
      id: identifier,
      number: text(64),
      holder: text(128),
      models: unique(text(128, '|'), 1, 4),
      instrumentKind: fc.constant('scale' as const),
      accuracyClass: fc.integer({ min: 1, max: 4 }),
      maximumCapacity: double(1e6, 1e9),
      verificationInterval: double(1, 1e5),
      minimumFlow: fc.constant(1),
      maximumFlow: fc.constant(2),
      validFrom: fc.constant('2024-01-01'),
      validUntil: fc.constant('2028-12-31'),
      validatedChannels: unique(fc.integer({ min: 1, max: 255 }), 0, 8),
    },
    ['id', 'number', 'holder', 'models', 'instrumentKind', 'validatedChannels'],
  ).map(({ minimumFlow, maximumFlow, ...one }) =>
    minimumFlow === undefined
      ? one
      : {
          id: one.id,
          number: one.number,
          holder: one.holder,
          models: one.models,
          instrumentKind: 'dispenser',
          minimumFlow,
          ...(maximumFlow && { maximumFlow }),
          validatedChannels: one.validatedChannels,
        },
  ),
  standard: made<RecordTypes['standard']>(
    {
      id: identifier,
      name: text(128),
      quantity: fc.constantFrom('mass', 'volume'),
      nominal: above(1e9),
      accuracyClass: text(16),
      serialNumber: text(64),
      owner: identifier,
      certificates,
    },
    ['id', 'name', 'quantity', 'nominal', 'owner', 'certificates'],
  ).filter(({ id, certificates: list }) => list.every(({ parent }) => parent !== id)),
  verification,
  seal: made<RecordTypes['seal']>(
    {
      id: identifier,
      instrument: ueid,
      at: moment,
      state: fc.constantFrom('applied', 'intact', 'broken', 'removed'),
      form: fc.constantFrom('lead', 'label', 'electronic'),
      number: text(64),
      location: text(128),
      codes: made<NonNullable<RecordTypes['seal']['codes']>>(
        { production: text(64), repair: text(64), verification: text(64) },
        ['repair'],
      ),
      calibrationCounter: fc.integer({ min: 0, max: 0xffffffff }),
      person: identifier,
      authority: identifier,
      note: text(200),
    },
    ['id', 'instrument', 'at', 'state', 'form', 'person', 'authority'],
  ),
  repair: made<RecordTypes['repair']>(
    {
      id: identifier,
      instrument: ueid,
      at: moment,
      authority: identifier,
      person: identifier,
      fault: text(200),
      work: text(200),
      parts: unique(text(128, '|'), 1, 4),
      adjusted: fc.boolean(),
      software: fc.stringMatching(/^[0-9a-f]{64}$/),
      sealRemoved: identifier,
      sealApplied: identifier,
      verification: identifier,
    },
    ['id', 'instrument', 'at', 'authority', 'person', 'fault', 'work', 'adjusted'],
  ),
};
