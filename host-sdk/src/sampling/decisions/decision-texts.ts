import type { Bilingual } from '../../evaluation/levels.js';
import type { LotAction, LotDecision, LotOutcome } from './decide-lot.js';
import type { LotDecisionRules } from './decision-rules.js';

export const lotOutcomeText: Readonly<Record<LotOutcome, Bilingual>> = {
  accepted: { zh: '接收', en: 'accepted' },
  conditional: { zh: '有条件接收', en: 'conditionally kept' },
  rejected: { zh: '拒收', en: 'rejected' },
};

export const lotActionText: Readonly<Record<LotAction, Bilingual>> = {
  'extend-interval': { zh: '延长检定周期', en: 'the verification interval is extended' },
  'keep-interval': { zh: '检定周期不变', en: 'the verification interval stays' },
  'shorten-interval': { zh: '缩短检定周期', en: 'the verification interval is shortened' },
  'verify-all': { zh: '全数检定', en: 'every instrument is verified' },
  'replace-lot': { zh: '批量更换', en: 'the whole lot is replaced' },
};

/** The words of a decision, in the order in which people read it. */
export function decisionTexts(
  decision: Omit<LotDecision, 'reasons'>,
  size: number,
  rules: LotDecisionRules,
): Bilingual[] {
  const { outcome, action, months, asReached, worstCase, strata, bounds, risks } = decision;
  const sum = (name: 'looked' | 'nonconforming' | 'unreached'): number =>
    strata.reduce((total, one) => total + one[name], 0);
  const [looked, found, unreached] = [sum('looked'), sum('nonconforming'), sum('unreached')];
  const { points } = rules;
  const texts: Bilingual[] = [
    {
      zh: `批量 ${size} 台，检定 ${looked} 台，不合格 ${found} 台，无法检定 ${unreached} 台。`,
      en: `Of a lot of ${size}, ${looked} were verified, ${found} were nonconforming, and ${unreached} could not be reached.`,
    },
    {
      zh: `判定：${lotOutcomeText[outcome].zh}；${lotActionText[action].zh}${months === undefined ? '' : `（${months} 个月）`}。`,
      en: `The lot is ${lotOutcomeText[outcome].en}: ${lotActionText[action].en}${months === undefined ? '' : ` (${months} months)`}.`,
    },
  ];
  if (asReached !== worstCase) {
    texts.push({
      zh: '无法检定的器具若全部不合格，则不予接收：请先找到它们。',
      en: 'If those that could not be reached were all nonconforming the lot would be refused: reach them first.',
    });
  }
  if (bounds !== null) {
    texts.push({
      zh: `不合格数 ${bounds.lower} 至 ${bounds.upper} 台（占 ${percent(bounds.lower / size)} 至 ${percent(bounds.upper / size)}，精确界限，置信水平 ${percent(bounds.confidence)}）。`,
      en: `${bounds.lower} to ${bounds.upper} are nonconforming (${percent(bounds.lower / size)} to ${percent(bounds.upper / size)}; exact bounds, confidence ${percent(bounds.confidence)}).`,
    });
  }
  texts.push({
    zh: `实际风险：不合格率 ${percent(points.producerQuality)} 的批被拒概率 ${percent(risks.producerRisk)}，不合格率 ${percent(points.consumerQuality)} 的批被接收概率 ${percent(risks.consumerRisk)}。`,
    en: `Real risks: a lot with ${percent(points.producerQuality)} nonconforming is refused with ${percent(risks.producerRisk)}, one with ${percent(points.consumerQuality)} is accepted with ${percent(risks.consumerRisk)}.`,
  });
  return texts;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
