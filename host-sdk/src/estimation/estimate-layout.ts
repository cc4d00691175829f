import { MIXTURE_SIZE } from './mixture.js';

/**
 * The state of one instrument's estimate as one flat array of numbers, which is also what is stored: a header, then one block for each test
 * point. Days are days since 1970-01-01T00:00Z with fractions; NaN stands for "never" and "not known".
 */
export const FORMAT = 0;
export const POINT_COUNT = 1;
/** Day of the last evidence: all mixtures stand at this day. */
export const AS_OF = 2;
/** Day of the last measurement with standards. */
export const MEASURED = 3;
/** Day when the instrument last observed its span itself. */
export const SPAN_OBSERVED = 4;
/** First reading of the span channel after the last measurement, percent. */
export const SPAN_BASELINE = 5;
/** Symptoms seen since the last measurement: bits of `symptoms`. */
export const SYMPTOMS = 6;
/** Number of the level that was last given: hysteresis starts from it. */
export const LEVEL = 7;
/** Day of the last frame received. */
export const HEARD = 8;
/** Calibration counter in the first report after the last measurement: it must not move without one. */
export const CALIBRATION = 9;
/** Version of the learned priors that the estimate was made with. */
export const PRIORS = 10;
/** Symptoms that the last report showed: one that goes on showing after a measurement is nothing new. */
export const SHOWN = 11;
/** What the instrument's own reports came to: index into `storedLevels`; `selfUnknown`: nothing fresh, or nothing that can be judged. */
export const SELF_LEVEL = 12;
/** Day of the predicted crossing as of the last refresh; NaN: none within the horizon of the rules. */
export const CROSSING = 13;
export const HEADER_SIZE = 14;
export const selfUnknown = 9;

/** Version of this layout. */
export const estimateFormat = 2;

/** Load in mg, or volume in mL. */
export const NOMINAL = 0;
/** 0..3; −1: a scale. */
export const NOZZLE = 1;
/** mL/min; 0: a scale. */
export const FLOW = 2;
/** Maximum permissible error in service, mg or mL: the unit of the mixture. */
export const LIMIT = 3;
/** Error believed when the span was first read after the last measurement, in limits: what later readings add to. */
export const BASELINE = 4;
/**
 * While an instrument observes itself the mixture tells the change since then; what was uncertain of the error at that time stands beside it,
 * because it does not average out: a variance, and a tail for the case that it had stepped unseen (weight, distance, variance). All 0
 * otherwise.
 */
export const COMMON_VARIANCE = 5;
export const TAIL_WEIGHT = 6;
export const TAIL_DISTANCE = 7;
export const TAIL_VARIANCE = 8;
/**
 * Error that was believed here when this point itself was last measured, and that of its leading point then, both in their limits: from there it goes
 * along with what the leading point shows. NaN: never measured, or the leading point itself.
 */
export const ALONG_OWN = 9;
export const ALONG_LEADING = 10;
/** Covariance of what is wrong in the estimate with what all of a trader's own checks have in common: so that repeating them does not make it sure. */
export const CHECK_COVARIANCE = 11;
/** The mixture begins here. */
export const MIXTURE = 12;
export const POINT_SIZE = MIXTURE + MIXTURE_SIZE;

/** At most so many test points are kept for an instrument; the regime's check sheets have fewer. */
export const maximumPoints = 16;

export const millisecondsPerDay = 86_400_000;
export const daysPerYear = 365.25;

export const toDay = (milliseconds: number): number => milliseconds / millisecondsPerDay;

/** Where the block of point `index` begins. */
export const pointAt = (index: number): number => HEADER_SIZE + index * POINT_SIZE;
/** Index of the point whose block begins at `at`. */
export const pointIndex = (at: number): number => (at - HEADER_SIZE) / POINT_SIZE;

/** Mask of the symptoms that were seen since the last measurement. */
export const symptomsSeen = (estimate: Float64Array): number => estimate[SYMPTOMS]!;
