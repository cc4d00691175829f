import { millisecondsPerDay, SYMPTOMS, toDay } from '../estimation/estimate-layout.js';
import { symptomsOf, symptomText } from '../estimation/symptoms.js';
import type { Reason, Severity } from '../evaluation/levels.js';
import { shanghaiDate } from '../shanghai-date.js';
import type { PointOutlook } from './judgement.js';
import type { JudgementInput } from './judgement-input.js';
import { amountText, chanceText, pointText } from './quantity-text.js';

/** What all evidence together says of now and of what comes. @param crossing day since 1970 */
export function outlookReasons(
  { estimate, self, measurement, now, rules }: JudgementInput,
  worst: PointOutlook | undefined,
  probability: number,
  crossing: number | undefined,
): Reason[] {
  const evidence = [measurement?.source, self.statusFrame].filter((source) => source !== undefined);
  const reasons: Reason[] = [];
  if (worst !== undefined) {
    const { quantity, error, uncertainty, limit } = worst;
    const figure = `${amountText(quantity, error, true)} ± ${amountText(quantity, rules.coverage * uncertainty)} (k = ${rules.coverage})`;
    const where = pointText(worst);
    const chance = chanceText(probability);
    reasons.push({
      code: 'probability-out-of-tolerance',
      severity: 'information',
      text: {
        zh: `失准概率 ${chance}：${where.zh}误差估计 ${figure}，最大允许误差 ±${amountText(quantity, limit)}`,
        en: `out of tolerance with probability ${chance}: error estimated ${figure} ${where.en}, MPE ±${amountText(quantity, limit)}`,
      },
      evidence,
    });
  }
  const shown = symptomsOf(estimate[SYMPTOMS]!);
  if (shown.length > 0) {
    reasons.push({
      code: 'symptoms',
      severity: 'information',
      text: {
        zh: `上次测量后出现过：${shown.map((one) => symptomText[one].zh).join('、')}；这些不测量误差，只提高失准风险`,
        en: `seen since the last measurement: ${shown.map((one) => symptomText[one].en).join(', ')}; they do not measure the error, they raise the risk`,
      },
      evidence: self.statusFrame === undefined ? [] : [self.statusFrame],
    });
  }
  if (crossing !== undefined && crossing > toDay(now)) {
    const days = Math.round(crossing - toDay(now));
    const severity: Severity =
      days <= rules.warningHorizon ? 'warning' : days <= rules.attentionHorizon ? 'attention' : 'information';
    const date = shanghaiDate(crossing * millisecondsPerDay);
    const text = {
      zh: `预计 ${date}（${days} 天后）超出最大允许误差`,
      en: `predicted to exceed the MPE on ${date} (in ${days} days)`,
    };
    reasons.push({ code: 'predicted-crossing', severity, text, evidence });
  }
  return reasons;
}
