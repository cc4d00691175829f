import {
  CHANNEL_CONDITION_BIT_LEARNING,
  CHANNEL_CREEP,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
} from '@hengzhun/protocol';
import type { ChannelReading } from '../ingest/chain-state.js';
import { maximumPermissibleError } from '../rules/maximum-permissible-error.js';
import type { StatusRules } from '../rules/status-rules.js';
import { probabilityOutside } from '../statistics/normal-distribution.js';
import { sixDecimals } from '../statistics/quantise.js';
import type { Bilingual } from './levels.js';

/** What is estimated, as far as the instrument observes it. */
export type EstimatedQuantity = 'zero' | 'zero-return' | 'creep' | 'span' | 'span-electronics' | 'pulse-equivalent';

export const quantityText: Readonly<Record<EstimatedQuantity, Bilingual>> = {
  zero: { zh: '零点偏移', en: 'zero offset' },
  'zero-return': { zh: '回零误差', en: 'zero return' },
  creep: { zh: '蠕变', en: 'creep' },
  span: { zh: '量程漂移', en: 'span drift' },
  'span-electronics': { zh: '电子量程漂移', en: 'drift of the electronics span' },
  'pulse-equivalent': { zh: '脉冲当量偏差', en: 'deviation of the pulse equivalent' },
};

/** An estimate of one component of the error of indication. */
export interface ErrorEstimate {
  readonly quantity: EstimatedQuantity;
  /** Of `value`, `uncertainty`, `expanded` and `limit`: verification intervals, or percent of the load or volume. */
  readonly unit: 'e' | '%';
  /** The nozzle of a dispenser, 0..3. */
  readonly nozzle?: number;
  readonly value: number;
  /** Standard uncertainty; undefined: the instrument does not know it. */
  readonly uncertainty: number | undefined;
  /** Expanded uncertainty U = k·u with the coverage factor of the rules. */
  readonly expanded: number | undefined;
  /** Limit that the estimate is held against, ±. */
  readonly limit: number;
  /** Where the limit comes from. */
  readonly limitSource: string;
  /** Probability that the component lies outside ± limit, quantised to 1e-6; undefined without an uncertainty. */
  readonly probabilityOutside: number | undefined;
  /** The instrument has clipped the value: it is at least this large. */
  readonly clipped: boolean;
}

/** What the limits depend on. */
export interface LimitBasis {
  /** 1…4, undefined: not known. */
  readonly accuracyClass: number | undefined;
  /** Max in units of e, undefined: not known. */
  readonly maximum: number | undefined;
}

/** MPE in service at no load, and the largest MPE in service up to Max, in e; class III where the class is not known. */
export function serviceLimits(
  basis: LimitBasis,
  rules: StatusRules,
): { atZero: number; largest: number; assumed: boolean } {
  const accuracyClass = basis.accuracyClass ?? 3;
  const atZero = maximumPermissibleError(accuracyClass, 0, 'in-service', rules.mpe);
  const rows = rules.mpe.classes[accuracyClass as 1 | 2 | 3 | 4];
  const beyond = basis.maximum === undefined || rows.every(({ upTo }) => upTo !== undefined && basis.maximum! > upTo);
  const largest = beyond
    ? Math.max(...rows.map(({ limit }) => limit)) * rules.mpe.inService
    : maximumPermissibleError(accuracyClass, basis.maximum!, 'in-service', rules.mpe);
  return { atZero, largest, assumed: basis.accuracyClass === undefined || basis.maximum === undefined };
}

/**
 * Largest relative change of span, in %, that keeps every load up to Max within the MPE in service: the tightest of the ratios of limit to
 * load, which lie at the ends of the rows of the table and at Max. Class III and an open Max where they are not known.
 */
export function spanLimit(basis: LimitBasis, rules: StatusRules): number {
  const rows = rules.mpe.classes[(basis.accuracyClass ?? 3) as 1 | 2 | 3 | 4];
  const maximum = basis.maximum ?? rows[rows.length - 1]!.upTo ?? rows[rows.length - 2]!.upTo!;
  let least = Number.POSITIVE_INFINITY;
  for (const { upTo, limit } of rows) {
    const load = Math.min(upTo ?? maximum, maximum);
    least = Math.min(least, (100 * limit * rules.mpe.inService) / load);
    if (load === maximum) break;
  }
  return least;
}

/** What an estimate is made from, besides the channel. */
export interface EstimateOf {
  readonly quantity: EstimatedQuantity;
  readonly unit: 'e' | '%';
  /** A channel's integer over this is in `unit`. */
  readonly divisor: number;
  readonly limit: number;
  readonly limitSource: string;
  readonly nozzle?: number;
}

/** The estimate that one channel gives; undefined while it is still learning, or its value is not available. */
export function estimateOf(
  channels: readonly ChannelReading[],
  identifier: number,
  of: EstimateOf,
  rules: StatusRules,
): ErrorEstimate | undefined {
  const reading = channels.find((channel) => channel.identifier === identifier);
  if (reading?.value === undefined || (reading.conditions >> CHANNEL_CONDITION_BIT_LEARNING) % 2 === 1)
    return undefined;
  const { divisor, limit, ...rest } = of;
  const value = reading.value / divisor;
  const uncertainty = reading.uncertainty === undefined ? undefined : reading.uncertainty / divisor;
  return {
    ...rest,
    value,
    uncertainty,
    expanded: uncertainty === undefined ? undefined : uncertainty * rules.coverage,
    limit,
    probabilityOutside:
      uncertainty === undefined ? undefined : sixDecimals(probabilityOutside(value, uncertainty, -limit, limit)),
    clipped: Math.abs(reading.value) === 32767,
  };
}

/**
 * The error components of a scale that the channels of a status frame give evidence of. The span is among them only where the scale has an
 * internal reference mass; a shunt shows the electronics alone.
 */
export function estimateErrors(
  channels: readonly ChannelReading[],
  basis: LimitBasis,
  rules: StatusRules,
): ErrorEstimate[] {
  const { atZero, largest } = serviceLimits(basis, rules);
  const mpe = rules.mpe.source;
  const zero = { unit: 'e', divisor: 1000, limit: atZero, limitSource: `${mpe}: in service, no load` } as const;
  const load = `${mpe}: in service, largest up to Max (the load is not known)`;
  const tightest = `${mpe}: in service, tightest share of the load up to Max`;
  const span = { unit: '%', divisor: 10_000, limit: spanLimit(basis, rules), limitSource: tightest } as const;
  const estimates = [
    estimateOf(channels, CHANNEL_ZERO, { quantity: 'zero', ...zero }, rules),
    estimateOf(channels, CHANNEL_ZERO_RETURN, { quantity: 'zero-return', ...zero }, rules),
    estimateOf(channels, CHANNEL_CREEP, { quantity: 'creep', ...zero, limit: largest, limitSource: load }, rules),
    estimateOf(channels, CHANNEL_SPAN_ELECTRONICS, { quantity: 'span-electronics', ...span }, rules),
    estimateOf(channels, CHANNEL_SPAN_REFERENCE, { quantity: 'span', ...span }, rules),
  ];
  return estimates.filter((estimate) => estimate !== undefined);
}
