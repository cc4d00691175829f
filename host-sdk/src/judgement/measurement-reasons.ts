import { MEASURED, toDay } from '../estimation/estimate-layout.js';
import type { Reason } from '../evaluation/levels.js';
import { verificationKindText } from '../records/verification-kinds.js';
import { shanghaiDate } from '../shanghai-date.js';
import type { JudgementInput } from './judgement-input.js';
import { measuredErrors } from './measured-errors.js';
import { amountText, pointText } from './quantity-text.js';

/** What standards have found, and whether that still counts. */
export function measurementReasons({ measurement, estimate, now, rules }: JudgementInput): Reason[] {
  if (measurement === undefined || Number.isNaN(estimate[MEASURED]!)) {
    const text = {
      zh: '从未用标准器测量过：示值误差只能按同类仪器推测',
      en: 'never measured with standards: its error is only what instruments of its kind let one expect',
    };
    return [{ code: 'never-measured', severity: 'doubt', text, evidence: [] }];
  }
  const errors = measuredErrors(measurement);
  const worst = errors.reduce(
    (a, b) => (Math.abs(b.error) / b.limit > Math.abs(a.error) / a.limit ? b : a),
    errors[0]!,
  );
  const reasons: Reason[] = [];
  const { quantity, error, uncertainty, limit, at, source } = worst;
  const figure = `${amountText(quantity, error, true)} ± ${amountText(quantity, rules.coverage * uncertainty)} (k = ${rules.coverage})`;
  const how = verificationKindText[measurement.how];
  const where = pointText(worst);
  const bound = amountText(quantity, limit);
  reasons.push({
    code: 'measured',
    severity: 'information',
    text: {
      zh: `${shanghaiDate(at)} ${how.zh}：${where.zh}误差 ${figure}，使用中最大允许误差 ±${bound}`,
      en: `${how.en} of ${shanghaiDate(at)}: error ${figure} ${where.en}, MPE in service ±${bound}`,
    },
    evidence: [source],
  });
  const days = Math.floor(toDay(now) - estimate[MEASURED]!);
  if (days > rules.measurementExpires) {
    const text = {
      zh: `最近一次测量已过 ${days} 天`,
      en: `the last measurement is ${days} days old`,
    };
    reasons.push({ code: 'measurement-expired', severity: 'doubt', text, evidence: [source] });
  }
  return reasons;
}
