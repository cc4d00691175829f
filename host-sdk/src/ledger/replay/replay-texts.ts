import type { Bilingual } from '../../evaluation/levels.js';

/** What replaying an entry gave. */
export type ReplayOutcome =
  | 'same'
  | 'different'
  | 'evidence-missing'
  | 'evidence-changed'
  | 'rules-unknown'
  | 'not-allowed'
  | 'not-recomputable';

export const replayOutcomeText: Readonly<Record<ReplayOutcome, Bilingual>> = {
  same: { zh: '重算结果与记录完全一致', en: 'recomputed: the same as recorded, in every word' },
  different: { zh: '重算结果与记录不一致', en: 'recomputed: something else than recorded' },
  'evidence-missing': { zh: '缺少所引用的证据', en: 'evidence that it names is not here' },
  'evidence-changed': {
    zh: '所引用的证据与其标识不符',
    en: 'evidence that it names is not what its identifier says',
  },
  'rules-unknown': {
    zh: '本程序没有其所依据的规则版本',
    en: 'this program does not have the version of the rules that it was decided by',
  },
  'not-allowed': {
    zh: '按其所依据的规则，该步骤当时不能作出',
    en: 'by the rules that it names it could not have been written',
  },
  'not-recomputable': {
    zh: '此类条目为原始记录，无可重算的内容；所引用的证据齐全',
    en: 'an entry of this kind is an original record: there is nothing to recompute; the evidence that it names is here',
  },
};
