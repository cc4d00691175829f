import { endOfShanghaiDate, shanghaiDate } from '../../shanghai-date.js';
import type { ReferenceStandard, StandardCertificate } from '../kinds/reference-standard.js';

/** Whether a standard could be used at a moment, by its certificates. */
export type CertificateAt =
  | { readonly state: 'valid'; readonly certificate: StandardCertificate }
  /** `missing`: the moment lies before the first certificate on record, so nothing is known; `expired`: after one, and within none. */
  | { readonly state: 'missing' | 'expired' };

/** The newest certificate that was issued on or before the day of a moment and had not ended. @param at ms since 1970 */
export function certificateAt({ certificates }: ReferenceStandard, at: number): CertificateAt {
  const day = shanghaiDate(at);
  const issued = certificates.filter((certificate) => certificate.issued <= day);
  if (issued.length === 0) return { state: 'missing' };
  const certificate = issued.findLast(({ validUntil }) => at < endOfShanghaiDate(validUntil));
  return certificate === undefined ? { state: 'expired' } : { state: 'valid', certificate };
}
