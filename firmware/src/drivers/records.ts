import type { ByteString } from '@hengzhun/protocol/device';

// What hangs on an instrument's pins and ports, as its provisioning tells it: a list of records, each with a kind, integers and
// byte strings. `describe.ts` makes them on a host; the positions of their integers and texts are defined here.

/** One input or output of the instrument. */
export interface DriverRecord {
  /** DRIVER_*. */
  kind: number;
  /** Integers, see NUMBER_* of the kind. */
  numbers: number[];
  /** Names of pins and paths, see TEXT_* of the kind. */
  texts: ByteString[];
}

/** Most records of one instrument. */
export const MAXIMUM_DRIVERS = 24;

/** HX711: [clock pulses of a conversion: 25 (channel A, gain 128), 26 (channel B, 32) or 27 (channel A, 64)], [data, clock]. */
export const DRIVER_HX711 = 1;
/** Lines from a second serial port, for rigs: [baud rate], [path where the platform wants one]. */
export const DRIVER_INJECTION = 2;
/**
 * NAU7802 on I2C: [bus (0: any two pins, otherwise the number of the hardware bus), gain as a power of two 0..7, conversion rate
 * CRS 0..3 or 7, LDO voltage VLDO 0..7 or 8 for a supply from outside, channels (1, 2, or 3: both, a cell on each)], [SDA, SCL].
 */
export const DRIVER_NAU7802 = 3;
/** Switch that the case holds down: [level of the pin when open, debounce in ms], [pin]. */
export const DRIVER_CASE_SWITCH = 4;
/** Supply voltage: [ratio of the divider in 1/1000], [pin; empty: the board's own supply]. */
export const DRIVER_SUPPLY = 5;
/** Shunt over a bridge arm: [level of the pin when switched on], [pin]. */
export const DRIVER_SHUNT = 6;
/** Internal reference mass: [level of the pin that lowers it], [pin]. */
export const DRIVER_REFERENCE_MASS = 7;
/** Analogue thermometer: [mV at 0 degree Celsius, uV per degree], [pin]. Without one the board's thermometer counts. */
export const DRIVER_THERMOMETER = 8;
/** Pulser of a meter: [nozzle, COUNTER_*], [channel A, channel B or empty]. */
export const DRIVER_PULSE_COUNTER = 9;
/** Encoder with a register of its own: [nozzle, port, baud rate, address on the link], [path, receiving pin, sending pin]. */
export const DRIVER_ENCODER = 10;
/** Switch of a nozzle's holder: [nozzle, level of the pin when lifted, debounce in ms], [pin]. */
export const DRIVER_NOZZLE_SWITCH = 11;
/** Output that lets the pulses through to the calculator: [nozzle, level of the pin when on], [pin]. */
export const DRIVER_PULSE_OUTPUT = 12;
/** Calculator that tells a nozzle's preset: [nozzle, port, baud rate, address on the link], [path, receiving pin, sending pin]. */
export const DRIVER_PRESET = 13;
/** Secure element ATECC608: [bus as NAU7802, address], [SDA, SCL]. */
export const DRIVER_ELEMENT = 14;

/**
 * Quadrature decoder of an nRF52 (QDEC): counts both directions and double transitions. It samples every 128 us at its fastest,
 * so both channels together may have 7 812 edges a second at most, evenly spaced.
 */
export const COUNTER_QDEC = 1;
/** GPIOTE, PPI and TIMER of an nRF52: counts every edge of each channel, up to some hundred thousand a second, no direction. */
export const COUNTER_TIMER = 2;
/** The interpreter's `setWatch`: at most about 600 edges a second of all channels of the instrument together. */
export const COUNTER_WATCH = 3;

/** The first record of a kind. */
export function driverOf(records: DriverRecord[], kind: number): DriverRecord | undefined {
  for (let i = 0; i < records.length; i++) if (records[i]!.kind === kind) return records[i];
  return undefined;
}
