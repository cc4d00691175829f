// Places in the list of measuring parameters: the number of a parameter in provisioning and in command-set-parameter. What
// each means and its unit: `ScaleParameters`. On the instrument the list is an Int32Array: a third of a variable a parameter,
// no property names in the bundle, and found at once instead of by comparing names.

export const ZERO_COUNTS = 0;
export const COUNTS_NUMERATOR = 1;
export const COUNTS_DENOMINATOR = 2;
export const ACCURACY_CLASS = 3;
export const MAXIMUM = 4;
export const VERIFICATION_INTERVAL = 5;
export const SAMPLE_PERIOD = 6;
export const SATURATION = 7;
export const TEMPERATURE_MINIMUM = 8;
export const TEMPERATURE_MAXIMUM = 9;
export const TEMPERATURE_LAG = 10;
export const ZERO_ZONE = 11;
export const ZERO_RANGE = 12;
export const CHANGE_LIMIT = 13;
export const OUTLIER_LIMIT = 14;
export const LEARNING_HOURS = 15;
export const ZERO_LIMIT = 16;
export const ZERO_ALARM = 17;
export const ZERO_RETURN_LIMIT = 18;
export const CREEP_LIMIT = 19;
export const NOISE_LIMIT = 20;
export const UNSTABLE_LIMIT = 21;
export const REJECTION_LIMIT = 22;
export const HOLD_TIME = 23;
export const EWMA_LIMIT = 24;
export const CUSUM_REFERENCE = 25;
export const CUSUM_LIMIT = 26;
export const SLOW_REFERENCE = 27;
export const SLOW_LIMIT = 28;
export const SCALE_INTERVAL = 29;
export const FITTED = 30;
export const CELLS = 31;
export const WARM_UP_TIME = 32;
export const SAFE_LOAD = 33;
export const SUPPLY_MINIMUM = 34;
export const SUPPLY_MAXIMUM = 35;
export const SPAN_INTERVAL = 36;
export const SPAN_LIMIT = 37;
export const SPAN_ALARM = 38;
export const CORNER_LIMIT = 39;
/** How many there are. */
export const SCALE_PARAMETERS = 40;

// Bits of FITTED: what an instrument has besides its load cell
export const FITTED_THERMOMETER = 1;
export const FITTED_SUPPLY = 2;
export const FITTED_CASE = 4;
export const FITTED_SHUNT = 8;
export const FITTED_REFERENCE = 16;
