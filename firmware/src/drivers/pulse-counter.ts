import type { ByteString } from '@hengzhun/protocol/device';
import { HAS_QDEC_COUNTER, HAS_TIMER_COUNTER, HAS_WATCH_COUNTER } from '../build-flags.js';
import type { PulseCounts } from '../platform/ports.js';
import { openQdec, readQdec } from './qdec-counter.js';
import { COUNTER_QDEC, COUNTER_TIMER, type DriverRecord } from './records.js';
import { openTimers, readTimers } from './timer-counter.js';
import { openWatches } from './watch-counter.js';

/** A meter's pulser and whatever counts it. */
export interface PulseCounter {
  counts: PulseCounts;
  /** COUNTER_*; 0: this build has no such counter, and `overflow` says that nothing is counted. */
  method: number;
  /** Base addresses of the timers that count channels A and B (0: none). */
  timerA: number;
  timerB: number;
}

/** Opens the counter that a record of the kind `DRIVER_PULSE_COUNTER` describes, and begins to count from zero. */
export function openCounter(record: DriverRecord): PulseCounter {
  const method = record.numbers[1]!;
  const a = record.texts[0]!;
  const b = record.texts[1]!;
  const counter: PulseCounter = {
    counts: { up: 0, down: 0, phaseErrors: 0, overflow: 0 },
    method: method,
    timerA: 0,
    timerB: 0,
  };
  if (HAS_QDEC_COUNTER && method === COUNTER_QDEC) openQdec(counter, inputOf(a), inputOf(b));
  else if (HAS_TIMER_COUNTER && method === COUNTER_TIMER) openTimers(counter, inputOf(a), b ? inputOf(b) : undefined);
  else if (HAS_WATCH_COUNTER) openWatches(counter.counts, inputOf(a), b ? inputOf(b) : undefined);
  else {
    counter.method = 0;
    counter.counts.overflow = 1;
  }
  return counter;
}

/** What the counter has counted by now. The object is the counter's own and changes with the next reading. */
export function readCounter(counter: PulseCounter): PulseCounts {
  if (HAS_QDEC_COUNTER && counter.method === COUNTER_QDEC) readQdec(counter.counts);
  else if (HAS_TIMER_COUNTER && counter.method === COUNTER_TIMER) readTimers(counter);
  return counter.counts;
}

/** A pin as an input with a pull-up: pulsers have open collectors. */
function inputOf(name: ByteString): EspruinoPin {
  const pin = new Pin(name);
  pin.mode('input_pullup');
  return pin;
}
