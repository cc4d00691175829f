// Places in the two arrays of the state. Typed arrays instead of objects: two thirds of a variable a number instead
// of two, no property names in the bundle, and the whole of it can be saved as it stands.

// ---- memory: survives a reboot -------------------------------------------------------------------------------------
/** Active time since the last sealing, s. */
export const AGE = 0;
/** Where the zero is believed to be now, for telling "no load" from "load". */
export const ZERO_TRACK = 1;
/** The self-state last shown, so that a reboot does not report it again. */
export const SHOWN = 2;
/** Overloads so far, and 1 while the cell may have been harmed by one. */
export const OVERLOADS = 3;
export const OVERSTRAINED = 4;
/** Zero when warm-up ended last time, less its temperature effect; 1 where there was one. */
export const WARM_ZERO = 5;
export const WARM_KNOWN = 6;
/** Zero returns beyond the limit in a row after loads of half an hour; negative: below. */
export const LONG_RETURN = 7;
/** The channels: zero with its model, zero return, creep, noise; where fitted the span with its model, and the corner. */
export const CHANNEL_ZERO_AT = 8;
export const CHANNEL_RETURN_AT = 59;
export const CHANNEL_CREEP_AT = 75;
export const CHANNEL_NOISE_AT = 91;
export const CHANNEL_SPAN_AT = 107;
/** Nominal response to the shunt or the reference mass, 0.001 e; 0: none yet. Active time of the last check, s. */
export const SPAN_NOMINAL = 158;
export const SPAN_CHECKED = 159;
export const CHANNEL_CORNER_AT = 160;
/** Behind its channel: baseline and smoothed deviation of up to four statistics. */
export const CORNER_BASE = 16;
export const CORNER_OFF = 20;
/** Length without span and corner, with the span, with both. */
export const MEMORY_LENGTH = 107;
export const MEMORY_WITH_SPAN = 160;
export const MEMORY_WITH_CORNER = 184;

// Inside a channel
/** Self-starting baseline: observations, mean, sum of squared deviations; of a model: its standard deviation instead. */
export const COUNT = 0;
export const MEAN = 1;
export const SQUARES = 2;
export const SCALE = 2;
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

// Inside a model, behind its channel (`model.ts`)
/** Slow means of value, lagged temperature and temperature lead, which the regression subtracts. */
export const SLOW_VALUE = 16;
export const SLOW_LAGGED = 17;
export const SLOW_LEAD = 18;
/** Weighted sums of the regression of the value on temperature. */
export const SUM_LL = 19;
export const SUM_LD = 20;
export const SUM_DD = 21;
export const SUM_VL = 22;
export const SUM_VD = 23;
/** Robust standard deviation of the regression's residual. */
export const RESIDUAL = 24;
/** Observations seen by the regression. */
export const OBSERVATIONS = 25;
/** Learned coefficients, per degree: of the lagged temperature and of the lead. */
export const COEFFICIENT = 26;
export const LEAD_COEFFICIENT = 27;
/** Lagged temperature and lead of the frozen baseline. Its observations, value and deviation are COUNT, MEAN and SCALE. */
export const BASE_LAGGED = 28;
export const BASE_LEAD = 29;
/** Baseline of the sealing before: value, lagged temperature, coefficient, standard deviation (0: there was none). */
export const EARLIER_VALUE = 30;
export const EARLIER_LAGGED = 31;
export const EARLIER_COEFFICIENT = 32;
export const EARLIER_SCALE = 33;
/** Sums for the autocorrelation of the residual: products with the one before, and squares. */
export const SUM_PRODUCTS = 34;
export const SUM_SQUARES = 35;
/** Residual and deviation from the baseline of the observation before, and when that was, in observations' time. */
export const LAST_RESIDUAL = 36;
export const LAST_OFF = 37;
export const LAST_TIME = 38;
/** Deviations from the baseline since it was learned: how many, and the last ones, a ring. */
export const RECENT_COUNT = 39;
export const RECENT = 40;
export const RECENT_LENGTH = 11;
/** Where the next channel begins. */
export const MODEL_LENGTH = 51;

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
/** Lagged temperature and what it leads a temperature lagged further by, degrees; NaN: none. */
export const LEAD = 9;
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
/** Span check: 0 none, 1 wanted, 2 the response is being taken, 3 it is known, 4 the mechanism is back; since when, s. */
export const SPAN_PHASE = 53;
export const SPAN_SINCE = 54;
/** Level before the check, and the response to it, 0.001 e. */
export const SPAN_BEFORE = 55;
export const SPAN_RESPONSE = 56;
/** Supply, mV; NaN: not measured. Lowest of this hour, dips in it, when the last one was (s), time outside the range, s. */
export const SUPPLY = 57;
export const SUPPLY_LOWEST = 58;
export const SUPPLY_DIPS = 59;
export const SUPPLY_DIP_AT = 60;
export const SUPPLY_OUTSIDE = 61;
/** Readings of the cells one by one in this period, and periods of them in this block. */
export const CELL_COUNT = 62;
export const CELL_PERIODS = 63;
/** Of the present epoch of the corner: loads, and their sum in counts. */
export const CORNER_LOADS = 64;
export const CORNER_WEIGHT = 65;
/** Level of the present load a quarter of an hour after it was put on; 0: not yet. */
export const QUARTER_LEVEL = 66;
export const QUARTER_SPREAD = 67;
/** How long the last load lay, s. */
export const LOAD_TIME = 68;
/** Level of the temperature effect. */
export const EFFECT_LEVEL = 69;
/** Lead of the lagged temperature when the zero before the last loading was seen, degrees. */
export const ZERO_BEFORE_LEAD = 70;
/** Innovation that the detectors last got from the zero's model, in standard deviations. */
export const INNOVATION = 71;
/** Periods in a row above the range. */
export const OVER_PERIODS = 72;
export const WORK_LENGTH = 73;
