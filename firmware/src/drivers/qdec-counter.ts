import { callEvery } from '../platform/espruino.js';
import type { PulseCounts } from '../platform/ports.js';
import type { PulseCounter } from './pulse-counter.js';

// The quadrature decoder of an nRF52 (product specification nRF52832 v1.4 and nRF52840 v1.1, chapter QDEC). It looks at both channels
// every 128 us at its fastest: 7 812 edges a second, evenly spaced. ACC holds -1024 to 1023 and ACCDBL 0 to 15 until they are read;
// what goes beyond is lost and raises ACCOF. It is therefore read every 100 ms. While the interpreter is busy for as long as 0.4 s, 2 500
// edges a second still fit: three times what 120 L/min of a pulser with 100 pulses per litre give.

const START = 0x40012000;
const READ_AND_CLEAR = 0x40012008;
const OVERFLOW = 0x40012108;
const ENABLE = 0x40012500;
const SAMPLE_PERIOD = 0x40012508;
const ACCUMULATED = 0x40012518;
const PIN_A = 0x40012520;
const PIN_B = 0x40012524;
const DOUBLE = 0x40012548;

const POLL = 100;

/** Opens the only decoder of the chip. */
export function openQdec(counter: PulseCounter, a: EspruinoPin, b: EspruinoPin): void {
  const counts = counter.counts;
  // the decoder owns its pins from ENABLE on: they are chosen before
  poke32(ENABLE, 0);
  poke32(PIN_A, a.getInfo().num);
  poke32(PIN_B, b.getInfo().num);
  poke32(SAMPLE_PERIOD, 0);
  poke32(ENABLE, 1);
  poke32(READ_AND_CLEAR, 1);
  poke32(OVERFLOW, 0);
  poke32(START, 1);
  callEvery(() => readQdec(counts), POLL);
}

/** Adds what was decoded since the last time. Steps both ways since then cancel out. */
export function readQdec(counts: PulseCounts): void {
  poke32(READ_AND_CLEAR, 1);
  let steps = peek32(ACCUMULATED);
  if (steps > 2147483647) steps -= 4294967296;
  if (steps > 0) counts.up = (counts.up + steps) >>> 0;
  else if (steps < 0) counts.down = (counts.down - steps) >>> 0;
  counts.phaseErrors = (counts.phaseErrors + peek32(DOUBLE)) >>> 0;
  if (peek32(OVERFLOW)) {
    poke32(OVERFLOW, 0);
    counts.overflow = 1;
  }
}
