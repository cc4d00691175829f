import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import type { LedgerDraft } from '../../src/ledger/ledger-entry.js';
import { type LedgerKey, ledgerKeyOf } from '../../src/ledger/ledger-key.js';

export const at = Date.UTC(2026, 5, 1);
export const actor = { person: '李核', role: 'reviewer', authority: '上海市计量院' };

export const newKey = (): LedgerKey => ledgerKeyOf(newKeyPair().privateKey);

export const draft = (changes: Partial<LedgerDraft> = {}): LedgerDraft => ({
  kind: 'judgement',
  subject: 'instrument/01aa',
  at,
  actor,
  rules: 'judgement@1',
  evidence: ['0102030405060708/7/ab'],
  body: { level: 'normal', probability: 0.015 },
  ...changes,
});
