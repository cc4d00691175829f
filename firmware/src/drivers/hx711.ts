import type { ByteString } from '@hengzhun/protocol/device';
import { callLater, milliseconds } from '../platform/espruino.js';

/** The converter's full scale: a reading there is saturated, whatever the load. */
export const HX711_POSITIVE_LIMIT = 8388607;

/** An HX711 on two pins. */
export interface Hx711 {
  data: EspruinoPin;
  clock: EspruinoPin;
  /** Clock pulses of a conversion: 25 (channel A, gain 128), 26 (channel B, 32), 27 (channel A, 64). */
  pulses: number;
}

/** Takes the two pins; the clock rests low (a clock high for 60 us puts the converter to sleep). */
export function createHx711(dataPin: ByteString, clockPin: ByteString, pulses: number): Hx711 {
  const hx711: Hx711 = { data: new Pin(dataPin), clock: new Pin(clockPin), pulses: pulses };
  hx711.clock.write(0);
  hx711.data.mode('input');
  return hx711;
}

/**
 * Reads one conversion: undefined while the converter is busy (data high), otherwise a signed 24-bit count. Saturated
 * readings come back as the limits themselves, which the metrology core takes for saturation.
 */
export function readHx711(hx711: Hx711): number | undefined {
  const clock = hx711.clock;
  const data = hx711.data;
  if (data.read()) return undefined;
  let value = 0;
  for (let i = 0; i < 24; i++) {
    clock.write(1);
    value = value * 2 + (data.read() ? 1 : 0);
    clock.write(0);
  }
  // one to three more pulses choose channel and gain of the next conversion
  for (let i = 24; i < hx711.pulses; i++) {
    clock.write(1);
    clock.write(0);
  }
  return value > HX711_POSITIVE_LIMIT ? value - 16777216 : value;
}

/**
 * Polls the converter at the sample period. A converter that is never ready shows as time passing without samples, which
 * the metrology core reports as a sensor fault after its time-out.
 */
export function startHx711(
  hx711: Hx711,
  periodMs: number,
  onSample: (time: number, counts: number) => void,
  onTime: (time: number) => void,
): void {
  const poll = (): void => {
    const counts = readHx711(hx711);
    const now = milliseconds();
    if (counts === undefined) onTime(now);
    else onSample(now, counts);
    callLater(poll, periodMs);
  };
  poll();
}
