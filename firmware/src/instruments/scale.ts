import { createHx711, startHx711 } from '../drivers/hx711.js';
import { consumeLines } from '../drivers/injection.js';
import { DRIVER_HX711, DRIVER_INJECTION, type DriverRecord } from '../drivers/records.js';
import { startScaleInjection } from '../drivers/scale-injection.js';
import { beginSpan, createScaleCore, endSpan, type ScaleState, sampleCells, supplyScale } from '../metrology/index.js';
import { SAMPLE_PERIOD } from '../metrology/parameters.js';
import { boardTemperature } from '../platform/espruino.js';
import type { Core } from '../shell/core.js';
import { caseOpened } from '../shell/lock.js';
import type { Shell } from '../shell/state.js';
import { isBehind, passTime } from '../shell/tick.js';
import { startInstrument } from './start.js';
import { takeSample } from './take-sample.js';

function startDriver(s: Shell, driver: DriverRecord): void {
  const numbers = driver.numbers;
  const texts = driver.texts;
  const core = s.core as Core<ScaleState, Int32Array>;
  if (driver.kind === DRIVER_INJECTION) {
    const injection = startScaleInjection(
      driver,
      {
        onSample: (time, counts, temperature) => takeSample(s, time, counts, temperature),
        onCells: (time, cells, temperature) => {
          let sum = 0;
          for (let i = 0; i < cells.length; i++) sum += cells[i]!;
          sampleCells(core.state, cells);
          takeSample(s, time, sum, temperature);
        },
        onTime: (time) => passTime(s, time),
        onCase: (open) => caseOpened(s, open),
        onSupply: (millivolts) => supplyScale(core.state, core.parameters, millivolts),
        spanWanted: () => core.state.spanWanted,
        onSpan: (kind) => (kind > 0 ? beginSpan(core.state) : endSpan(core.state)),
      },
      () => isBehind(s),
    );
    s.resume = () => consumeLines(injection);
  } else if (driver.kind === DRIVER_HX711) {
    startHx711(
      createHx711(texts[0]!, texts[1]!, numbers[0]!),
      core.parameters[SAMPLE_PERIOD]!,
      (time, counts) => takeSample(s, time, counts, boardTemperature()),
      (time) => passTime(s, time),
    );
  }
}

startInstrument(createScaleCore, (s, drivers) => {
  for (let i = 0; i < drivers.length; i++) /*@__NOINLINE__*/ startDriver(s, drivers[i]!);
});
