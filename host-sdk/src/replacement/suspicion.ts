import { createHash } from 'node:crypto';
import { shanghaiDate } from '../shanghai-date.js';
import type { CaseStep } from './case-step.js';

/** A suspicion 疑点 of an instrument. */
export type Suspicion = Omit<CaseStep, 'name' | 'basis' | 'measurement'> &
  Required<Pick<CaseStep, 'instrument' | 'jurisdiction' | 'source'>>;

/** The same suspicion makes the same identifier: sent twice, it opens one case. @throws {SdkError} `case-bad-step` */
export function caseIdFor({ instrument, jurisdiction, at, key }: Suspicion): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([instrument, key]))
    .digest('hex');
  const region = jurisdiction.region.replace(/[^A-Za-z0-9.-]/g, '').slice(0, 12);
  return `${region}-${shanghaiDate(at).replaceAll('-', '')}-${digest.slice(0, 10)}`;
}
