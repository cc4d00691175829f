import { SdkError } from '../../../errors.js';
import type { FoundRecord } from '../found-record.js';
import { readVerificationXml } from './read-verification.js';

/** The verification in a certificate, or what is wrong with it. */
export function findVerificationXml(text: string): FoundRecord {
  try {
    return { kind: 'verification', line: 1, value: readVerificationXml(text) };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    const { line } = error.detail;
    return { kind: 'verification', line: typeof line === 'number' ? line : 1, error };
  }
}
