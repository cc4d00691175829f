import type { Verification } from '../records/verification.js';
import type { CaseMeasurement } from './case-step.js';

/** What a case needs of a verification record. */
export function measurementOf(verification: Verification): CaseMeasurement {
  const { id, instrument, kind, occasion, outcome, at, person } = verification;
  return { verification: id, instrument, kind, occasion, outcome, at, person };
}
