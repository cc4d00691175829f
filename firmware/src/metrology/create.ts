import { CHANNEL_UNCERTAINTY_UNKNOWN, CHANNEL_VALUE_UNAVAILABLE, FLAG_BIT_LEARNING } from '@hengzhun/protocol/device';
import { HAS_CELLS, HAS_SHUNT } from '../build-flags.js';
import { observedChannels, spanChannel } from './fitted.js';
import {
  AGE,
  CHANNEL_RETURN_AT,
  CHANNEL_SPAN_AT,
  CHANNEL_ZERO_AT,
  HOUR_NUMBER,
  LAGGED,
  LONG_RETURN,
  LOWEST,
  MEMORY_LENGTH,
  MEMORY_WITH_CORNER,
  MEMORY_WITH_SPAN,
  OUTLIER,
  PERIOD_TIME,
  RAW_TEMPERATURE,
  SAMPLE_TIME,
  SPAN_CHECKED,
  SUPPLY,
  WORK_LENGTH,
  ZERO_BEFORE,
  ZERO_SEEN_AT,
} from './layout.js';
import { resetModel } from './model.js';
import { CELLS, SAMPLE_PERIOD } from './parameters.js';
import type { ScaleState } from './types.js';

/** The state of an instrument that has never measured. */
export function createScale(parameters: Int32Array): ScaleState {
  const work = new Float64Array(WORK_LENGTH);
  const unknown = 0 / 0;
  work[PERIOD_TIME] = unknown;
  work[SAMPLE_TIME] = parameters[SAMPLE_PERIOD];
  work[RAW_TEMPERATURE] = unknown;
  work[SUPPLY] = unknown;
  work[LAGGED] = unknown;
  work[LOWEST] = unknown;
  work[ZERO_BEFORE] = unknown;
  work[OUTLIER] = 1 / 0;
  const cells = HAS_CELLS && parameters[CELLS] > 1 ? parameters[CELLS] * 4 : 0;
  const memory = cells ? MEMORY_WITH_CORNER : HAS_SHUNT && spanChannel(parameters) ? MEMORY_WITH_SPAN : MEMORY_LENGTH;
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
    work: work,
    memory: new Float64Array(memory),
    block: new Float64Array(16),
    hour: new Float64Array(16),
    selfState: 0,
    // until the first period says otherwise
    flags: 1 << FLAG_BIT_LEARNING,
    channels: channels,
    events: [],
    spanWanted: 0,
    cells: cells ? new Float64Array(cells) : undefined,
  };
}

/**
 * Begins new baselines: at sealing, after a repair, and never otherwise. The earlier ones are kept for comparison, what was
 * learned of the temperature too, because it belongs to the cell.
 */
export function resetBaseline(state: ScaleState): void {
  const m = state.memory;
  resetModel(m, CHANNEL_ZERO_AT);
  // the other channels but the span's model, which begins with the memory of its earlier baseline
  m.fill(0, CHANNEL_RETURN_AT, CHANNEL_SPAN_AT);
  if (HAS_SHUNT && m.length > CHANNEL_SPAN_AT) {
    resetModel(m, CHANNEL_SPAN_AT);
    m[SPAN_CHECKED] = 0;
  }
  if (HAS_CELLS && m.length > MEMORY_WITH_SPAN) m.fill(0, MEMORY_WITH_SPAN, MEMORY_WITH_CORNER);
  m[LONG_RETURN] = 0;
  m[AGE] = 0;
  state.work[HOUR_NUMBER] = 0;
  state.work[ZERO_SEEN_AT] = 0;
}
