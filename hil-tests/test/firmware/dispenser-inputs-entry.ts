// Built with the instrument's own pipeline: a dispenser's inputs within reach of a test, as members of E.
import {
  type DispenserInputs,
  setPulseOutput,
  startDispenserInputs,
} from '../../../firmware/src/drivers/dispenser-inputs.js';
import type { DriverRecord } from '../../../firmware/src/drivers/records.js';

declare const E: {
  /** Records as [kind, numbers, texts]. */
  inputsStart: (records: Array<[number, number[], string[]]>) => void;
  /** What the sink got, as [name, ...values], and the nozzle whose encoder is to be initialised (-1: none). */
  inputsGot: unknown[][];
  inputsWish: number;
  inputsOutput: (nozzle: number, on: boolean) => void;
};

let inputs: DispenserInputs | undefined;
E.inputsGot = [];
E.inputsWish = -1;
E.inputsStart = (records) => {
  const list: DriverRecord[] = [];
  for (let i = 0; i < records.length; i++) {
    list.push({ kind: records[i]![0], numbers: records[i]![1], texts: records[i]![2] });
  }
  inputs = startDispenserInputs(
    list,
    {
      onTime: (time) => E.inputsGot.push(['time', time]),
      onCase: (open) => E.inputsGot.push(['case', open]),
      onSupply: (millivolts) => E.inputsGot.push(['supply', millivolts]),
      onNozzle: (time, nozzle, lifted, preset) => E.inputsGot.push(['nozzle', time, nozzle, lifted, preset]),
      onCounts: (time, nozzle, counts, encoderCount, temperature) =>
        E.inputsGot.push([
          'counts',
          time,
          nozzle,
          [counts.up, counts.down, counts.phaseErrors, counts.overflow],
          encoderCount,
          temperature,
        ]),
      onEncoder: (nozzle, identity, initialised) => E.inputsGot.push(['encoder', nozzle, identity, initialised]),
      wantsInitialising: (nozzle) => nozzle === E.inputsWish,
    },
    () => false,
  );
};
E.inputsOutput = (nozzle, on) => setPulseOutput(inputs!, nozzle, on);
