import { ProvisioningError } from '../shell/provisioning-error.js';
import {
  COUNTER_QDEC,
  COUNTER_TIMER,
  COUNTER_WATCH,
  DRIVER_CASE_SWITCH,
  DRIVER_ELEMENT,
  DRIVER_ENCODER,
  DRIVER_HX711,
  DRIVER_INJECTION,
  DRIVER_NAU7802,
  DRIVER_NOZZLE_SWITCH,
  DRIVER_PRESET,
  DRIVER_PULSE_COUNTER,
  DRIVER_PULSE_OUTPUT,
  DRIVER_REFERENCE_MASS,
  DRIVER_SHUNT,
  DRIVER_SUPPLY,
  DRIVER_THERMOMETER,
  type DriverRecord,
} from './records.js';

// Host code: makes the records of the provisioning from what a maker says about the wiring. Every function throws
// ProvisioningError `provisioning-range` with the name of the field that does not fit.

/** Pins on which a bus of two wires hangs. */
export interface BusWiring {
  /** Number of the hardware bus (1: `I2C1`); 0: software on any two pins. Default 1. */
  bus?: number;
  sda: string;
  scl: string;
}

/** A serial link to another unit of a dispenser. */
export interface LinkWiring {
  /** Nozzle that the unit belongs to, 0..3. */
  nozzle: number;
  /** Number of the hardware port (2: `Serial2`); 0: software on any two pins, up to 9 600 baud. Default 2. */
  port?: number;
  /** Default 9600. */
  baudrate?: number;
  /** Address of the unit on the link, 0..15: several may share it. Default: the nozzle. */
  address?: number;
  /** Device path where the platform wants one (Linux). */
  path?: string;
  receivePin?: string;
  sendPin?: string;
}

/** An HX711 on two pins. `pulses`: 25 (channel A, gain 128), 26 (channel B, 32) or 27 (channel A, 64). */
export function describeHx711(wiring: { dataPin: string; clockPin: string; pulses?: 25 | 26 | 27 }): DriverRecord {
  return record(
    DRIVER_HX711,
    [integer('hx711.pulses', wiring.pulses ?? 25, 25, 27)],
    [pin('hx711.dataPin', wiring.dataPin), pin('hx711.clockPin', wiring.clockPin)],
  );
}

/** Lines from a second serial port, for rigs. Never in a product. */
export function describeInjection(wiring: { path?: string; baudrate?: number } = {}): DriverRecord {
  return record(
    DRIVER_INJECTION,
    [integer('injection.baudrate', wiring.baudrate ?? 115_200, 1200, 1_000_000)],
    [text('injection.path', wiring.path ?? '')],
  );
}

/** Conversions per second that a NAU7802 offers, and its code for them (CTRL2, CRS). */
const NAU7802_RATES: Record<number, number> = { 10: 0, 20: 1, 40: 2, 80: 3, 320: 7 };
/** Millivolts of its regulator and its code for them (CTRL1, VLDO); 0 mV: AVDD comes from outside. */
const NAU7802_SUPPLIES: Record<number, number> = {
  4500: 0,
  4200: 1,
  3900: 2,
  3600: 3,
  3300: 4,
  3000: 5,
  2700: 6,
  2400: 7,
  0: 8,
};

/** A NAU7802 bridge converter on I2C (address 0x2A); with both channels a cell on each. */
export function describeNau7802(
  wiring: BusWiring & {
    /** Default 128. */
    gain?: 1 | 2 | 4 | 8 | 16 | 32 | 64 | 128;
    /** Conversions per second; default 10. */
    rate?: 10 | 20 | 40 | 80 | 320;
    /** Excitation from the internal regulator, mV; 0: AVDD comes from outside. Default 3000. */
    supplyMillivolts?: number;
    /** Default [1]. */
    channels?: readonly (1 | 2)[];
  },
): DriverRecord {
  const channels = (wiring.channels ?? [1]).reduce((bits, channel) => bits | (1 << (channel - 1)), 0);
  const gain = Math.log2(wiring.gain ?? 128);
  return record(
    DRIVER_NAU7802,
    [
      bus(wiring),
      integer('nau7802.gain', gain, 0, 7),
      code('nau7802.rate', NAU7802_RATES, wiring.rate ?? 10),
      code('nau7802.supplyMillivolts', NAU7802_SUPPLIES, wiring.supplyMillivolts ?? 3000),
      integer('nau7802.channels', channels, 1, 3),
    ],
    busPins(wiring),
  );
}

