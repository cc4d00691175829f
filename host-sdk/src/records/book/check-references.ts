import { SdkError } from '../../errors.js';
import type { InstrumentData } from '../../registry/records.js';
import { endOfShanghaiDate, shanghaiDate } from '../../shanghai-date.js';
import type { RecordKind, RecordTypes } from '../kinds/kinds.js';
import type { PersonRole } from '../kinds/parties.js';
import { regionOf } from '../regions/regions.js';
import type { Verification } from '../verification.js';
import { certificateAt } from './certificate-at.js';
import { type RecordWarning, recordWarning } from './record-warnings.js';

/** What other records and the registry say, at the moment of a check. */
export interface RecordLookup {
  record<K extends RecordKind>(kind: K, id: string): Promise<RecordTypes[K] | undefined>;
  instrument(ueid: string): Promise<InstrumentData | undefined>;
}

/** Clocks of offices differ: what lies further ahead is a mistake. */
const AHEAD = 86_400_000;
/** Most standards or authorities above one: no chain of a country is as long. */
const ABOVE = 64;
/** Verifications with legal effect: an expired standard makes them void. Other checks are findings, which are kept. */
const STATUTORY: readonly Verification['kind'][] = [
  'initial-verification',
  'subsequent-verification',
  'sampling-verification',
  'arbitration',
];

/**
 * Checks what a record says of others: that they exist, and that a standard was valid when it was used.
 * @param now ms since 1970
 * @returns what a person should know although the record is taken
 * @throws {SdkError} `record-unknown-reference`, `registry-unknown-instrument`, `record-standard-expired`, `record-contradiction`,
 *   `record-in-future`
 */
export async function checkReferences<K extends RecordKind>(
  kind: K,
  record: RecordTypes[K],
  lookup: RecordLookup,
  now: number,
): Promise<RecordWarning[]> {
  const check = checks[kind] as Check<K>;
  return check(record, lookup, now);
}

type Check<K extends RecordKind> = (
  record: RecordTypes[K],
  lookup: RecordLookup,
  now: number,
) => Promise<RecordWarning[]>;

const checks: { readonly [K in RecordKind]: Check<K> } = {
  place: async ({ region }, _, now) => checkRegion(region, now),
  trader: async ({ places }, lookup) => {
    for (const id of places) await need(lookup, 'place', id, 'places');
    return [];
  },
  authority: async ({ id, region, parent }, lookup, now) => {
    await checkAncestors(id, parent, 'authority', async (one) => [
      (await need(lookup, 'authority', one, 'parent')).parent,
    ]);
    return checkRegion(region, now);
  },
  person: async ({ authority }, lookup) => {
    await need(lookup, 'authority', authority, 'authority');
    return [];
  },
  'type-approval': async () => [],
  standard: async ({ id, owner, certificates }, lookup) => {
    await need(lookup, 'authority', owner, 'owner');
    for (const { parent } of certificates) {
      await checkAncestors(id, parent, 'standard', async (one) =>
        (await need(lookup, 'standard', one, 'parent')).certificates.map((certificate) => certificate.parent),
      );
    }
    return [];
  },
  verification: checkVerificationReferences,
  seal: async ({ instrument, at, person, authority }, lookup, now) => {
    notAhead(at, now);
    await needInstrument(lookup, instrument);
    return checkPerson(lookup, person, authority, at, [
      'inspector',
      'reviewer',
      'supervisor',
      'repairer',
      'arbitrator',
    ]);
  },
  repair: async ({ instrument, at, person, authority, ...names }, lookup, now) => {
    notAhead(at, now);
    await needInstrument(lookup, instrument);
    for (const [kind, field] of [
      ['seal', 'sealRemoved'],
      ['seal', 'sealApplied'],
      ['verification', 'verification'],
    ] as const) {
      const id = names[field];
      if (id === undefined) continue;
      const other = await need(lookup, kind, id, field);
      if (other.instrument !== instrument) throw contradiction(field, `is of another instrument (${other.instrument})`);
    }
    return checkPerson(lookup, person, authority, at, ['repairer']);
  },
};

