import { CHANNEL_CONDITION_BIT_LEARNING, CHANNEL_CREEP, CHANNEL_ZERO, CHANNEL_ZERO_RETURN } from '@hengzhun/protocol';
import type { ChannelReading } from '../ingest/chain-state.js';
import { maximumPermissibleError } from '../rules/maximum-permissible-error.js';
import type { StatusRules } from '../rules/status-rules.js';
import type { Bilingual } from './levels.js';
import { probabilityOutside } from './normal-distribution.js';

/** What is estimated: never the span, which a scale without a reference mass does not see. */
export type EstimatedQuantity = 'zero' | 'zero-return' | 'creep';

export const quantityText: Readonly<Record<EstimatedQuantity, Bilingual>> = {
  zero: { zh: '零点偏移', en: 'zero offset' },
  'zero-return': { zh: '回零误差', en: 'zero return' },
  creep: { zh: '蠕变', en: 'creep' },
};

/** An estimate of one component of the error of indication. All values in units of e. */
export interface ErrorEstimate {
  readonly quantity: EstimatedQuantity;
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
 * The error components that the channels of a status frame give evidence of. A channel that is still learning, or whose value is not
 * available, gives none.
 */
export function estimateErrors(
  channels: readonly ChannelReading[],
  basis: LimitBasis,
  rules: StatusRules,
): ErrorEstimate[] {
  const { atZero, largest } = serviceLimits(basis, rules);
  const mpe = rules.mpe.source;
  const estimates: ErrorEstimate[] = [];
  const estimate = (channel: number, quantity: EstimatedQuantity, limit: number, limitSource: string) => {
    const reading = channels.find(({ identifier }) => identifier === channel);
    if (reading?.value === undefined || (reading.conditions >> CHANNEL_CONDITION_BIT_LEARNING) % 2 === 1) return;
    const value = reading.value / 1000;
    const uncertainty = reading.uncertainty === undefined ? undefined : reading.uncertainty / 1000;
    estimates.push({
      quantity,
      value,
      uncertainty,
      expanded: uncertainty === undefined ? undefined : uncertainty * rules.coverage,
      limit,
      limitSource,
      probabilityOutside:
        uncertainty === undefined
          ? undefined
          : Math.round(probabilityOutside(value, uncertainty, -limit, limit) * 1e6) / 1e6,
      clipped: Math.abs(reading.value) === 32767,
    });
  };
  estimate(CHANNEL_ZERO, 'zero', atZero, `${mpe}: in service, no load`);
  estimate(CHANNEL_ZERO_RETURN, 'zero-return', atZero, `${mpe}: in service, no load`);
  estimate(CHANNEL_CREEP, 'creep', largest, `${mpe}: in service, largest up to Max (the load is not known)`);
  return estimates;
}
