import type { AnyPlan } from '@hengzhun/host-sdk';
import type { Bilingual } from '../../api/common.js';
import type { SamplingPlan } from '../../api/lots.js';
import { both } from '../../words.js';

/** A plan in one sentence. */
export function planText(plan: AnyPlan): Bilingual {
  const decimals = (value: number) => String(Number(value.toPrecision(5)));
  switch (plan.kind) {
    case 'single':
      return both('console.plan.single', { size: plan.sampleSize, number: plan.acceptanceNumber });
    case 'double':
      return both('console.plan.double', {
        ...{ first: plan.firstSize, accept: plan.firstAcceptance, refuse: plan.firstRejection },
        ...{ second: plan.secondSize, both: plan.secondAcceptance },
      });
    case 'variables': {
      const values = { size: plan.sampleSize, k: decimals(plan.acceptanceConstant) };
      return both(`console.plan.variables-${plan.deviation}`, values);
    }
    case 'sequential':
      return both('console.plan.sequential', {
        ...{ slope: decimals(plan.slope), limit: plan.limit, number: plan.limitAcceptance },
        ...{ accept: decimals(plan.acceptanceIntercept), refuse: decimals(plan.rejectionIntercept) },
      });
  }
}

/** The numbers of a plan and nothing else: risks and averages stand beside it. */
export function shownPlan(plan: AnyPlan): SamplingPlan {
  switch (plan.kind) {
    case 'single':
      return { kind: plan.kind, sampleSize: plan.sampleSize, acceptanceNumber: plan.acceptanceNumber };
    case 'double': {
      const { kind, firstSize, firstAcceptance, firstRejection, secondSize, secondAcceptance } = plan;
      return { kind, firstSize, firstAcceptance, firstRejection, secondSize, secondAcceptance };
    }
    case 'variables': {
      const { kind, sampleSize, acceptanceConstant, deviation } = plan;
      return { kind, sampleSize, acceptanceConstant, deviation };
    }
    case 'sequential': {
      const { kind, slope, acceptanceIntercept, rejectionIntercept, limit, limitAcceptance } = plan;
      return { kind, slope, acceptanceIntercept, rejectionIntercept, limit, limitAcceptance };
    }
  }
}
