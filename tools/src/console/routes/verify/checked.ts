import type { VerifyAnswer } from '../../api/verify.js';

/** What checking a file of one kind found. */
export type Checked = Pick<VerifyAnswer, 'signature' | 'rules' | 'subject' | 'chains' | 'facts'>;
