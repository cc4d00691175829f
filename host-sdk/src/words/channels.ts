import {
  CHANNEL_CORNER,
  CHANNEL_CREEP,
  CHANNEL_FLOW_RANGE,
  CHANNEL_IDLE_FLOW,
  CHANNEL_NOISE,
  CHANNEL_OVERSHOOT,
  CHANNEL_PHASE_ERRORS,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_PULSE_LOSS,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_STABILITY,
  CHANNEL_TEMPERATURE_EFFECT,
  CHANNEL_WARM_UP,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** How a channel's integers are read. */
export interface ChannelWords {
  readonly name: Bilingual;
  /** A channel's integer over this is a number in `unit`. */
  readonly divisor: number;
  readonly unit: string;
}

const channels: Readonly<Record<number, ChannelWords>> = {
  [CHANNEL_ZERO]: { name: { zh: '零点', en: 'zero' }, divisor: 1000, unit: 'e' },
  [CHANNEL_ZERO_RETURN]: { name: { zh: '回零', en: 'zero return' }, divisor: 1000, unit: 'e' },
  [CHANNEL_CREEP]: { name: { zh: '蠕变', en: 'creep' }, divisor: 1000, unit: 'e' },
  [CHANNEL_NOISE]: { name: { zh: '噪声', en: 'noise' }, divisor: 1000, unit: 'e' },
  [CHANNEL_STABILITY]: { name: { zh: '不稳定度', en: 'instability' }, divisor: 10, unit: '%' },
  [CHANNEL_TEMPERATURE_EFFECT]: { name: { zh: '温度影响', en: 'temperature effect' }, divisor: 1000, unit: 'e/°C' },
  [CHANNEL_SPAN_ELECTRONICS]: { name: { zh: '电子量程', en: 'electronics span' }, divisor: 10000, unit: '%' },
  [CHANNEL_SPAN_REFERENCE]: { name: { zh: '量程', en: 'span' }, divisor: 10000, unit: '%' },
  [CHANNEL_CORNER]: { name: { zh: '偏载', en: 'corner' }, divisor: 1000, unit: '%' },
  [CHANNEL_WARM_UP]: { name: { zh: '预热零点', en: 'warm-up' }, divisor: 1000, unit: 'e' },
  [CHANNEL_PULSE_EQUIVALENT]: { name: { zh: '脉冲当量', en: 'pulse equivalent' }, divisor: 10000, unit: '%' },
  [CHANNEL_PHASE_ERRORS]: { name: { zh: '相位错误', en: 'phase errors' }, divisor: 10000, unit: '%' },
  [CHANNEL_PULSE_LOSS]: { name: { zh: '丢脉冲', en: 'pulse loss' }, divisor: 10000, unit: '%' },
  [CHANNEL_OVERSHOOT]: { name: { zh: '预置超量', en: 'overshoot' }, divisor: 1, unit: 'mL' },
  [CHANNEL_IDLE_FLOW]: { name: { zh: '挂枪流量', en: 'idle flow' }, divisor: 1, unit: 'mL' },
  [CHANNEL_FLOW_RANGE]: { name: { zh: '超流量范围', en: 'flow range' }, divisor: 10, unit: '%' },
};

/** Name, divisor and unit of a CHANNEL_*; one that this version does not know has its number as name and no unit. */
export function channelWords(identifier: number): ChannelWords {
  return (
    channels[identifier] ?? {
      name: { zh: `通道 ${identifier}`, en: `channel ${identifier}` },
      divisor: 1,
      unit: '',
    }
  );
}
