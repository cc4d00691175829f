// Built with the instrument's own pipeline: a dispenser's inputs on the interpreter, which prints what they give.
import { startDispenserInputs } from '../../../firmware/src/drivers/dispenser-inputs.js';
import {
  COUNTER_WATCH,
  DRIVER_ENCODER,
  DRIVER_PRESET,
  DRIVER_PULSE_COUNTER,
} from '../../../firmware/src/drivers/records.js';

declare function print(text: string): void;

const nothing = (): void => {};

startDispenserInputs(
  [
    { kind: DRIVER_PULSE_COUNTER, numbers: [0, COUNTER_WATCH], texts: ['D5', ''] },
    { kind: DRIVER_ENCODER, numbers: [0, 2, 9600, 3], texts: ['s2', '', ''] },
    { kind: DRIVER_PRESET, numbers: [0, 2, 9600, 15], texts: ['s2', '', ''] },
  ],
  {
    onTime: nothing,
    onCase: nothing,
    onSupply: nothing,
    onNozzle: nothing,
    onCounts: (_time, nozzle, counts, encoderCount) => print(`counts ${nozzle} ${counts.up} ${encoderCount}`),
    onEncoder: (nozzle, identity, initialised) =>
      print(
        `encoder ${nozzle} ${identity ? identity.charCodeAt(0) * 256 + identity.charCodeAt(7) : 'none'} ${initialised}`,
      ),
    wantsInitialising: () => true,
  },
  () => false,
);
