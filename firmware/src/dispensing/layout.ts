// Places in the two arrays of the state (see the scale's `layout.ts` for why arrays).

// ---- memory: survives a reboot -------------------------------------------------------------------------------------
/** Operation since the last sealing, s, and the number of the present day of it. */
export const AGE = 0;
export const DAY_NUMBER = 1;
/** The first nozzle's block; each has `MEMORY_LENGTH` places. */
export const MEMORY_AT = 2;
export const MEMORY_LENGTH = 52;

// Inside a nozzle's block
/** Totaliser, mL, and fuelings: only grow. The check is the negative of their sum. */
export const TOTAL = 0;
export const FUELINGS = 1;
export const TOTAL_CHECK = 2;
/** What is left below one mL, in parts of `DENOMINATOR`, so that nothing is lost. */
export const REMAINDER = 3;
export const DENOMINATOR = 4;
/** Fuelings whose pulse equivalent deviated, since the last authorised command. */
export const DEVIATIONS = 5;
/** LOCK_REASON_* that stopped the pulses; 0: none. */
export const STOP = 6;
/** Calibration factor and denominator when encoder and board were paired; denominator 0: not paired. */
export const PAIRED_FACTOR = 7;
export const PAIRED_DENOMINATOR = 8;
/** Fuelings served for an encoder that another board initialised. */
export const FOREIGN = 9;
/** Fuelings since sealing that delivered less and more than indicated; their sum when last reported. */
export const SHORT = 10;
export const OVER = 11;
export const ASYMMETRY = 12;
/** Counted while the nozzle hung, mL: this day and the day before. */
export const IDLE = 13;
export const IDLE_BEFORE = 14;
/** This day: difference between the two counts after clipping, mL; the encoder's volume, mL; fuelings; clipped ones. */
export const DAY_DIFFERENCE = 15;
export const DAY_VOLUME = 16;
export const DAY_COUNT = 17;
export const DAY_REJECTED = 18;
/** Robust means over fuelings: phase errors, pulse loss, overshoot, flow range. */
export const PHASE_AT = 19;
export const LOSS_AT = 23;
export const OVERSHOOT_AT = 27;
export const FLOW_AT = 31;
/** What has been told and not gone since: bit 0 is FLAG_BIT_PHASE. A defect that lasts is told once, one that comes back once a day. */
export const TOLD = 51;
/** The pulse equivalent's detectors: a channel block of the scale's `layout.ts`. */
export const DETECT_AT = 35;

// Inside a robust mean
/** Fuelings in it, at most `WINDOW`; mean; mean absolute deviation; spoilt fuelings, which good ones wear off. */
export const MEAN_COUNT = 0;
export const MEAN_VALUE = 1;
export const MEAN_SPREAD = 2;
export const STRIKES = 3;

// ---- work: lives for one boot --------------------------------------------------------------------------------------
/** Time of the last period, ms. */
export const PERIOD_TIME = 0;
export const WORK_AT = 1;
export const WORK_LENGTH = 33;

// Inside a nozzle's block
/** The counter's last values: edges forwards, backwards, phase errors. */
export const LAST_UP = 0;
export const LAST_DOWN = 1;
export const LAST_PHASE = 2;
/** The encoder's own count, edges; NaN: not told yet. */
export const ENCODER = 3;
/** Time since the encoder last answered, s; ANSWERED: in this period. */
export const SILENT = 4;
/** 1: the encoder says that a board has initialised it. */
export const INITIALISED = 5;
/** 1: the driver has yet to initialise the encoder. */
export const INITIALISE = 6;
/** RESTING, DELIVERING or SETTLING. */
export const PHASE = 7;
/** Preset of this fueling, mL; 0: none. */
export const PRESET = 8;
/** Edges backwards that have yet to be made up for: volume never falls. */
export const BACKLOG = 9;
/** This fueling, or the last one: indicated volume, mL; volume from the pulses before temperature compensation, mL. */
export const VOLUME = 10;
export const GROSS = 11;
/** This fueling: edges forwards, backwards, phase errors; 1 when a counter overflowed; the encoder's count at its start. */
export const UP = 12;
export const DOWN = 13;
export const PHASE_ERRORS = 14;
export const OVERFLOW = 15;
export const ENCODER_START = 16;
/** When the nozzle was hung up, ms. */
export const HUNG_AT = 17;
/** Flow: volume when the last period ended, mL; delivered outside the rated range, mL; time outside, s; 1: too long. */
export const FLOW_VOLUME = 18;
export const OUTSIDE = 19;
export const OUTSIDE_TIME = 20;
export const OUTSIDE_LONG = 21;
/** Thermometer, 0.01 degree; NaN: none. */
export const TEMPERATURE = 22;
/** Calibration with temperature compensation, millionths, and the temperature it was worked out for. */
export const FACTOR = 23;
export const FACTOR_TEMPERATURE = 24;
/** 1: too many differences were clipped on the last day; 1: the day's volume disagrees with the second count. */
export const REJECTING = 25;
export const DISAGREEING = 26;
/** Self-state of this nozzle as shown, and for how long the wanted one has been lower, s. */
export const SHOWN = 27;
export const LOWER_TIME = 28;
/** The counter's overflow as last told. */
export const LAST_OVERFLOW = 29;
/** 1 while the encoder is silent or has not said who it is. */
export const UNANSWERED = 30;
/** Self-state of this nozzle as the checks want it. */
export const WANTED = 31;
/** 1: the encoder has told its count since the nozzle was hung up. */
export const HEARD = 32;

export const RESTING = 0;
export const DELIVERING = 1;
export const SETTLING = 2;
export const ANSWERED = -1;
