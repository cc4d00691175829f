// Built with the instrument's own pipeline, never part of an instrument: the shell of a provisioned scale with its parts within
// reach of a measuring script, as members of E. It lies outside `src` because only that pipeline compiles it.
import { DRIVER_ELEMENT, driverOf } from '../../firmware/src/drivers/records.js';
import { createScaleCore, type ScaleState, sampleScale } from '../../firmware/src/metrology/index.js';
import { openProtocolPort } from '../../firmware/src/platform/espruino.js';
import { createShell } from '../../firmware/src/shell/boot.js';
import type { Core } from '../../firmware/src/shell/core.js';
import { readProvisioning } from '../../firmware/src/shell/provisioning.js';
import { passTime } from '../../firmware/src/shell/tick.js';
import { exposeFrames } from './expose-frames.js';

declare const E: {
  costNothing: (time: number, counts: number) => void;
  costSample: (time: number, counts: number) => void;
};

const found = readProvisioning()!;
const core = createScaleCore(found.instrument)! as Core<ScaleState, Int32Array>;
const s = createShell(found.provisioning, core, driverOf(found.drivers, DRIVER_ELEMENT))!;
openProtocolPort('/dev/null', 115200, () => {});

E.costNothing = () => {};
// what the scale's entry does with each sample
E.costSample = (time, counts) => {
  s.temperature = 2100;
  /*@__NOINLINE__*/ sampleScale(core.state, core.parameters, counts, 2100, time);
  /*@__NOINLINE__*/ passTime(s, time);
};
exposeFrames(s);
