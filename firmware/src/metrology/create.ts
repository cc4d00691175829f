import { CHANNEL_UNCERTAINTY_UNKNOWN, CHANNEL_VALUE_UNAVAILABLE, FLAG_BIT_LEARNING } from '@hengzhun/protocol/device';
import { observedChannels } from './fitted.js';
import {
  AGE,
  BASE_HOURS,
  BASE_LAGGED,
  BASE_ZERO,
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  EARLIER_COEFFICIENT,
  EARLIER_LAGGED,
  EARLIER_ZERO,
  HOUR_NUMBER,
  LAGGED,
  LOWEST,
  MEMORY_LENGTH,
  OUTLIER,
  PERIOD_TIME,
  RAW_TEMPERATURE,
  RECENT,
  RECENT_COUNT,
  SAMPLE_TIME,
  SUPPLY,
  TEMPERATURE,
  WORK_LENGTH,
  ZERO_BEFORE,
  ZERO_SEEN_AT,
} from './layout.js';
import { CELLS, SAMPLE_PERIOD } from './parameters.js';
import type { ScaleState } from './types.js';

/** The state of an instrument that has never measured. */
export function createScale(parameters: Int32Array): ScaleState {
  const work = new Float64Array(WORK_LENGTH);
  const memory = new Float64Array(MEMORY_LENGTH);
  const unknown = 0 / 0;
  memory[EARLIER_ZERO] = unknown;
  work[PERIOD_TIME] = unknown;
  work[SAMPLE_TIME] = parameters[SAMPLE_PERIOD];
  work[TEMPERATURE] = unknown;
  work[RAW_TEMPERATURE] = unknown;
  work[SUPPLY] = unknown;
  work[LAGGED] = unknown;
  work[LOWEST] = unknown;
  work[ZERO_BEFORE] = unknown;
  work[OUTLIER] = 1 / 0;
  const channels = [];
  const identifiers = observedChannels(parameters);
  for (let i = 0; i < identifiers.length; i++)
    channels.push({
      identifier: identifiers[i],
      conditions: 0,
      value: CHANNEL_VALUE_UNAVAILABLE,
      uncertainty: CHANNEL_UNCERTAINTY_UNKNOWN,
    });
  return {
    memory: memory,
    work: work,
    block: new Float64Array(16),
    hour: new Float64Array(16),
    selfState: 0,
    // until the first period says otherwise
    flags: 1 << FLAG_BIT_LEARNING,
    channels: channels,
    events: [],
    spanWanted: 0,
    cells: parameters[CELLS] > 1 ? new Float64Array(parameters[CELLS]) : undefined,
  };
}

/**
 * Begins a new baseline: at sealing, after a repair, and never otherwise. The earlier one is kept for comparison, the
 * learned temperature coefficient too, because it belongs to the cell.
 */
export function resetBaseline(state: ScaleState): void {
  const m = state.memory;
  if (m[BASE_HOURS] > 0) {
    m[EARLIER_ZERO] = m[BASE_ZERO];
    m[EARLIER_LAGGED] = m[BASE_LAGGED];
    m[EARLIER_COEFFICIENT] = m[COEFFICIENT];
  }
  m[BASE_HOURS] = 0;
  m[RECENT_COUNT] = 0;
  m.fill(0, CHANNEL_ZERO_AT, RECENT);
  m[AGE] = 0;
  state.work[HOUR_NUMBER] = 0;
  state.work[ZERO_SEEN_AT] = 0;
}