/** A switch that the closed case holds down. `openLevel`: the pin's level when the case is open, default 1. */
export function describeCaseSwitch(wiring: { pin: string; openLevel?: 0 | 1; debounceMs?: number }): DriverRecord {
  return record(
    DRIVER_CASE_SWITCH,
    [
      integer('caseSwitch.openLevel', wiring.openLevel ?? 1, 0, 1),
      integer('caseSwitch.debounceMs', wiring.debounceMs ?? 50, 1, 1000),
    ],
    [pin('caseSwitch.pin', wiring.pin)],
  );
}

/** Supply voltage: the board's own, or a divider on an analogue pin. `ratio`: supply over pin, at most 100. */
export function describeSupply(wiring: { pin?: string; ratio?: number } = {}): DriverRecord {
  return record(
    DRIVER_SUPPLY,
    [integer('supply.ratio in 1/1000', Math.round((wiring.ratio ?? 1) * 1000), 1000, 100_000)],
    [text('supply.pin', wiring.pin ?? '')],
  );
}

/** A resistor that a pin switches over one arm of the bridge. */
export function describeShunt(wiring: { pin: string; onLevel?: 0 | 1 }): DriverRecord {
  return record(DRIVER_SHUNT, [integer('shunt.onLevel', wiring.onLevel ?? 1, 0, 1)], [pin('shunt.pin', wiring.pin)]);
}

/** A mass inside the instrument that a pin lowers onto the load receptor. */
export function describeReferenceMass(wiring: { pin: string; onLevel?: 0 | 1 }): DriverRecord {
  return record(
    DRIVER_REFERENCE_MASS,
    [integer('referenceMass.onLevel', wiring.onLevel ?? 1, 0, 1)],
    [pin('referenceMass.pin', wiring.pin)],
  );
}

/** A thermometer with a linear voltage, such as a TMP36 (500 mV at 0 degree, 10 000 uV per degree). */
export function describeThermometer(wiring: {
  pin: string;
  zeroMillivolts: number;
  microvoltsPerDegree: number;
}): DriverRecord {
  const slope = integer('thermometer.microvoltsPerDegree', wiring.microvoltsPerDegree, -100_000, 100_000);
  need(slope !== 0, 'thermometer.microvoltsPerDegree', 'other than 0');
  return record(
    DRIVER_THERMOMETER,
    [integer('thermometer.zeroMillivolts', wiring.zeroMillivolts, -5000, 5000), slope],
    [pin('thermometer.pin', wiring.pin)],
  );
}

const COUNTER_METHODS = { qdec: COUNTER_QDEC, timer: COUNTER_TIMER, watch: COUNTER_WATCH };

/** A meter's pulser. `qdec` and `watch` need both channels for direction and phase errors; `timer` counts edges only. */
export function describePulseCounter(wiring: {
  nozzle: number;
  method: 'qdec' | 'timer' | 'watch';
  pinA: string;
  pinB?: string;
}): DriverRecord {
  const second = text('pulseCounter.pinB', wiring.pinB ?? '');
  need(wiring.method !== 'qdec' || second !== '', 'pulseCounter.pinB', 'given: QDEC decodes two channels');
  return record(
    DRIVER_PULSE_COUNTER,
    [nozzle('pulseCounter', wiring.nozzle), code('pulseCounter.method', COUNTER_METHODS, wiring.method)],
    [pin('pulseCounter.pinA', wiring.pinA), second],
  );
}

/** An encoder with an identity and a register of its own. */
export function describeEncoder(wiring: LinkWiring): DriverRecord {
  return link(DRIVER_ENCODER, 'encoder', wiring);
}

