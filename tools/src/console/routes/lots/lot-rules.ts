import { ruleSetName, samplingRules } from '@hengzhun/host-sdk';
import type { LotRulesAnswer } from '../../api/lots.js';

/** What lots can be built and decided by. */
export function shownLotRules(): LotRulesAnswer {
  return {
    lots: samplingRules.lots.map((rules) => ({
      name: ruleSetName(rules),
      homogeneousBy: [...rules.homogeneousBy],
      stratifiedBy: [...rules.stratifiedBy],
      smallest: rules.smallest,
      largest: rules.largest,
    })),
    decisions: samplingRules.decisions.map((rules) => {
      const { source, points, confidence, tolerable, replaceAbove, months, resultsWithinDays } = rules;
      return {
        name: ruleSetName(rules),
        source,
        points,
        confidence,
        tolerable,
        replaceAbove,
        months,
        resultsWithinDays,
      };
    }),
  };
}
