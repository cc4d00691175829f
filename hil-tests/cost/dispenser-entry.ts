// Built with the instrument's own pipeline, never part of an instrument: the shell of a provisioned dispenser with its parts within
// reach of a measuring script, as members of E. See firmware-entry.ts.

import {
  countNozzle,
  createDispenserCore,
  type DispenserParameters,
  type DispenserState,
  switchNozzle,
} from '../../firmware/src/dispensing/index.js';
import { DRIVER_ELEMENT, driverOf } from '../../firmware/src/drivers/records.js';
import { openProtocolPort } from '../../firmware/src/platform/espruino.js';
import { createShell } from '../../firmware/src/shell/boot.js';
import type { Core } from '../../firmware/src/shell/core.js';
import { readProvisioning } from '../../firmware/src/shell/provisioning.js';
import { passTime } from '../../firmware/src/shell/tick.js';
import { exposeFrames } from './expose-frames.js';

declare const E: {
  costNothing: (time: number, counts: number) => void;
  costSample: (time: number, counts: number) => void;
  costLift: (time: number) => void;
  costHangUp: (time: number) => void;
};

const found = readProvisioning()!;
const core = createDispenserCore(found.instrument)! as Core<DispenserState, DispenserParameters>;
const shell = createShell(found.provisioning, core, driverOf(found.drivers, DRIVER_ELEMENT))!;
openProtocolPort('/dev/null', 115200, () => {});

E.costNothing = () => {};
const seen = { up: 0, down: 0, phaseErrors: 0, overflow: 0 };
E.costSample = (time, counts) => {
  // what the dispenser's entry does with each look
  seen.up = counts;
  shell.temperature = 1800;
  countNozzle(core.state, core.parameters, 0, seen, counts, 1800);
  passTime(shell, time);
};
E.costLift = (time) => {
  switchNozzle(core.state, core.parameters, 0, true, 0, time);
  passTime(shell, time);
};
E.costHangUp = (time) => {
  switchNozzle(core.state, core.parameters, 0, false, 0, time);
  passTime(shell, time);
};
exposeFrames(shell);
