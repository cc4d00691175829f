import { boardTemperature } from '../platform/espruino.js';
import { DRIVER_SUPPLY, DRIVER_THERMOMETER, type DriverRecord, driverOf } from './records.js';

/** What is looked at once a second. */
export interface Surroundings {
  thermometer: DriverRecord | undefined;
  supply: DriverRecord | undefined;
}

export function openSurroundings(records: DriverRecord[]): Surroundings {
  return { thermometer: driverOf(records, DRIVER_THERMOMETER), supply: driverOf(records, DRIVER_SUPPLY) };
}

/** 0.01 degree Celsius; undefined without a thermometer, or where it reads what none can (-100 to 200 degrees). */
export function readTemperature(surroundings: Surroundings): number | undefined {
  const record = surroundings.thermometer;
  if (!record) return boardTemperature();
  const zero = record.numbers[0]!;
  const slope = record.numbers[1]!;
  const value = Math.floor(((millivoltsOf(record.texts[0]!) - zero) * 100000) / slope);
  return value > -10000 && value < 20000 ? value : undefined;
}

/** Supply in mV; undefined where it is not measured. */
export function readSupply(surroundings: Surroundings): number | undefined {
  const record = surroundings.supply;
  if (!record) return undefined;
  const pin = record.texts[0]!;
  const volts = pin ? millivoltsOf(pin) : E.getAnalogVRef() * 1000;
  // NaN where the board cannot tell
  return volts >= 0 ? Math.floor((volts * record.numbers[0]!) / 1000) : undefined;
}

function millivoltsOf(pin: string): number {
  return analogRead(new Pin(pin)) * E.getAnalogVRef() * 1000;
}
