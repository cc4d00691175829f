// Parameters by number: what command-set-parameter names, and the order of the integers in provisioning.

/** Nozzles on this board, 1..4. */
export const NOZZLES = 0;
/** 1: the encoders have an identity and a count of their own; 0: they only give pulses. */
export const ENCODERS = 1;
/** Pulse equivalent of one fueling off by more than this is a deviation, millionths; and so many of them stop the pulses. */
export const DEVIATION_LIMIT = 2;
export const DEVIATION_COUNT = 3;
/** Fuelings that a board may serve that an initialised encoder does not know. */
export const FOREIGN_FUELINGS = 4;
/** Differences between the two counts that are below this many edges say nothing. */
export const RESOLUTION = 5;
/** 1: volumes are converted to 20 degrees Celsius. */
export const COMPENSATION = 6;
/** Phase errors per edge that spoil a fueling, millionths. */
export const PHASE_LIMIT = 7;
/** Missing pulses per pulse that spoil a fueling, millionths; reverse ones. */
export const LOSS_LIMIT = 8;
export const REVERSE_LIMIT = 9;
/** Counted while the nozzle hung, mL a day: attention; ten times this: alarm. */
export const IDLE_LIMIT = 10;
/** Time outside the rated flow range that spoils a fueling, s. */
export const FLOW_TIME = 11;
/** Delivered beyond the preset, mL: attention; four times this: alarm. */
export const OVERSHOOT_LIMIT = 12;
/** After the nozzle was hung up, what still comes belongs to the fueling for so long, ms. */
export const SETTLE_TIME = 13;
/** How long a lower level must have lasted before the self-state falls back to it, s. */
export const HOLD_TIME = 14;
/** Operation over which one value of the pulse equivalent is taken, s; fuelings that it needs at least. */
export const DAY_LENGTH = 15;
export const DAY_FUELINGS = 16;
/** Such values that make the baseline. */
export const LEARNING_DAYS = 17;
/** Pulse equivalent off its baseline by this much and a detector has signalled: attention; off zero by the second: alarm. Millionths. */
export const DRIFT_LIMIT = 18;
export const DRIFT_ALARM = 19;
/** A fueling off by more than this counts for the asymmetry, millionths. */
export const ASYMMETRY_LIMIT = 20;
/** Rated temperature range of the liquid, 0.01 degree Celsius. */
export const TEMPERATURE_MINIMUM = 21;
export const TEMPERATURE_MAXIMUM = 22;
/** Fuelings of a day whose difference was clipped before the flag is raised, per mille. */
export const REJECTION_LIMIT = 23;
// 24 to 28: the detectors' settings for the standardised daily observations, in 1/100 standard deviations, where the scale's list has
// them, so that both instruments run the same detectors
export {
  CUSUM_LIMIT,
  CUSUM_REFERENCE,
  EWMA_LIMIT,
  SLOW_LIMIT,
  SLOW_REFERENCE,
} from '../metrology/parameters.js';
/** An encoder that is silent for so long is not there, s. */
export const SILENCE_LIMIT = 29;

/** The first nozzle's parameters; each has `NOZZLE_LENGTH` of them. */
export const NOZZLE_AT = 30;
export const NOZZLE_LENGTH = 6;
/** K factor: pulses of one channel per 100 L. */
export const PULSES = 0;
/** Calibration factor, millionths: 1 000 000 leaves the K factor as it is. */
export const CALIBRATION = 1;
/** Cubic expansion of the fuel, millionths per degree: 1 200 petrol, 900 diesel. */
export const EXPANSION = 2;
/** Rated flow range, mL/min. */
export const MINIMUM_FLOW = 3;
export const MAXIMUM_FLOW = 4;
/** Smallest measured quantity, mL. */
export const MINIMUM_QUANTITY = 5;
