import * as place from './parameters.js';

/** What must be known of one nozzle. Integers. */
export interface NozzleBasics {
  /** K factor: pulses of one channel per 100 L; 100 pulses a litre are 10 000. */
  pulses: number;
  /** Calibration factor, millionths; default 1 000 000. */
  calibration?: number;
  fuel: 'petrol' | 'diesel';
  /** Rated flow range, mL/min; default 5 000 to 50 000. */
  minimumFlow?: number;
  maximumFlow?: number;
  /** Smallest measured quantity, mL; default 5 000. */
  minimumQuantity?: number;
}

/** What must be known of a particular dispenser; the rest follows. */
export interface DispenserBasics {
  /** 1 to 4. */
  nozzles: readonly NozzleBasics[];
  /** The encoders have an identity and a count of their own; default true. */
  encoders?: boolean;
  /** Volumes are converted to 20 degrees Celsius; default false. */
  compensation?: boolean;
}

/**
 * Parameters of a dispenser as the list of integers that provisioning holds; index: parameter number (`parameters.ts`).
 * ±0.6 % and five times, three fuelings of a foreign board: the Chinese anti-cheat behaviour of fuel dispensers, a fraud
 * threshold and not a maximum permissible error. Cubic expansion: JJG 443, 12e-4 petrol, 9e-4 diesel. The detectors' limits come from
 * the simulated instrument-years in `hil-tests/test/dispensing`. The other limits are this product's own.
 */
export function dispenserParameterList(basics: DispenserBasics): number[] {
  const list: number[] = [];
  list[place.NOZZLES] = basics.nozzles.length;
  list[place.ENCODERS] = (basics.encoders ?? true) ? 1 : 0;
  list[place.DEVIATION_LIMIT] = 6000;
  list[place.DEVIATION_COUNT] = 5;
  list[place.FOREIGN_FUELINGS] = 3;
  list[place.RESOLUTION] = 8;
  list[place.COMPENSATION] = basics.compensation ? 1 : 0;
  list[place.PHASE_LIMIT] = 200;
  list[place.LOSS_LIMIT] = 1000;
  list[place.REVERSE_LIMIT] = 10_000;
  list[place.IDLE_LIMIT] = 100;
  list[place.FLOW_TIME] = 20;
  list[place.OVERSHOOT_LIMIT] = 60;
  list[place.SETTLE_TIME] = 3000;
  list[place.HOLD_TIME] = 600;
  list[place.DAY_LENGTH] = 86_400;
  list[place.DAY_FUELINGS] = 10;
  list[place.LEARNING_DAYS] = 90;
  list[place.DRIFT_LIMIT] = 50;
  list[place.DRIFT_ALARM] = 3000;
  list[place.ASYMMETRY_LIMIT] = 1000;
  list[place.TEMPERATURE_MINIMUM] = -2000;
  list[place.TEMPERATURE_MAXIMUM] = 5500;
  list[place.REJECTION_LIMIT] = 50;
  list[place.EWMA_LIMIT] = 205;
  list[place.CUSUM_REFERENCE] = 200;
  list[place.CUSUM_LIMIT] = 500;
  list[place.SLOW_REFERENCE] = 100;
  list[place.SLOW_LIMIT] = 2200;
  list[place.SILENCE_LIMIT] = 10;
  for (const nozzle of basics.nozzles) {
    const part = new Array<number>(place.NOZZLE_LENGTH);
    part[place.PULSES] = nozzle.pulses;
    part[place.CALIBRATION] = nozzle.calibration ?? 1_000_000;
    part[place.EXPANSION] = nozzle.fuel === 'diesel' ? 900 : 1200;
    part[place.MINIMUM_FLOW] = nozzle.minimumFlow ?? 5000;
    part[place.MAXIMUM_FLOW] = nozzle.maximumFlow ?? 50_000;
    part[place.MINIMUM_QUANTITY] = nozzle.minimumQuantity ?? 5000;
    list.push(...part);
  }
  return list;
}
