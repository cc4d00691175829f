import type { RigClock, TimerHandle } from '../host/clock.js';
import type { PinBoard } from './pins.js';

export interface Hx711Options {
  clock: RigClock;
  pins: PinBoard;
  /** Number of the pin on PD_SCK. */
  clockPin: number;
  /** Number of the pin on DOUT. */
  dataPin: number;
  /** Conversions per second: 10 or 80 by the RATE input. Default 10. */
  rate?: 10 | 80;
  /** The result of a conversion: 24-bit two's complement, clipped as the converter does. `time` in ms. */
  sample: (time: number) => number;
}

/** HX711 data sheet: PD_SCK high for longer than this puts the chip to sleep, ms. */
const POWER_DOWN_MS = 0.06;
const FULL_SCALE = 0x7fffff;

/**
 * An HX711 load-cell converter on two pins (Avia data sheet, "Serial Interface"): DOUT falls when a conversion is ready,
 * 24 pulses on PD_SCK shift it out from the top bit, the 25th to 27th choose gain and channel and raise DOUT. A program takes no virtual
 * time, so that a pulse which its own statements make is taken for one longer than 60 us: the chip goes to sleep in it.
 *
 * @returns a function that takes the chip off the board.
 */
export function attachHx711(options: Hx711Options): () => void {
  const { clock, pins, clockPin, dataPin, sample } = options;
  const period = 1000 / (options.rate ?? 10);
  let shift = 0;
  let pulses = 0;
  let asleep = false;
  let conversion: TimerHandle | undefined;
  let sleepTimer: TimerHandle | undefined;

  const convert = (delay: number): void => {
    if (conversion) clock.cancel(conversion);
    conversion = clock.setTimer(clock.now() + delay, () => {
      if (asleep) return;
      // A result that nobody fetches is overwritten by the next one.
      if (pulses === 0) {
        const counts = Math.max(-FULL_SCALE - 1, Math.min(FULL_SCALE, Math.round(sample(clock.now()))));
        shift = counts & 0xffffff;
        pins.drive(dataPin, 0);
      }
      convert(period);
    });
  };
  const reset = (): void => {
    pulses = 0;
    pins.drive(dataPin, 1);
  };
  const finish = (): void => {
    if (pulses >= 25) reset();
  };
  let level = 0;
  const detach = pins.onWrite((pin, value, native) => {
    if (pin !== clockPin || value === level) return;
    level = value;
    if (level === 1 && !native) {
      asleep = true;
      reset();
    } else if (level === 1) {
      sleepTimer = clock.setTimer(clock.now() + POWER_DOWN_MS, () => {
        asleep = true;
        reset();
      });
      if (asleep) return;
      pulses++;
      pins.drive(dataPin, pulses <= 24 && !((shift >> (24 - pulses)) & 1) ? 0 : 1);
      return;
    }
    if (sleepTimer) clock.cancel(sleepTimer);
    if (asleep) {
      asleep = false;
      reset();
      // Four conversions to settle after waking (data sheet, "Settling time").
      convert(4 * period);
    } else if (pulses >= 25) {
      // The burst ends when the program's turn does: up to 27 pulses belong together.
      clock.setTimer(clock.now(), finish);
    }
  });
  reset();
  convert(period);
  return () => {
    detach();
    if (conversion) clock.cancel(conversion);
    if (sleepTimer) clock.cancel(sleepTimer);
    pins.drive(dataPin, undefined);
  };
}
