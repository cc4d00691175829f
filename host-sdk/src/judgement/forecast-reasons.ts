import type { BehaviourPrior } from '../estimation/behaviour-prior.js';
import type { Reason } from '../evaluation/levels.js';
import type { Judgement } from './judgement.js';
import { chanceText } from './quantity-text.js';

/** What instruments of the same kind let one expect, and whether their batch stands apart. */
export function forecastReasons(forecast: Judgement['forecast'], prior: BehaviourPrior): Reason[] {
  const chance = chanceText(forecast.probability);
  const reasons: Reason[] = [
    {
      code: 'population-forecast',
      severity: 'information',
      text: {
        zh: `同型号同批次、同样久未测量的仪器失准概率 ${chance}`,
        en: `of its type and batch, measured as long ago, ${chance} are out of tolerance`,
      },
      evidence: [],
    },
  ];
  if (!forecast.apart) return reasons;
  const share = Math.round(100 * prior.driftingShare);
  const rate = Number(prior.driftRate.toPrecision(2));
  const steps = Number((100 * prior.stepRate).toPrecision(2));
  reasons.push({
    code: 'batch-apart',
    severity: 'attention',
    text: {
      zh: `该批次与同型号其他批次明显不同：${share} % 漂移（平均每年 ${rate} 倍允差），每年 ${steps} % 跳变`,
      en: `this batch is unlike the rest of its type: ${share} % drift (by ${rate} limits a year on average), ${steps} % step in a year`,
    },
    evidence: [],
  });
  return reasons;
}
