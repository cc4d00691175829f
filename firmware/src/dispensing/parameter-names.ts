import * as place from './parameters.js';

/** Parameters of the whole dispenser that can be set, by name. The number of nozzles and the presence of encoders are the board's. */
const common = {
  deviationLimit: place.DEVIATION_LIMIT,
  deviationCount: place.DEVIATION_COUNT,
  foreignFuelings: place.FOREIGN_FUELINGS,
  resolution: place.RESOLUTION,
  compensation: place.COMPENSATION,
  phaseLimit: place.PHASE_LIMIT,
  lossLimit: place.LOSS_LIMIT,
  reverseLimit: place.REVERSE_LIMIT,
  idleLimit: place.IDLE_LIMIT,
  flowTime: place.FLOW_TIME,
  overshootLimit: place.OVERSHOOT_LIMIT,
  settleTime: place.SETTLE_TIME,
  holdTime: place.HOLD_TIME,
  dayLength: place.DAY_LENGTH,
  dayFuelings: place.DAY_FUELINGS,
  learningDays: place.LEARNING_DAYS,
  driftLimit: place.DRIFT_LIMIT,
  driftAlarm: place.DRIFT_ALARM,
  asymmetryLimit: place.ASYMMETRY_LIMIT,
  temperatureMinimum: place.TEMPERATURE_MINIMUM,
  temperatureMaximum: place.TEMPERATURE_MAXIMUM,
  rejectionLimit: place.REJECTION_LIMIT,
  ewmaLimit: place.EWMA_LIMIT,
  cusumReference: place.CUSUM_REFERENCE,
  cusumLimit: place.CUSUM_LIMIT,
  slowReference: place.SLOW_REFERENCE,
  slowLimit: place.SLOW_LIMIT,
  silenceLimit: place.SILENCE_LIMIT,
} as const;

const ofNozzle = {
  pulses: place.PULSES,
  calibration: place.CALIBRATION,
  expansion: place.EXPANSION,
  minimumFlow: place.MINIMUM_FLOW,
  maximumFlow: place.MAXIMUM_FLOW,
  minimumQuantity: place.MINIMUM_QUANTITY,
} as const;

/**
 * For hosts: numbers of a dispenser's parameters by their names (`parameters.ts` has the units); those of a nozzle are
 * `nozzle0.calibration` and so on, with the nozzle's index.
 */
export function dispenserParameterNumbers(nozzles: number): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>(Object.entries(common));
  for (let nozzle = 0; nozzle < nozzles; nozzle++) {
    for (const [name, at] of Object.entries(ofNozzle)) {
      numbers.set(`nozzle${nozzle}.${name}`, place.NOZZLE_AT + nozzle * place.NOZZLE_LENGTH + at);
    }
  }
  return numbers;
}
