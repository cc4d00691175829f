import {
  CALIBRATION,
  EXPANSION,
  MAXIMUM_FLOW,
  MINIMUM_FLOW,
  MINIMUM_QUANTITY,
  NOZZLE_LENGTH,
  PULSES,
} from './parameters.js';

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
  const list = [
    basics.nozzles.length,
    (basics.encoders ?? true) ? 1 : 0,
    6000,
    5,
    3,
    8,
    basics.compensation ? 1 : 0,
    200,
    1000,
    5000,
    100,
    20,
    60,
    2000,
    600,
    86400,
    10,
    60,
    100,
    3000,
    1000,
    -2000,
    5500,
    50,
    250,
    125,
    900,
    75,
    1400,
    10,
  ];
  for (const nozzle of basics.nozzles) {
    const part = new Array<number>(NOZZLE_LENGTH);
    part[PULSES] = nozzle.pulses;
    part[CALIBRATION] = nozzle.calibration ?? 1_000_000;
    part[EXPANSION] = nozzle.fuel === 'diesel' ? 900 : 1200;
    part[MINIMUM_FLOW] = nozzle.minimumFlow ?? 5000;
    part[MAXIMUM_FLOW] = nozzle.maximumFlow ?? 50_000;
    part[MINIMUM_QUANTITY] = nozzle.minimumQuantity ?? 5000;
    list.push(...part);
  }
  return list;
}
