import type { Bilingual } from '../evaluation/levels.js';

/** Why a step is refused: the condition that is missing. Stable codes with what they say; `…` stands for the particular. */
const texts = {
  'case-step-stale': {
    zh: '案件已有新的步骤，本步骤依据的记录已过时（最新为第 … 号）。请重新读取案件后再决定。',
    en: 'The case went on since: its newest entry is … . Read the case again and decide anew.',
  },
  'case-key-reused': {
    zh: '幂等键 … 已用于本案的另一步骤。请换一个键。',
    en: 'The key … stands for another step of this case. Give this one a key of its own.',
  },
  'case-step-backdated': {
    zh: '步骤的时间早于案件的上一步骤（…）。',
    en: 'The step happened before the newest step of the case (…). Correct its time.',
  },
  'case-step-in-future': { zh: '步骤的时间 … 尚未到来。', en: 'The step lies in the future (…). Correct its time.' },
  'case-already-open': {
    zh: '该器具已有未结案件 …；请并入该案。',
    en: 'The instrument has the open case … : merge the suspicion into it.',
  },
  'case-not-open': { zh: '案件尚未立案。', en: 'There is no such case yet: open it first.' },
  'case-phase': {
    zh: '案件处于“…”阶段，不能执行本步骤。',
    en: 'The case is in the phase “…”, where this step cannot be taken.',
  },
  'case-transfer-pending': {
    zh: '案件正在移送至 …，须先接收或退回。',
    en: 'The case is offered to … , which has to accept or decline first.',
  },
  'case-no-transfer': { zh: '案件没有待答复的移送。', en: 'No transfer waits for an answer.' },
  'case-transfer-same-authority': { zh: '接收机构 … 就是现管辖机构。', en: 'The case is with … already.' },
  'case-role': { zh: '角色“…”无权执行本步骤。', en: 'The role “…” may not take this step.' },
  'case-authority': {
    zh: '本步骤须由机构 … 的人员执行。',
    en: 'This step is for a person of the authority … .',
  },
  'case-not-assigned': { zh: '… 未被指派进行本次核查。', en: '… was not sent to check.' },
  'case-duties': {
    zh: '… 已在本案中承担不相容的职责，不能执行本步骤。',
    en: '… has done something in this case that this step must be independent of. Another person has to take it.',
  },
  'case-document-missing': { zh: '缺少文书：…。', en: 'A document is missing: … .' },
  'case-attachment-missing': {
    zh: '附件 … 不在附件库中，请先存入。',
    en: 'The attachment … is not in the store: put it there first.',
  },
  'case-evidence-unknown': {
    zh: '证据 … 不在库中。请先导入，或更正标识。',
    en: 'There is no evidence … in the store: import it first, or correct the identifier.',
  },
  'case-evidence-missing': { zh: '缺少证据。', en: 'Evidence is missing: name a document, frame, record or entry.' },
  'case-field-missing': { zh: '缺少内容：…。', en: 'Missing: … .' },
  'case-field-unexpected': { zh: '本步骤不应含有：…。', en: 'This step has no place for: … .' },
  'case-seals-missing': { zh: '须加封并记录封印编号。', en: 'Seals have to be applied and their numbers recorded.' },
  'case-measurement-kind': {
    zh: '“…”不是本步骤所需的检定或检查。',
    en: 'A measurement of the kind “…” does not count for this step.',
  },
  'case-measurement-occasion': {
    zh: '测量未按本步骤要求的限值（…）判定。',
    en: 'The measurement was not judged by the limits that this step asks for (…).',
  },
  'case-measurement-instrument': {
    zh: '检定对象 … 不是本步骤所指的器具。',
    en: 'The measurement is of another instrument (…).',
  },
  'case-measurement-person': {
    zh: '测量人 … 与记录人不一致。',
    en: 'The measurement was made by … : that person has to record it.',
  },
  'case-measurement-time': {
    zh: '测量时间 … 不在本步骤允许的期间内。',
    en: 'The measurement (…) was not made in the time that this step is about.',
  },
  'case-measurement-unknown': {
    zh: '检定记录 … 不存在或与所述不符。',
    en: 'The verification record … is not in the store, or says something else.',
  },
  'case-sheet-differs': {
    zh: '检查表 … 的原始读数与所述测量结果不符。',
    en: 'The raw readings of the check sheet do not come to the measurement that the step claims (…).',
  },
  'case-check-not-failed': {
    zh: '现场核查未显示超差，不能确认失准。',
    en: 'The on-site check did not find it out of tolerance: it cannot be confirmed.',
  },
  'case-check-not-passed': {
    zh: '现场核查未显示合格，不能排除失准。',
    en: 'The on-site check did not find it within tolerance: it cannot be refuted.',
  },
  'case-withdraw-after-check': {
    zh: '核查已有测量结果，须作认定，不能撤案。',
    en: 'The check has a result: it has to be decided and cannot be withdrawn.',
  },
  'case-limit-reached': { zh: '已达到次数上限：…。', en: 'The limit of this is reached: … .' },
  'case-replacement-same': {
    zh: '新器具 … 与被更换的器具或密钥相同。',
    en: 'The new instrument or its key is the old one (…).',
  },
  'case-replacement-failed': {
    zh: '新器具检定不合格，不能登记。',
    en: 'The new instrument did not pass its verification.',
  },
  'case-replacement-unknown': {
    zh: '新器具的登记资料与本步骤不符：…。',
    en: 'The record that enrols the new instrument does not fit the step: … .',
  },
  'case-key-unknown': {
    zh: '密钥 … 不属于本案器具。',
    en: 'The key … is not a key of this instrument. Look it up in the register.',
  },
  'case-arbitration-not-notified': {
    zh: '尚未发出仲裁检定通知（仲裁检定和计量调解办法第八条）。',
    en: 'No notice of the arbitration was given yet (Art. 8 of the rules on arbitration).',
  },
  'case-arbitration-notified': { zh: '仲裁检定通知已发出。', en: 'Notice of this arbitration was given already.' },
  'case-arbitration-final': {
    zh: '二次仲裁检定为终局（仲裁检定和计量调解办法第十三条）。',
    en: 'The second arbitration is final (Art. 13 of the rules on arbitration).',
  },
  'case-appeal-over': {
    zh: '申请二次仲裁检定的期限已过（…）。',
    en: 'The time to ask for a second arbitration is over (…).',
  },
  'case-appeal-open': {
    zh: '二次仲裁检定的申请期限（至 …）未过，须等待或取得放弃声明。',
    en: 'A second arbitration may be asked for until … : wait, or bring the waiver.',
  },
  'case-appeal-same-authority': {
    zh: '二次仲裁检定须由上一级机构进行，不能仍由 … 进行。',
    en: 'The second arbitration is for the authority above, not for … again.',
  },
  'case-not-prohibited': { zh: '器具未被暂停使用。', en: 'Its use is not prohibited.' },
  'case-extension-exhausted': { zh: '该期限不能再延长。', en: 'This deadline cannot be extended, or not again.' },
  'case-escalation-level': { zh: '督办级别 … 无效或已达到。', en: 'The level … does not exist or is reached already.' },
  'case-reopening-over': {
    zh: '重新立案的期限已过（…），请另立新案。',
    en: 'The time to reopen the case is over (…): open a new one.',
  },
} as const satisfies Record<string, Bilingual>;

export type CaseRefusalCode = keyof typeof texts;

/** A condition that a step does not meet. */
export interface CaseRefusal {
  readonly code: CaseRefusalCode;
  /** The particular: a document, a person, a field, a date. */
  readonly detail: string;
  readonly text: Bilingual;
}

/** A refusal; its text names the particular in both languages. */
export function refuse(code: CaseRefusalCode, detail: string | Bilingual = ''): CaseRefusal {
  const { zh, en } = texts[code];
  const words = typeof detail === 'string' ? { zh: detail, en: detail } : detail;
  const text = { zh: zh.replace('…', () => words.zh), en: en.replace(/…( (?=[.,:]))?/, () => words.en) };
  return { code, detail: words.en, text };
}
