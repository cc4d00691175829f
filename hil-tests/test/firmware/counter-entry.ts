// Built with the instrument's own pipeline: pulse counters within reach of a test, as members of E.
import { openCounter, type PulseCounter, readCounter } from '../../../firmware/src/drivers/pulse-counter.js';

declare const E: {
  counterOpen: (nozzle: number, method: number, pinA: string, pinB: string) => void;
  counterRead: (nozzle: number) => number[];
};

const counters: PulseCounter[] = [];

E.counterOpen = (nozzle, method, pinA, pinB) => {
  counters[nozzle] = openCounter({ kind: 9, numbers: [nozzle, method], texts: [pinA, pinB] });
};
E.counterRead = (nozzle) => {
  const counts = readCounter(counters[nozzle]!);
  return [counts.up, counts.down, counts.phaseErrors, counts.overflow];
};
