import {
  type AnyPlan,
  planDouble,
  planSequential,
  planSingle,
  planVariables,
  type RiskPoints,
  type Risks,
} from '@hengzhun/host-sdk';

export const planKinds = ['single', 'double', 'variables', 'sequential'] as const;
export type PlanKind = (typeof planKinds)[number];

/** What the command line says of a plan. */
export interface PlanOptions {
  readonly plan: PlanKind;
  /** Qualities and risks, 0…1. */
  readonly prq: number;
  readonly producerRisk: number;
  readonly crq: number;
  readonly consumerRisk: number;
  /** Variables only: whether the standard deviation is known. */
  readonly deviation: 'known' | 'unknown';
}

export const pointsOf = ({ prq, producerRisk, crq, consumerRisk }: PlanOptions): RiskPoints => ({
  producerQuality: prq,
  producerRisk,
  consumerQuality: crq,
  consumerRisk,
});

/**
 * The plan that keeps the risks, with those that it really has.
 * @param lotSize none: a process
 * @throws {SdkError} `sampling-out-of-range`, `sampling-no-plan`
 */
export function planOfOptions(
  kind: PlanKind,
  points: RiskPoints,
  deviation: 'known' | 'unknown',
  lotSize?: number,
): AnyPlan & Risks {
  switch (kind) {
    case 'single':
      return { kind, ...planSingle(points, lotSize) };
    case 'double':
      return { kind, ...planDouble(points, lotSize) };
    case 'variables':
      return { kind, ...planVariables(points, deviation) };
    case 'sequential':
      return { kind, ...planSequential(points) };
  }
}
