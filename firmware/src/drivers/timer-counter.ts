import type { PulseCounter } from './pulse-counter.js';

// Pulses counted by the hardware of an nRF52, without the interpreter: an edge of a pin is an event of GPIOTE, PPI carries it to the
// COUNT task of a TIMER in counter mode (nRF52832 product specification v1.4 and nRF52840 v1.1, chapters GPIOTE, PPI and TIMER: base
// addresses in "Memory map", offsets in each chapter's "Registers"). The chain follows edges faster than any pulser makes them.

const GPIOTE_CONFIG = 0x40006510;
/** EVENTS_IN[0]. */
const GPIOTE_EVENT = 0x40006100;
/** MODE event, POLARITY toggle: both edges. */
const BOTH_EDGES = 0x30001;
const PPI_CHANNEL = 0x4001f510;
const PPI_ENABLE = 0x4001f504;
/** Offsets in a TIMER. */
const START = 0;
const STOP = 4;
const COUNT = 8;
const CLEAR = 12;
const CAPTURE = 0x40;
const MODE = 0x504;
const BIT_MODE = 0x508;
const CAPTURED = 0x540;
/** MODE low-power counter; BITMODE 32 bits. */
const LOW_POWER_COUNTER = 2;
const BITS_32 = 3;

/**
 * TIMER3, TIMER4 and TIMER2: 0 is the radio's, 1 the interpreter's (its NFC library, which nothing here uses, takes 4). Channels of
 * PPI from 15 downwards: those from 17 are the radio's. Channels of GPIOTE from 7 downwards: `setWatch` takes them from 0.
 */
const TIMERS = [0x4001a000, 0x4001b000, 0x4000a000];
const LAST_CHANNEL = 15;

/** Counts every edge of one or two channels. Where the chip has no timer left, `overflow` says that counts are missing. */
export function openTimers(counter: PulseCounter, a: EspruinoPin, b: EspruinoPin | undefined): void {
  counter.timerA = openTimer(a);
  if (b) counter.timerB = openTimer(b);
  if (!counter.timerA || (b && !counter.timerB)) counter.counts.overflow = 1;
}

function openTimer(pin: EspruinoPin): number {
  let taken = 0;
  while ((peek32(PPI_ENABLE) >> (LAST_CHANNEL - taken)) & 1) taken++;
  const timer = TIMERS[taken];
  if (!timer) return 0;
  poke32(timer + STOP, 1);
  poke32(timer + MODE, LOW_POWER_COUNTER);
  poke32(timer + BIT_MODE, BITS_32);
  poke32(timer + CLEAR, 1);
  poke32(timer + START, 1);
  const event = 7 - taken;
  const channel = LAST_CHANNEL - taken;
  poke32(GPIOTE_CONFIG + event * 4, BOTH_EDGES + pin.getInfo().num * 256);
  poke32(PPI_CHANNEL + channel * 8, GPIOTE_EVENT + event * 4);
  poke32(PPI_CHANNEL + channel * 8 + 4, timer + COUNT);
  poke32(PPI_ENABLE, 1 << channel);
  return timer;
}

/**
 * Takes the edges of both channels together as forwards. Where there are two, they alternate while the meter turns: whatever they
 * differ by beyond one edge was lost, or added, on one of them, and is shown as phase errors.
 */
export function readTimers(counter: PulseCounter): void {
  const counts = counter.counts;
  const a = counter.timerA ? captured(counter.timerA) : 0;
  if (!counter.timerB) {
    counts.up = a;
    return;
  }
  const b = captured(counter.timerB);
  counts.up = (a + b) >>> 0;
  let off = (a - b) >>> 0;
  if (off > 2147483647) off = 4294967296 - off;
  if (off - 1 > counts.phaseErrors) counts.phaseErrors = off - 1;
}

function captured(timer: number): number {
  poke32(timer + CAPTURE, 1);
  return peek32(timer + CAPTURED);
}