/** A calculator that is asked for a nozzle's preset when the nozzle is lifted. */
export function describePreset(wiring: LinkWiring): DriverRecord {
  return link(DRIVER_PRESET, 'preset', wiring);
}

/** The switch of a nozzle's holder. `liftedLevel`: the pin's level when the nozzle is out of it, default 1. */
export function describeNozzleSwitch(wiring: {
  nozzle: number;
  pin: string;
  liftedLevel?: 0 | 1;
  debounceMs?: number;
}): DriverRecord {
  return record(
    DRIVER_NOZZLE_SWITCH,
    [
      nozzle('nozzleSwitch', wiring.nozzle),
      integer('nozzleSwitch.liftedLevel', wiring.liftedLevel ?? 1, 0, 1),
      integer('nozzleSwitch.debounceMs', wiring.debounceMs ?? 50, 1, 1000),
    ],
    [pin('nozzleSwitch.pin', wiring.pin)],
  );
}

/** The output that lets a nozzle's pulses through to the calculator. */
export function describePulseOutput(wiring: { nozzle: number; pin: string; onLevel?: 0 | 1 }): DriverRecord {
  return record(
    DRIVER_PULSE_OUTPUT,
    [nozzle('pulseOutput', wiring.nozzle), integer('pulseOutput.onLevel', wiring.onLevel ?? 1, 0, 1)],
    [pin('pulseOutput.pin', wiring.pin)],
  );
}

/**
 * A secure element ATECC608. Default address 0x60, a blank chip's; chips that the maker configured may have 0x35 or 0x36. On an
 * STM32 it belongs on a bus in software: the platform's hardware driver hangs when a busy chip does not acknowledge.
 */
export function describeElement(wiring: BusWiring & { address?: number }): DriverRecord {
  return record(
    DRIVER_ELEMENT,
    [bus(wiring), integer('element.address', wiring.address ?? 0x60, 8, 0x77)],
    busPins(wiring),
  );
}

function record(kind: number, numbers: number[], texts: string[]): DriverRecord {
  return { kind, numbers, texts };
}

function link(kind: number, name: string, wiring: LinkWiring): DriverRecord {
  const port = integer(`${name}.port`, wiring.port ?? 2, 0, 6);
  need(port !== 1, `${name}.port`, 'other than 1: that is the protocol port');
  const texts = [wiring.path, wiring.receivePin, wiring.sendPin].map((one) => text(name, one ?? ''));
  need(port > 0 || (texts[1] !== '' && texts[2] !== ''), `${name}.receivePin and sendPin`, 'given without a port');
  return record(
    kind,
    [
      nozzle(name, wiring.nozzle),
      port,
      integer(`${name}.baudrate`, wiring.baudrate ?? 9600, 1200, port > 0 ? 115_200 : 9600),
      integer(`${name}.address`, wiring.address ?? wiring.nozzle, 0, 15),
    ],
    texts,
  );
}

function bus(wiring: BusWiring): number {
  return integer('bus', wiring.bus ?? 1, 0, 3);
}

function busPins(wiring: BusWiring): string[] {
  return [pin('sda', wiring.sda), pin('scl', wiring.scl)];
}

function nozzle(name: string, value: number): number {
  return integer(`${name}.nozzle`, value, 0, 3);
}

function pin(field: string, value: string): string {
  need(value.length > 0, field, 'the name of a pin');
  return text(field, value);
}

function text(field: string, value: string): string {
  need(value.length <= 64 && /^[\x20-\x7e]*$/.test(value), field, 'up to 64 ASCII characters');
  return value;
}

function code(field: string, codes: Record<string, number>, value: string | number): number {
  const found = codes[value];
  if (found === undefined) throw new ProvisioningError(`provisioning: ${field} must be one of ${Object.keys(codes)}`);
  return found;
}

function integer(field: string, value: number, least: number, most: number): number {
  need(Number.isInteger(value) && value >= least && value <= most, field, `an integer ${least}..${most}`);
  return value;
}

function need(condition: boolean, field: string, what: string): void {
  if (!condition) throw new ProvisioningError(`provisioning: ${field} must be ${what}`);
}
