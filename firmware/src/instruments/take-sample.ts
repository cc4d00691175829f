import { type ScaleState, sampleScale } from '../metrology/index.js';
import type { Core } from '../shell/core.js';
import type { Shell } from '../shell/state.js';
import { passTime } from '../shell/tick.js';

/** Takes one raw sample at `time` ms of the instrument's clock. */
export function takeSample(s: Shell, time: number, counts: number, temperature: number | undefined): void {
  const core = s.core as Core<ScaleState, Int32Array>;
  s.temperature = temperature;
  /*@__NOINLINE__*/ sampleScale(core.state, core.parameters, counts, temperature, time);
  /*@__NOINLINE__*/ passTime(s, time);
}
