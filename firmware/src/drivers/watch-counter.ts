import type { PulseCounts } from '../platform/ports.js';

// Pulses counted by the interpreter, where the board has nothing better (STM32, ESP32): each edge is a call of 1 to 1.5 ms at 64 MHz,
// so that 600 to 800 edges a second of all channels together can be followed, and about 170 at once (the buffer for input: 1 kB,
// 6 bytes an edge). What comes faster is dropped by the interpreter, which says so by the error flag FIFO_FULL.

/** Counts edges of one channel, or decodes both. */
export function openWatches(counts: PulseCounts, a: EspruinoPin, b: EspruinoPin | undefined): void {
  let levelA = a.read();
  let levelB = !!b && b.read();
  setWatch(
    (edge) => {
      // two edges of the same direction: the one between them is lost
      if (edge.state === levelA) counts.phaseErrors++;
      levelA = edge.state;
      if (!b || levelA !== levelB) counts.up = (counts.up + 1) >>> 0;
      else counts.down = (counts.down + 1) >>> 0;
    },
    a,
    { repeat: true, edge: 'both' },
  );
  if (b) {
    setWatch(
      (edge) => {
        if (edge.state === levelB) counts.phaseErrors++;
        levelB = edge.state;
        if (levelA === levelB) counts.up = (counts.up + 1) >>> 0;
        else counts.down = (counts.down + 1) >>> 0;
      },
      b,
      { repeat: true, edge: 'both' },
    );
  }
  E.on('errorFlag', (flags) => {
    if (flags.indexOf('FIFO_FULL') >= 0) counts.overflow = 1;
  });
}
