import {
  CHANNEL_CONDITION_BIT_CUSUM_DOWN,
  CHANNEL_CONDITION_BIT_CUSUM_UP,
  CHANNEL_CONDITION_BIT_LEARNING,
  SELF_STATE_ATTENTION,
} from '@hengzhun/protocol';
import type { FleetChannel } from './options.js';
import type { Making } from './population.js';
import { normal, purpose, uniform } from './random.js';

const CLIPPED = 32_767;
/** One report in the making: its random numbers, and the channels and flags so far. */
export class Draft {
  flags = 0;
  readonly channels: FleetChannel[] = [];

  constructor(
    private readonly making: Making,
    private readonly count: number,
    private readonly learning: boolean,
  ) {}

  uniform(n: number): number {
    return uniform(this.making.key.high, this.making.key.low, purpose.report + n, this.count);
  }

  normal(n: number): number {
    return normal(this.making.key.high, this.making.key.low, purpose.report + n, this.count);
  }

  flag(flag: number, when = true): void {
    if (when) this.flags += 2 ** flag;
  }

  /** @param limit beyond which the drift detection has signalled */
  channel(identifier: number, value: number, uncertainty: number, limit: number): void {
    const whole = Math.max(-CLIPPED, Math.min(CLIPPED, Math.round(value))) + 0;
    let conditions = 0;
    if (this.learning) conditions = 1 << CHANNEL_CONDITION_BIT_LEARNING;
    else if (whole > limit) conditions = SELF_STATE_ATTENTION + (1 << CHANNEL_CONDITION_BIT_CUSUM_UP);
    else if (whole < -limit) conditions = SELF_STATE_ATTENTION + (1 << CHANNEL_CONDITION_BIT_CUSUM_DOWN);
    const spread = Math.max(1, Math.min(65_534, Math.round(uncertainty)));
    this.channels.push({ identifier, conditions, value: whole, uncertainty: spread });
  }
}
