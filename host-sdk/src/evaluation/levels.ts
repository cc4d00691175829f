/** A text in the two languages of the regime. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * Level of a status evaluation 状态评价. `unknown` is not between the others: it says that fresh evidence is wanting. Every level is a
 * preliminary, remote judgement; a person confirms it on site.
 */
export type Level = 'normal' | 'attention' | 'warning' | 'out-of-tolerance' | 'unknown';

export const levelText: Readonly<Record<Level, Bilingual>> = {
  normal: { zh: '正常', en: 'normal' },
  attention: { zh: '关注', en: 'attention' },
  warning: { zh: '预警', en: 'warning' },
  'out-of-tolerance': { zh: '失准', en: 'out of tolerance' },
  unknown: { zh: '未知', en: 'unknown' },
};

/** The instrument's own word about itself 自评. */
export type SelfState = 'normal' | 'attention' | 'alarm' | 'inoperative';

export const selfStates: readonly SelfState[] = ['normal', 'attention', 'alarm', 'inoperative'];

export const selfStateText: Readonly<Record<SelfState, Bilingual>> = {
  normal: { zh: '正常', en: 'normal' },
  attention: { zh: '注意', en: 'attention' },
  alarm: { zh: '报警', en: 'alarm' },
  inoperative: { zh: '停用', en: 'inoperative' },
};

/** What a reason does to the level. `information` leaves it, `doubt` turns a normal level into unknown. */
export type Severity = 'information' | 'doubt' | 'attention' | 'warning' | 'out-of-tolerance';

/** One reason of an evaluation. */
export interface Reason {
  /** Stable code. */
  readonly code: string;
  readonly severity: Severity;
  readonly text: Bilingual;
  /** Identifiers of the stored frames (`kid/sequence/digest`) or refused packets (`refused/hash`) that prove it. */
  readonly evidence: readonly string[];
}

const rank: Record<Severity, number> = { information: 0, doubt: 0, attention: 1, warning: 2, 'out-of-tolerance': 3 };
const ranked: readonly Level[] = ['normal', 'attention', 'warning', 'out-of-tolerance'];

/** The level that a set of reasons makes: the worst of them; a doubt counts only where nothing worse is known. */
export function levelOf(reasons: readonly Reason[]): Level {
  const worst = Math.max(0, ...reasons.map(({ severity }) => rank[severity]));
  if (worst === 0 && reasons.some(({ severity }) => severity === 'doubt')) return 'unknown';
  return ranked[worst]!;
}
