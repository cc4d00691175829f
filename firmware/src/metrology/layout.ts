// Places in the two arrays of the state. Typed arrays instead of objects: two thirds of a variable a number instead
// of two, no property names in the bundle, and the whole of it can be saved as it stands.

// ---- memory: survives a reboot -------------------------------------------------------------------------------------
/** Active time since the last sealing, s. */
export const AGE = 0;
/** Where the zero is believed to be now, for telling "no load" from "load". */
export const ZERO_TRACK = 1;
/** Slow means of zero, lagged temperature and temperature lead, which the regression subtracts. */
export const SLOW_ZERO = 2;
export const SLOW_LAGGED = 3;
export const SLOW_LEAD = 4;
/** Weighted sums of the regression of zero on temperature. */
export const SUM_LL = 5;
export const SUM_LD = 6;
export const SUM_DD = 7;
export const SUM_ZL = 8;
export const SUM_ZD = 9;
/** Robust standard deviation of the regression's residual. */
export const RESIDUAL = 10;
/** Hours seen by the regression. */
export const HOURS = 11;
/** Learned coefficients, 0.001 e per degree: of the lagged temperature and of the lead. */
export const COEFFICIENT = 12;
export const LEAD_COEFFICIENT = 13;
/** The frozen baseline: hours in it, zero, lagged temperature, lead; standard deviation around it. */
export const BASE_HOURS = 14;
export const BASE_ZERO = 15;
export const BASE_LAGGED = 16;
export const BASE_LEAD = 17;
export const BASE_SCALE = 18;
/** Baseline of the sealing before, and its coefficient; NaN when there was none. */
export const EARLIER_ZERO = 19;
export const EARLIER_LAGGED = 20;
export const EARLIER_COEFFICIENT = 21;
/** The self-state last shown, so that a reboot does not report it again. */
export const SHOWN = 22;
/** Hourly residuals kept in the ring `RECENT` since learning ended. */
export const RECENT_COUNT = 23;
/** The channel blocks. */
export const CHANNEL_ZERO_AT = 24;
export const CHANNEL_RETURN_AT = 40;
export const CHANNEL_CREEP_AT = 56;
export const CHANNEL_NOISE_AT = 72;
/** The last hourly zero residuals, a ring. */
export const RECENT = 88;
export const RECENT_LENGTH = 12;
export const MEMORY_LENGTH = 100;

// Inside a channel's block
/** Self-starting baseline of the channel: observations, mean, sum of squared deviations. */
export const COUNT = 0;
export const MEAN = 1;
export const SQUARES = 2;
export const EWMA = 3;
/** Two-sided CUSUM: sum and run length upwards, the same downwards. */
export const CUSUM = 4;
/** The same with the small reference value, for slow drift. */
export const SLOW = 8;
/** What is reported: robust value and standard uncertainty, 0.001 e. */
export const VALUE = 12;
export const UNCERTAINTY = 13;
/** Level of this channel alone, and the size that the last drift event reported. */
export const LEVEL = 14;
export const REPORTED = 15;

// ---- work: lives for one boot --------------------------------------------------------------------------------------
/** The last two samples of the median filter, and how many samples there were (2: the filter is full). */
export const OLDER = 0;
export const NEWER = 1;
export const FILLED = 2;
/** Sum and number of accepted samples of this period; number of rejected and of saturated ones. */
export const SUM = 3;
export const ACCEPTED = 4;
export const REJECTED = 5;
export const SATURATED = 6;
/** Time of the last sample and of the last period, ms. */
export const SAMPLE_TIME = 7;
export const PERIOD_TIME = 8;
/** Thermometer and lagged temperature, degrees; NaN: none. */
export const TEMPERATURE = 9;
export const LAGGED = 10;
/** Limit of the outlier filter in force (very large while the load moves). */
export const OUTLIER = 11;
/** Segment: followed level, values near it, values in a row away from it, 1 while stable. */
export const FOLLOWED = 12;
export const NEAR = 13;
export const AWAY = 14;
export const STABLE = 15;
/** Thermometer as the last sample had it, 0.01 degree; NaN: none. */
export const RAW_TEMPERATURE = 16;
/** When stability was lost, s. */
export const LOST_AT = 17;
/** Noise at rest: robust standard deviation, values it rests on. */
export const NOISE = 18;
export const NOISE_COUNT = 19;
/** Values in the block buffer, and when the block began, s. */
export const BLOCK_COUNT = 20;
export const BLOCK_AT = 21;
/** Blocks in this segment, when it began, its first level and latest level; class: 1 no load, 2 load, 0 unknown. */
export const BLOCKS = 22;
export const SEGMENT_AT = 23;
export const FIRST_LEVEL = 24;
export const LATEST_LEVEL = 25;
export const CLASS = 26;
/** Lagged temperature and lead at the segment's start, degrees. */
export const FIRST_LAGGED = 27;
export const FIRST_LEAD = 28;
/** Mean absolute difference of neighbouring blocks. */
export const BLOCK_SPREAD = 29;
/** Zero before the last loading, its lagged temperature, and whether a load followed. */
export const ZERO_BEFORE = 30;
export const ZERO_BEFORE_LAGGED = 31;
export const LOADED_SINCE = 32;
/** Hour accumulators: blocks at zero, sums of lagged temperature and lead; the hour's number. */
export const HOUR_COUNT = 33;
export const HOUR_LAGGED = 34;
export const HOUR_LEAD = 35;
export const HOUR_NUMBER = 36;
/** Share of the last hour without equilibrium; time without equilibrium, s; share of rejected samples. */
export const UNSTABLE_SHARE = 37;
export const UNSTABLE_TIME = 38;
export const REJECTED_SHARE = 39;
/** Time for which the wanted self-state has been lower than the shown one, s. */
export const LOWER_TIME = 40;
/** Lowest stable level since a zero was last seen, and when that was, s. */
export const LOWEST = 41;
export const ZERO_SEEN_AT = 42;
/** Noise, hour accumulator: sum and number of values. */
export const NOISE_SUM = 43;
export const NOISE_VALUES = 44;
/** Level of the present load, smoothed over some blocks. */
export const SMOOTHED = 45;
/** Time since this boot, s. */
export const UPTIME = 46;
/** Blocks after a disturbance in which a step is not creep. */
export const RESUMED = 47;
/** Flag of a level outside the range: overload 32, underload 64. */
export const OUTSIDE = 48;
/** The value before, for the noise. */
export const PREVIOUS = 49;
/** The present sixteenth of an hour, and how many of this hour have a residual. */
export const HOUR_PART = 50;
export const HOUR_PARTS = 51;
/** Periods in a row with nothing but saturated samples. */
export const FAULTY = 52;
/** Span check: 0 none, 1 wanted, 2 the response is being taken, 3 the response is known and the mechanism goes back. */
export const SPAN_PHASE = 53;
/** Supply, mV; NaN: not measured. */
export const SUPPLY = 54;
/** Number of readings of the cells one by one in this period. */
export const CELL_COUNT = 55;
export const WORK_LENGTH = 56;
