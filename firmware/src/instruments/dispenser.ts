import {
  countNozzle,
  createDispenserCore,
  type DispenserParameters,
  type DispenserState,
  identifyEncoder,
  isStopped,
  switchNozzle,
  wantsInitialising,
} from '../dispensing/index.js';
import { type DispenserInputs, setPulseOutput, startDispenserInputs } from '../drivers/dispenser-inputs.js';
import type { Core } from '../shell/core.js';
import { caseOpened, isLocked } from '../shell/lock.js';
import type { Shell } from '../shell/state.js';
import { isBehind, passTime } from '../shell/tick.js';
import { startInstrument } from './start.js';

/** Lets pulses through or stops them, nozzle by nozzle: as the core says, and none while the case has locked the instrument. */
function drivePulses(s: Shell, inputs: DispenserInputs): void {
  const core = s.core as Core<DispenserState, DispenserParameters>;
  for (let i = 0; i < core.nozzles; i++) setPulseOutput(inputs, i, !isLocked(s) && !isStopped(core.state, i));
}

startInstrument(createDispenserCore, (s, drivers) => {
  const core = s.core as Core<DispenserState, DispenserParameters>;
  const state = core.state;
  const parameters = core.parameters;
  const inputs = startDispenserInputs(
    drivers,
    {
      onNozzle: (time, nozzle, lifted, preset) => {
        if (nozzle < core.nozzles) switchNozzle(state, parameters, nozzle, lifted, preset || 0, time);
        passTime(s, time);
      },
      onCounts: (time, nozzle, counts, encoder, temperature) => {
        if (temperature !== undefined) s.temperature = temperature;
        if (nozzle < core.nozzles) countNozzle(state, parameters, nozzle, counts, encoder, temperature);
        passTime(s, time);
      },
      onEncoder: (nozzle, identity, initialised) => {
        // one that has fallen silent stops its nozzle by its silence
        if (identity !== undefined && nozzle < core.nozzles) identifyEncoder(state, nozzle, identity, initialised);
      },
      wantsInitialising: (nozzle) => nozzle < core.nozzles && wantsInitialising(state, nozzle),
      onTime: (time) => {
        passTime(s, time);
        drivePulses(s, inputs);
      },
      onCase: (open) => caseOpened(s, open),
      // a dispenser's supply is not judged: its identity says so
      onSupply: () => {},
    },
    () => isBehind(s),
  );
  s.resume = inputs.resume;
});
