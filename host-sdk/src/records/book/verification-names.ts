import type { VerificationNames } from '../exchange/xml/write-verification.js';
import type { Verification } from '../verification.js';
import { certificateAt } from './certificate-at.js';
import type { RecordLookup } from './check-references.js';

/** The names, on record, of whom and what a verification names. */
export async function verificationNames(
  { authority, person, instrument, standards, at }: Verification,
  lookup: RecordLookup,
): Promise<VerificationNames> {
  const [office, inspector] = [await lookup.record('authority', authority), await lookup.record('person', person)];
  const trader = (await lookup.instrument(instrument))?.trader;
  const user = trader === undefined ? undefined : await lookup.record('trader', trader);
  const known: Record<string, { name?: string; certificate?: string }> = {};
  for (const id of standards) {
    const standard = await lookup.record('standard', id);
    if (standard === undefined) continue;
    const valid = certificateAt(standard, at);
    known[id] = { name: standard.name, ...(valid.state === 'valid' && { certificate: valid.certificate.number }) };
  }
  return {
    ...(office && { authority: office.name }),
    ...(inspector && { person: inspector.name }),
    ...(user && { customer: user.name }),
    standards: known,
  };
}
