import type { Bilingual } from '../evaluation/levels.js';
import type { VerificationKind } from './verification.js';

/** What each kind of measurement with standards is called. */
export const verificationKindText: Readonly<Record<VerificationKind, Bilingual>> = {
  'initial-verification': { zh: '首次检定', en: 'initial verification' },
  'subsequent-verification': { zh: '后续检定', en: 'subsequent verification' },
  'in-service-inspection': { zh: '使用中检查', en: 'in-service inspection' },
  'reference-check': { zh: '核查', en: 'reference check' },
  'sampling-verification': { zh: '抽样检定', en: 'sampling verification' },
  arbitration: { zh: '仲裁检定', en: 'arbitration' },
};

/** Every kind of measurement with standards. */
export const verificationKinds = Object.keys(verificationKindText) as VerificationKind[];
