import type { ByteString } from '@hengzhun/protocol/device';

/** The converter's full scale: a reading there is saturated, whatever the load. */
export const HX711_POSITIVE_LIMIT = 8388607;

/** An HX711 on two pins. */
export interface Hx711 {
  data: EspruinoPin;
  /** Shifts 24 bits out. */
  spi: EspruinoSpi;
  /** The one to three pulses behind them. */
  gain: EspruinoSpi;
  zeros: Uint8Array;
}

/**
 * Takes the two pins. The clock rests low: high for 60 us, it puts the converter to sleep (data sheet: power down). A pulse made by the
 * interpreter itself is longer than that, so all of them come from its native SPI in software.
 *
 * @param pulses clock pulses of a conversion: 25 (channel A, gain 128), 26 (channel B, 32) or 27 (channel A, 64)
 */
export function createHx711(dataPin: ByteString, clockPin: ByteString, pulses: number): Hx711 {
  const data = new Pin(dataPin);
  const clock = new Pin(clockPin);
  clock.write(0);
  data.mode('input');
  return {
    data: data,
    spi: openSpi(data, clock, 8),
    gain: openSpi(data, clock, pulses - 24),
    zeros: new Uint8Array(3),
  };
}

function openSpi(data: EspruinoPin, clock: EspruinoPin, bits: number): EspruinoSpi {
  const spi = new SPI();
  // mode 1: the converter changes its data with the rising clock, they are read behind the falling one
  spi.setup({ miso: data, sck: clock, mode: 1, bits: bits });
  return spi;
}

/**
 * Reads one conversion: undefined while the converter is busy (data high), otherwise a signed 24-bit count. Saturated
 * readings come back as the limits themselves, which the metrology core takes for saturation.
 */
export function readHx711(hx711: Hx711): number | undefined {
  if (hx711.data.read()) return undefined;
  const bytes = hx711.spi.send(hx711.zeros);
  // one to three more pulses choose channel and gain of the next conversion
  hx711.gain.send(0);
  const value = bytes[0]! * 65536 + bytes[1]! * 256 + bytes[2]!;
  return value > HX711_POSITIVE_LIMIT ? value - 16777216 : value;
}
