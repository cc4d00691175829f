import { type AnyPlan, type CurvePoint, planCurves, type RiskPoints, type Risks } from '@hengzhun/host-sdk';
import { type PlanKind, planOfOptions } from '../../../sampling/plan-of-options.js';

/** What a plan is asked for, with nothing left open. */
export interface PlanTask {
  readonly kind: PlanKind;
  readonly points: RiskPoints;
  readonly deviation: 'known' | 'unknown';
  readonly lotSize: number | undefined;
  readonly highest: number;
  readonly resolution: number;
}

export interface PlanResult {
  readonly plan: AnyPlan & Risks;
  readonly curve: readonly CurvePoint[];
}

/** The plan that keeps the risks, with its curves. @throws {SdkError} `sampling-out-of-range`, `sampling-no-plan` */
export function planWork({ kind, points, deviation, lotSize, highest, resolution }: PlanTask): PlanResult {
  const plan = planOfOptions(kind, points, deviation, lotSize);
  return { plan, curve: planCurves(plan, highest, resolution, lotSize) };
}
