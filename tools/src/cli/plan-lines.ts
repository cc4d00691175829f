import type { AnyPlan } from '@hengzhun/host-sdk';
import type { Output } from './output.js';

/** What a plan asks for, in names and numbers. */
export function planRows(output: Output, plan: AnyPlan): [string, string][] {
  const row = (key: Parameters<Output['text']>[0], value: string | number): [string, string] => [
    output.text(key),
    String(value),
  ];
  const decimals = (value: number) => String(Number(value.toPrecision(6)));
  switch (plan.kind) {
    case 'single':
      return [row('sample.plan.size', plan.sampleSize), row('sample.plan.acceptance', plan.acceptanceNumber)];
    case 'double':
      return [
        row('sample.plan.first', plan.firstSize),
        row('sample.plan.first-numbers', `${plan.firstAcceptance} / ${plan.firstRejection}`),
        row('sample.plan.second', plan.secondSize),
        row('sample.plan.second-number', plan.secondAcceptance),
      ];
    case 'variables':
      return [
        row('sample.plan.size', plan.sampleSize),
        row('sample.plan.constant', decimals(plan.acceptanceConstant)),
        row('sample.plan.deviation', output.text(`sample.plan.deviation.${plan.deviation}`)),
      ];
    case 'sequential':
      return [
        row('sample.plan.accept-line', `d ≤ ${decimals(plan.slope)} n − ${decimals(plan.acceptanceIntercept)}`),
        row('sample.plan.refuse-line', `d ≥ ${decimals(plan.slope)} n + ${decimals(plan.rejectionIntercept)}`),
        row('sample.plan.limit', `${plan.limit} / ${plan.limitAcceptance}`),
      ];
  }
}
