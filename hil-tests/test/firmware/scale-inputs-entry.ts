// Built with the instrument's own pipeline: a scale's inputs within reach of a test, as members of E.
import type { DriverRecord } from '../../../firmware/src/drivers/records.js';
import { startScaleInputs } from '../../../firmware/src/drivers/scale-inputs.js';

declare const E: {
  /** Records as [kind, numbers, texts]. */
  inputsStart: (records: Array<[number, number[], string[]]>, period: number) => void;
  /** What the sink got, as [name, ...values], and the span check that it wishes for. */
  inputsGot: unknown[][];
  inputsWish: number;
};

E.inputsGot = [];
E.inputsWish = 0;
E.inputsStart = (records, period) => {
  const list: DriverRecord[] = [];
  for (let i = 0; i < records.length; i++) {
    list.push({ kind: records[i]![0], numbers: records[i]![1], texts: records[i]![2] });
  }
  startScaleInputs(
    list,
    period,
    {
      onTime: (time) => E.inputsGot.push(['time', time]),
      onCase: (open) => E.inputsGot.push(['case', open]),
      onSupply: (millivolts) => E.inputsGot.push(['supply', millivolts]),
      onSample: (time, counts, temperature) => E.inputsGot.push(['sample', time, counts, temperature]),
      onCells: (time, cells, temperature) => E.inputsGot.push(['cells', time, cells.slice(), temperature]),
      spanWanted: () => E.inputsWish,
      onSpan: (kind) => E.inputsGot.push(['span', kind]),
    },
    () => false,
  );
};
