import { HAS_CELLS } from '../build-flags.js';
import { startScaleInputs } from '../drivers/scale-inputs.js';
import {
  beginSpan,
  createScaleCore,
  endSpan,
  type ScaleState,
  sampleCells,
  sampleScale,
  supplyScale,
} from '../metrology/index.js';
import { SAMPLE_PERIOD, SATURATION } from '../metrology/parameters.js';
import type { Core } from '../shell/core.js';
import { caseOpened } from '../shell/lock.js';
import type { Shell } from '../shell/state.js';
import { isBehind, passTime } from '../shell/tick.js';
import { startInstrument } from './start.js';
import { takeSample } from './take-sample.js';

/** Takes one sample of several cells: their sum is the scale's. One that is saturated saturates the scale, whatever the others say. */
function takeCells(s: Shell, time: number, cells: number[], temperature: number | undefined): void {
  const core = s.core as Core<ScaleState, Int32Array>;
  const end = core.parameters[SATURATION]!;
  let sum = 0;
  let saturated = false;
  for (let i = 0; i < cells.length; i++) {
    const counts = cells[i]!;
    if (counts >= end || -counts >= end) saturated = true;
    sum += counts;
  }
  if (saturated) sum = end;
  else sampleCells(core.state, cells);
  takeSample(s, time, sum, temperature);
}

startInstrument(createScaleCore, (s, drivers) => {
  const core = s.core as Core<ScaleState, Int32Array>;
  s.resume = startScaleInputs(
    drivers,
    core.parameters[SAMPLE_PERIOD]!,
    {
      // as takeSample, without another call in every sample
      onSample: (time, counts, temperature) => {
        s.temperature = temperature;
        /*@__NOINLINE__*/ sampleScale(core.state, core.parameters, counts, temperature, time);
        /*@__NOINLINE__*/ passTime(s, time);
      },
      onCells: (time, cells, temperature) => {
        if (HAS_CELLS) /*@__NOINLINE__*/ takeCells(s, time, cells, temperature);
      },
      onTime: (time) => passTime(s, time),
      onCase: (open) => caseOpened(s, open),
      onSupply: (millivolts) => supplyScale(core.state, core.parameters, millivolts),
      spanWanted: () => core.state.spanWanted,
      onSpan: (kind) => (kind > 0 ? beginSpan(core.state) : endSpan(core.state)),
    },
    () => isBehind(s),
  );
});
