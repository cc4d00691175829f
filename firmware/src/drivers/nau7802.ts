import type { ByteString } from '@hengzhun/protocol/device';
import { openI2c } from './i2c.js';

// Nuvoton NAU7802, a 24-bit bridge converter on I2C (data sheet, "Register Description" and "Power-On Sequencing"). A conversion is
// never waited for: each call does one step of starting up, or looks whether a conversion is there.

const ADDRESS = 0x2a;
const POWER_UP_CONTROL = 0x00;
const CONTROL_1 = 0x01;
const CONTROL_2 = 0x02;
const OUTPUT = 0x12;
const ADC = 0x15;
const PGA_POWER = 0x1c;
const REVISION = 0x1f;

/** PU_CTRL: register reset, power up digital and analogue, powered up, cycle start, conversion ready, AVDD from the regulator. */
const RESET = 1;
const POWER_DIGITAL = 2;
const POWER_BOTH = 6;
const POWERED_UP = 8;
const START = 16;
const READY = 32;
const INTERNAL_SUPPLY = 128;
/** CTRL2: calibrate (internal offset), calibration failed, channel 2. */
const CALIBRATE = 4;
const CALIBRATION_FAILED = 8;
const CHANNEL_2 = 128;
/** ADC register: no chopper clock, as the data sheet asks. PGA_PWR: the capacitor on the second channel's pins. */
const NO_CHOPPER = 0x30;
const CAPACITOR = 0x80;
/** VLDO code for a supply from outside. */
const EXTERNAL = 8;
/** Conversions behind a change of channel that are not settled yet. */
const SETTLING = 4;

const STATE_RESET = 0;
const STATE_CONFIGURE = 1;
const STATE_CALIBRATE = 2;
const STATE_CALIBRATED = 3;
const STATE_RUN = 4;

export interface Nau7802 {
  i2c: EspruinoI2c;
  state: number;
  /** CTRL1 and CTRL2 (without channel) as provisioned, PU_CTRL while converting. */
  control1: number;
  control2: number;
  power: number;
  /** 1, 2 or 3: which channels. */
  channels: number;
  /** Of the next conversion: 0 or 128 (CTRL2, CHS). */
  channel: number;
  /** Conversions still to be dropped. */
  settling: number;
}

/** Takes a converter on a bus; numbers and texts as those of the record (`DRIVER_NAU7802`). */
export function createNau7802(numbers: number[], texts: ByteString[]): Nau7802 {
  const supply = numbers[3]!;
  const channels = numbers[4]!;
  return {
    i2c: openI2c(numbers[0]!, texts[0]!, texts[1]!),
    state: STATE_RESET,
    control1: (supply === EXTERNAL ? 0 : supply * 8) + numbers[1]!,
    control2: numbers[2]! * 16,
    power: POWER_BOTH + (supply === EXTERNAL ? 0 : INTERNAL_SUPPLY),
    channels: channels,
    channel: 0,
    settling: 0,
  };
}

/**
 * Looks for a conversion: a signed 24-bit count, or undefined while there is none. With two channels they take turns, and
 * `isSecond` tells before the call whose it will be. A converter that does not answer, or has lost its setting (a dip of its
 * supply), is started anew: nothing comes from it until then, which the metrology core reports as a sensor fault after its time-out.
 */
export function readNau7802(nau7802: Nau7802): number | undefined {
  try {
    if (nau7802.state !== STATE_RUN) {
      /*@__NOINLINE__*/ startUp(nau7802);
      return undefined;
    }
    const i2c = nau7802.i2c;
    const power = i2c.readReg(ADDRESS, POWER_UP_CONTROL, 1)[0]!;
    if ((power & (RESET | POWER_BOTH | START | INTERNAL_SUPPLY)) !== nau7802.power + START) {
      nau7802.state = STATE_RESET;
      return undefined;
    }
    if (!(power & READY)) return undefined;
    const bytes = i2c.readReg(ADDRESS, OUTPUT, 3);
    if (nau7802.settling > 0) {
      nau7802.settling--;
      return undefined;
    }
    if (nau7802.channels === 3) /*@__NOINLINE__*/ changeChannel(nau7802);
    const value = bytes[0]! * 65536 + bytes[1]! * 256 + bytes[2]!;
    return value > 8388607 ? value - 16777216 : value;
  } catch (_) {
    nau7802.state = STATE_RESET;
    return undefined;
  }
}

/** Whether the next conversion is one of the second channel. */
export function isSecond(nau7802: Nau7802): boolean {
  return nau7802.channel !== 0;
}

function write(nau7802: Nau7802, register: number, value: number): void {
  nau7802.i2c.writeTo(ADDRESS, [register, value]);
}

function changeChannel(nau7802: Nau7802): void {
  nau7802.channel = CHANNEL_2 - nau7802.channel;
  write(nau7802, CONTROL_2, nau7802.control2 + nau7802.channel);
  nau7802.settling = SETTLING;
}

/** One step of the power-on sequence; the time between two calls is longer than any of its waits. */
function startUp(nau7802: Nau7802): void {
  const i2c = nau7802.i2c;
  const state = nau7802.state;
  if (state === STATE_RESET) {
    // each channel has a calibration of its own: the first one's comes last, so that it converts first
    nau7802.channel = nau7802.channels > 1 ? CHANNEL_2 : 0;
    write(nau7802, POWER_UP_CONTROL, RESET);
    write(nau7802, POWER_UP_CONTROL, POWER_DIGITAL);
    nau7802.state = STATE_CONFIGURE;
  } else if (state === STATE_CONFIGURE) {
    // on a bus in software an absent chip reads as ones
    const power = i2c.readReg(ADDRESS, POWER_UP_CONTROL, 1)[0]!;
    const isThere = (i2c.readReg(ADDRESS, REVISION, 1)[0]! & 15) === 15 && power === POWER_DIGITAL + POWERED_UP;
    nau7802.state = isThere ? STATE_CALIBRATE : STATE_RESET;
    if (!isThere) return;
    write(nau7802, CONTROL_1, nau7802.control1);
    write(nau7802, ADC, NO_CHOPPER);
    // the second channel's pins carry a capacitor where it is not used
    if (nau7802.channels === 1) write(nau7802, PGA_POWER, CAPACITOR);
    write(nau7802, POWER_UP_CONTROL, nau7802.power);
  } else if (state === STATE_CALIBRATE) {
    write(nau7802, CONTROL_2, nau7802.control2 + nau7802.channel + CALIBRATE);
    nau7802.state = STATE_CALIBRATED;
  } else {
    const control = i2c.readReg(ADDRESS, CONTROL_2, 1)[0]!;
    if (control & CALIBRATE) return;
    if (control & CALIBRATION_FAILED) nau7802.state = STATE_CALIBRATE;
    else if (nau7802.channels === 3 && nau7802.channel) {
      nau7802.channel = 0;
      nau7802.state = STATE_CALIBRATE;
    } else {
      write(nau7802, POWER_UP_CONTROL, nau7802.power + START);
      nau7802.settling = SETTLING;
      nau7802.state = STATE_RUN;
    }
  }
}
