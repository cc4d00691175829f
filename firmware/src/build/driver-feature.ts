import {
  COUNTER_QDEC,
  COUNTER_TIMER,
  COUNTER_WATCH,
  DRIVER_ENCODER,
  DRIVER_HX711,
  DRIVER_INJECTION,
  DRIVER_NAU7802,
  DRIVER_PRESET,
  DRIVER_PULSE_COUNTER,
  DRIVER_REFERENCE_MASS,
  DRIVER_SHUNT,
  type DriverRecord,
} from '../drivers/records.js';
import type { Feature } from './profile.js';

const drivers = new Map<number, Feature>([
  [DRIVER_HX711, 'hx711'],
  [DRIVER_NAU7802, 'bridge'],
  [DRIVER_INJECTION, 'injection'],
  [DRIVER_SHUNT, 'shunt'],
  [DRIVER_REFERENCE_MASS, 'shunt'],
  [DRIVER_ENCODER, 'encoderLink'],
  [DRIVER_PRESET, 'encoderLink'],
]);
const counters = new Map<number, Feature>([
  [COUNTER_QDEC, 'qdecCounter'],
  [COUNTER_TIMER, 'timerCounter'],
  [COUNTER_WATCH, 'watchCounter'],
]);

/**
 * The feature that a board's software needs for an input or output; undefined: every software has its driver. Without it an instrument
 * starts, and measures nothing there.
 */
export function driverFeature({ kind, numbers }: DriverRecord): Feature | undefined {
  return kind === DRIVER_PULSE_COUNTER ? counters.get(numbers[1]!) : drivers.get(kind);
}
