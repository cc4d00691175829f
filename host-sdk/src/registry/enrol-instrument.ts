import { fromHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { checkCertificate } from './certificate.js';
import { checkPublicKey } from './public-key.js';
import type { EnrolmentRecord, EnrolmentResult } from './records.js';
import type { RegistryWriter } from './registry-sql.js';

/**
 * Enrols one record, or says that it is enrolled already; a new key for a known instrument only after its old key has ended.
 * @param record as `readRecord` gives it
 * @param now ms since 1970
 * @throws {SdkError} `registry-bad-key`, `registry-bad-certificate`, `registry-unknown-maker`, `registry-key-known`,
 *   `registry-instrument-conflict`
 */
export async function enrolInstrument(
  sql: RegistryWriter,
  record: EnrolmentRecord,
  now: number,
): Promise<EnrolmentResult> {
  const ueid = fromHex(record.ueid)!;
  const key = checkPublicKey(record.publicKey);
  const notes: string[] = [];
  const certificate =
    record.certificate === undefined
      ? undefined
      : checkCertificate(record.certificate, ueid, key, await sql.makers(), Math.floor(now / 1000));
  const assurance = certificate?.assurance ?? 'low';
  if (record.assurance === 'secure-element' && assurance === 'low') {
    notes.push(
      '`secure-element` is not believed without a certificate that says so: the key is enrolled as low assurance.',
    );
  }
  const place = record.place === undefined ? undefined : await sql.placeId(record.place);
  const known = await sql.keyByKid(key.kid);
  const instrument = await sql.instrumentByUeid(ueid);
  if (known !== undefined && known.instrumentId !== instrument?.id) {
    const text = `The key ${known.kid} is enrolled for another instrument. Two instruments with one key are clones: provision this one again.`;
    throw new SdkError('registry-key-known', text, { kid: known.kid });
  }
  const texts = [
    record.serialNumber ?? instrument?.serialNumber ?? '',
    record.maker ?? instrument?.maker ?? '',
    record.model ?? instrument?.model ?? '',
  ] as const;
  const data = { ...instrument?.data, ...record.data };
  const placeId = place ?? (instrument?.place === undefined ? null : await sql.placeId(instrument.place));
  const instrumentId = instrument?.id ?? (await sql.insertInstrument(ueid, texts, data, placeId, now));
  if (instrument !== undefined) {
    const active = instrument.keys.find((candidate) => candidate.status === 'active');
    if (known === undefined && active !== undefined) {
      const text = `The instrument ${instrument.ueid} has an active key (${active.kid}). Retire or revoke it first, then enrol the new one.`;
      throw new SdkError('registry-instrument-conflict', text, { ueid: instrument.ueid, kid: active.kid });
    }
    await sql.updateInstrument(instrumentId, texts, data, placeId);
  }
  if (known === undefined) {
    await sql.insertKey(instrumentId, key, assurance, certificate?.bytes ?? null, certificate?.maker.id ?? null, now);
  } else if (known.status !== 'active') {
    notes.push(`This key is ${known.status}; enrolling it again does not bring it back.`);
  }
  const enrolled = (await sql.keyByKid(key.kid))!;
  const outcome = known !== undefined ? 'known' : instrument === undefined ? 'enrolled' : 'key-added';
  return { outcome, instrument: (await sql.instrumentById(instrumentId))!, key: enrolled, notes };
}
