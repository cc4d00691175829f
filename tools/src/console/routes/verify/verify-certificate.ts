import { isDeepStrictEqual } from 'node:util';
import {
  type Instrument,
  massLimit,
  mpeJjg443,
  mpeR76,
  readVerificationXml,
  ruleSetName,
  type TestPointResult,
  type Verification,
  verificationKindText,
  volumeShareLimit,
} from '@hengzhun/host-sdk';
import type { ConsoleContext } from '../../context.js';
import { both } from '../../words.js';
import type { Checked } from './checked.js';
import { fact, momentOf } from './fact.js';
import { VerdictFindings } from './findings.js';

/** A Digital Calibration Certificate: against what is on record, and against the limits of the rules. @throws {SdkError} `record-*` */
export async function verifyCertificate(bytes: Buffer, { store }: ConsoleContext): Promise<Checked> {
  const verification = readVerificationXml(new TextDecoder('utf-8', { fatal: false }).decode(bytes));
  const { id, instrument: ueid, kind, at, outcome, person, authority, certificate } = verification;
  const instrument = await store.registry.find(ueid);
  const name = instrument?.serialNumber || ueid;
  const signature = new VerdictFindings('signature');
  signature.unproved('certificate-unsigned', both('console.verify.certificate.unsigned'));
  await compareWithRecord(verification, store, signature);
  const rules = new VerdictFindings('rules');
  if (instrument === undefined) {
    rules.unproved('instrument-unknown', both('console.verify.certificate.instrument-unknown', { ueid }));
  } else rules.good('instrument-registered', both('console.verify.certificate.instrument', { name }), ueid);
  checkOutcome(verification, rules);
  checkLimits(verification, instrument, rules);
  await checkStandards(verification, store, rules);
  const said = both(`console.verify.fact.${outcome}`);
  return {
    signature: signature.verdict(),
    rules: rules.verdict(),
    subject: both('console.verify.certificate.subject', { id, name }),
    chains: [],
    facts: [
      fact('console.verify.fact.instrument', ueid),
      fact('console.verify.fact.kind', `${verificationKindText[kind].zh} ${verificationKindText[kind].en}`),
      fact('console.verify.fact.at', momentOf(at)),
      fact('console.verify.fact.outcome', `${said.zh} ${said.en}`),
      fact('console.verify.fact.person', person),
      fact('console.verify.fact.authority', authority),
      ...(certificate === undefined ? [] : [fact('console.verify.fact.certificate', certificate)]),
    ],
  };
}

/** What it says against the record of the same name: the newest version and the older ones. */
async function compareWithRecord(
  verification: Verification,
  { records }: ConsoleContext['store'],
  signature: VerdictFindings,
): Promise<void> {
  const { id } = verification;
  const versions = await records.versions('verification', id);
  const newest = versions.at(-1);
  if (newest === undefined) {
    signature.note('record-missing', both('console.verify.certificate.not-on-record', { id }));
    return;
  }
  const alike = versions.findLast(({ data }) => isDeepStrictEqual(plain(data), plain(verification)));
  if (alike !== undefined) {
    signature.good('record-same', both('console.verify.certificate.same', { record: alike.identifier }));
    return;
  }
  const [here, there] = [plain(verification), plain(newest.data)];
  const fields = [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(
    (field) => !isDeepStrictEqual(here[field], there[field]),
  );
  const values = { record: newest.identifier, fields: fields.join(', ') };
  signature.bad('record-differs', both('console.verify.certificate.differs', values));
}

const plain = (verification: Verification): Record<string, unknown> =>
  JSON.parse(JSON.stringify(verification)) as Record<string, unknown>;

/** The conclusion has to follow from the points as they were left, or else as they were found. */
function checkOutcome({ points, pointsAfter, outcome }: Verification, rules: VerdictFindings): void {
  const judged = pointsAfter ?? points;
  const beyond = judged.filter(({ error, limit }) => Math.abs(error) > limit);
  for (const { error, limit, ...point } of beyond.slice(0, 20)) {
    const values = { point: pointName(point), error: written(error), limit: written(limit) };
    rules.note('point-beyond', both('console.verify.certificate.beyond', values));
  }
  const count = judged.length - beyond.length;
  if (beyond.length === 0) rules.note('points-within', both('console.verify.certificate.within', { count }));
  if (outcome === 'pass' && beyond.length > 0) {
    rules.bad('outcome-contradicts', both('console.verify.certificate.contradiction', { count: beyond.length }));
  } else if (outcome === 'fail' && beyond.length === 0) {
    rules.note('outcome-fail-within', both('console.verify.certificate.fail-within'));
  } else rules.good('outcome-follows', both('console.verify.certificate.consistent'));
}

/** No limit may be wider than that of the table (R 76-1 table 6; JJG 443, R 117-1). */
function checkLimits(
  { points, occasion }: Verification,
  instrument: Instrument | undefined,
  rules: VerdictFindings,
): void {
  const { accuracyClass, verificationInterval } = instrument?.data ?? {};
  const isMass = points.some(({ quantity }) => quantity === 'mass');
  if (isMass && (accuracyClass === undefined || verificationInterval === undefined)) {
    rules.unproved('limits-unknown', both('console.verify.certificate.limits-unknown'));
    return;
  }
  const table = ruleSetName(isMass ? mpeR76 : mpeJjg443);
  let wide = 0;
  for (const { quantity, nominal, limit, ...point } of points) {
    const proper =
      quantity === 'mass'
        ? massLimit(nominal, accuracyClass!, verificationInterval!, occasion)
        : volumeShareLimit(nominal) * nominal;
    if (limit <= proper * (1 + 1e-9)) continue;
    wide++;
    const values = { point: pointName({ quantity, nominal, ...point }), rules: table };
    rules.bad(
      'limit-wide',
      both('console.verify.certificate.limit-wide', { ...values, limit: written(limit), proper: written(proper) }),
    );
  }
  if (wide === 0) rules.good('limits-proper', both('console.verify.certificate.limits', { rules: table }));
}

async function checkStandards(
  { standards }: Verification,
  { records }: ConsoleContext['store'],
  rules: VerdictFindings,
): Promise<void> {
  let known = 0;
  for (const id of standards.slice(0, 100)) {
    if ((await records.get('standard', id)) !== undefined) known++;
    else rules.note('standard-unknown', both('console.verify.certificate.standard-unknown', { id }), id);
  }
  if (known > 0 && known === standards.length) {
    rules.good('standards-known', both('console.verify.certificate.standards'));
  }
}

const written = (value: number): string => String(Number(value.toPrecision(6)));
function pointName({ quantity, nominal, nozzle }: Pick<TestPointResult, 'quantity' | 'nominal' | 'nozzle'>): string {
  const amount = quantity === 'mass' ? `${written(nominal / 1000)} g` : `${written(nominal / 1000)} L`;
  return nozzle === undefined ? amount : `#${nozzle} ${amount}`;
}
