import { type InstrumentData, serviceLimits, spanLimit, statusRules } from '@hengzhun/host-sdk';
import {
  CHANNEL_CREEP,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
} from '@hengzhun/protocol';

/** A limit of a channel, ± in its unit, and where it comes from. */
export interface ChannelLimit {
  readonly limit: number;
  readonly limitSource: string;
}

/**
 * The limits by which the status evaluation 状态评价 judges channels, by channel: those of the rules for this class and capacity, whether a channel has
 * been judged yet or not.
 */
export function channelLimits(data: InstrumentData): ReadonlyMap<number, ChannelLimit> {
  const { accuracyClass, maximumCapacity, verificationInterval } = data;
  const maximum =
    maximumCapacity === undefined || !verificationInterval ? undefined : maximumCapacity / verificationInterval;
  const basis = { accuracyClass, maximum };
  const { atZero, largest } = serviceLimits(basis, statusRules);
  const mpe = statusRules.mpe.source;
  const zero = { limit: atZero, limitSource: `${mpe}: in service, no load` };
  const span = { limit: spanLimit(basis, statusRules), limitSource: `${mpe}: in service, tightest share of the load` };
  const limits = new Map<number, ChannelLimit>([
    [CHANNEL_ZERO, zero],
    [CHANNEL_ZERO_RETURN, zero],
    [CHANNEL_CREEP, { limit: largest, limitSource: `${mpe}: in service, largest up to Max` }],
    [CHANNEL_SPAN_ELECTRONICS, span],
    [CHANNEL_SPAN_REFERENCE, span],
  ]);
  const { volume } = statusRules;
  if (volume !== undefined) {
    limits.set(CHANNEL_PULSE_EQUIVALENT, { limit: volume.limit * 100, limitSource: volume.source });
  }
  return limits;
}
