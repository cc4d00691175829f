import type { Bilingual } from '../evaluation/levels.js';

/** Where a case 案件 of out-of-tolerance replacement 失准更换 stands. */
export type CasePhase =
  | 'suspected'
  | 'on-site-check'
  | 'awaiting-decision'
  | 'confirmed'
  | 'refuted'
  | 'prohibited'
  | 'repair'
  | 're-verification'
  | 're-verified'
  | 'replacement-ordered'
  | 'removed'
  | 'replaced'
  | 'arbitration'
  | 'closed'
  | 'withdrawn';

export const casePhaseText: Readonly<Record<CasePhase, Bilingual>> = {
  suspected: { zh: '疑似失准', en: 'suspected' },
  'on-site-check': { zh: '现场核查', en: 'on-site check' },
  'awaiting-decision': { zh: '待认定', en: 'checked, awaiting decision' },
  confirmed: { zh: '确认失准', en: 'confirmed out of tolerance' },
  refuted: { zh: '排除失准', en: 'refuted' },
  prohibited: { zh: '暂停使用', en: 'interim prohibition' },
  repair: { zh: '维修', en: 'repair' },
  're-verification': { zh: '再检定', en: 're-verification' },
  're-verified': { zh: '再检定合格', en: 're-verified' },
  'replacement-ordered': { zh: '责令更换', en: 'replacement ordered' },
  removed: { zh: '拆除留证', en: 'removed, evidence kept' },
  replaced: { zh: '更换登记', en: 'replaced, verified and enrolled' },
  arbitration: { zh: '仲裁检定', en: 'arbitration' },
  closed: { zh: '结案', en: 'closed' },
  withdrawn: { zh: '撤案', en: 'withdrawn' },
};

export const casePhases = Object.keys(casePhaseText) as readonly CasePhase[];

/** Phases in which there is something left to do. */
export const openPhases: readonly CasePhase[] = casePhases.filter(
  (phase) => phase !== 'closed' && phase !== 'withdrawn',
);

/** Open phases that an arbitration may interrupt: all but itself. */
export const interruptiblePhases: readonly CasePhase[] = openPhases.filter((phase) => phase !== 'arbitration');

/** What a case came to. `false-alarm`: the suspicion was refuted; it feeds the audit of the status evaluation. */
export type CaseResult = 'false-alarm' | 'repaired' | 'replaced' | 'withdrawn';

export const caseResultText: Readonly<Record<CaseResult, Bilingual>> = {
  'false-alarm': { zh: '误报', en: 'false alarm' },
  repaired: { zh: '维修合格', en: 'repaired' },
  replaced: { zh: '已更换', en: 'replaced' },
  withdrawn: { zh: '撤案', en: 'withdrawn' },
};