async function checkVerificationReferences(
  verification: Verification,
  lookup: RecordLookup,
  now: number,
): Promise<RecordWarning[]> {
  const { instrument, at, kind, person, authority, standards, points, pointsAfter = points, outcome } = verification;
  notAhead(at, now);
  const quantity = points[0]!.quantity;
  const { instrumentKind } = await needInstrument(lookup, instrument);
  if (instrumentKind !== undefined && (instrumentKind === 1) !== (quantity === 'mass')) {
    throw contradiction(
      'points',
      `hold ${quantity}, but the instrument is a ${instrumentKind === 1 ? 'scale' : 'dispenser'}`,
    );
  }
  const roles = ['inspector', 'reviewer', 'arbitrator'] as const;
  const warnings = await checkPerson(lookup, person, authority, at, roles);
  if (standards.length === 0) warnings.push(recordWarning('no-standard'));
  for (const id of standards) {
    const standard = await need(lookup, 'standard', id, 'standards');
    if (standard.quantity !== quantity)
      throw contradiction('standards', `name ${id}, which is one of ${standard.quantity}`);
    const { state } = certificateAt(standard, at);
    if (state === 'missing') warnings.push(recordWarning('standard-certificate-missing', id));
    if (state !== 'expired') continue;
    if (STATUTORY.includes(kind)) {
      const text = `The standard ${id} had no valid certificate on ${shanghaiDate(at)}: a ${kind} with it is void. Correct the date or the standard, or enter its certificate.`;
      throw new SdkError('record-standard-expired', text, { standard: id });
    }
    warnings.push(recordWarning('standard-expired', id));
  }
  if (outcome === 'pass' && pointsAfter.some(({ error, limit }) => Math.abs(error) > limit)) {
    warnings.push(recordWarning('outcome-contradicts'));
  }
  return warnings;
}

async function need<K extends RecordKind>(
  lookup: RecordLookup,
  kind: K,
  id: string,
  field: string,
): Promise<RecordTypes[K]> {
  const found = await lookup.record(kind, id);
  if (found !== undefined) return found;
  const text = `\`${field}\` names the ${kind} ${id}, which is not on record. Enter it first, or correct the name.`;
  throw new SdkError('record-unknown-reference', text, { field, kind, id });
}

async function needInstrument(lookup: RecordLookup, ueid: string): Promise<InstrumentData> {
  const found = await lookup.instrument(ueid);
  if (found !== undefined) return found;
  const text = `The instrument ${ueid} is not enrolled. Enrol it first, or correct its identifier.`;
  throw new SdkError('registry-unknown-instrument', text, { ueid });
}

async function checkPerson(
  lookup: RecordLookup,
  id: string,
  authority: string,
  at: number,
  roles: readonly PersonRole[],
): Promise<RecordWarning[]> {
  await need(lookup, 'authority', authority, 'authority');
  const person = await need(lookup, 'person', id, 'person');
  const warnings: RecordWarning[] = [];
  if (!person.roles.some((role) => roles.includes(role))) warnings.push(recordWarning('person-without-role', id));
  if (person.authority !== authority) warnings.push(recordWarning('person-of-another-authority', id));
  if (person.validUntil !== undefined && at >= endOfShanghaiDate(person.validUntil)) {
    warnings.push(recordWarning('person-certificate-expired', id));
  }
  return warnings;
}

/** Nobody stands above himself, and whoever stands above is on record. */
async function checkAncestors(
  id: string,
  parent: string | undefined,
  kind: RecordKind,
  above: (id: string) => Promise<(string | undefined)[]>,
): Promise<void> {
  const seen = new Set<string>();
  const waiting = [parent];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined || seen.has(next)) continue;
    if (next === id) throw contradiction('parent', `leads from the ${kind} ${id} back to itself`);
    if (seen.size === ABOVE) throw contradiction('parent', `has more than ${ABOVE} of kind ${kind} above it`);
    seen.add(next);
    waiting.push(...(await above(next)));
  }
}

function checkRegion(code: string, now: number): RecordWarning[] {
  const region = regionOf(code);
  if (region === undefined) {
    const text = `\`region\` names ${code}, which is no division of Shanghai, Jiangsu, Zhejiang or Anhui. Correct the code.`;
    throw new SdkError('record-unknown-reference', text, { field: 'region', id: code });
  }
  const year = Number(shanghaiDate(now).slice(0, 4));
  return regionOf(code, year) === undefined ? [recordWarning('region-ended', `${code} ${region.name}`)] : [];
}

function notAhead(at: number, now: number): void {
  if (at <= now + AHEAD) return;
  throw new SdkError('record-in-future', `\`at\` is ${shanghaiDate(at)}, which has not come yet. Correct the date.`, {
    at,
  });
}

const contradiction = (field: string, what: string): SdkError =>
  new SdkError('record-contradiction', `\`${field}\` ${what}. Correct one of them.`, { field });
