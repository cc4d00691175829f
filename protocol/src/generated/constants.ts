// Generated from hengzhun.cddl by `node scripts/generate.mjs`. Do not edit: a test compares the two.

/** bytes inside one SLIP packet before escaping: the message and its CRC-32 */
export const MAXIMUM_PACKET = 1024;
/** bytes of one message */
export const MAXIMUM_MESSAGE = 1020;
/** bytes of one status frame: 255 with eight channels and everything at its widest */
export const MAXIMUM_STATUS_FRAME = 256;
export const MAXIMUM_CHANNELS = 8;
/** bytes of one encoded event */
export const MAXIMUM_EVENT = 43;
/** nonces that one signature answers */
export const MAXIMUM_NONCE_LIST = 4;
export const ALGORITHM_ES256 = -7;
export const CLAIM_IAT = 6;
export const CLAIM_EAT_NONCE = 10;
export const CLAIM_UEID = 256;
export const CLAIM_OEMID = 258;
export const CLAIM_HWMODEL = 259;
export const CLAIM_HWVERSION = 260;
export const CLAIM_UPTIME = 261;
export const CLAIM_DBGSTAT = 263;
export const CLAIM_EAT_PROFILE = 265;
export const CLAIM_BOOTCOUNT = 267;
export const CLAIM_SWNAME = 270;
export const CLAIM_SWVERSION = 271;
/** private use (RFC 8392 section 9.1) */
export const CLAIM_METROLOGICAL = -65537;
export const METROLOGICAL_KEY_KIND = 1;
export const METROLOGICAL_KEY_SEQUENCE = 2;
export const METROLOGICAL_KEY_PREVIOUS = 3;
export const METROLOGICAL_KEY_SELF_STATE = 4;
export const METROLOGICAL_KEY_FLAGS = 5;
export const METROLOGICAL_KEY_CHANNELS = 6;
export const METROLOGICAL_KEY_LOG_LENGTH = 7;
export const METROLOGICAL_KEY_LOG_HEAD = 8;
export const METROLOGICAL_KEY_CALIBRATION_COUNTER = 9;
export const METROLOGICAL_KEY_SEAL_STATE = 10;
export const METROLOGICAL_KEY_TEMPERATURE = 11;
export const METROLOGICAL_KEY_TIME_QUALITY = 12;
export const METROLOGICAL_KEY_IDENTITY_DIGEST = 13;
export const METROLOGICAL_KEY_DATA = 14;
export const METROLOGICAL_KEY_LOG_RANGE = 15;
export const METROLOGICAL_KEY_COMMAND_DIGEST = 16;
export const METROLOGICAL_KEY_COMMAND_RESULT = 17;
export const METROLOGICAL_KEY_SOFTWARE_MEASUREMENT = 18;
export const METROLOGICAL_KEY_NOZZLE = 19;
export const METROLOGICAL_KEY_INDICATION = 20;
export const METROLOGICAL_KEY_LIFE_STAGE = 21;
export const METROLOGICAL_KEY_VALUES = 22;
export const METROLOGICAL_KEY_SOFTWARE_COUNTER = 23;
export const METROLOGICAL_KEY_KEY_EPOCHS = 24;
export const METROLOGICAL_KEY_ELEMENT = 25;
export const FRAME_KIND_STATUS = 1;
export const FRAME_KIND_IDENTITY = 2;
export const FRAME_KIND_LOG = 3;
export const FRAME_KIND_RECEIPT = 4;
export const NOZZLE_STATE_SIZE = 10;
export const MAXIMUM_NOZZLES = 4;
/** channels in a status frame with a nozzle state */
export const MAXIMUM_NOZZLE_CHANNELS = 6;
export const SELF_STATE_NORMAL = 0;
export const SELF_STATE_ATTENTION = 1;
export const SELF_STATE_ALARM = 2;
export const SELF_STATE_INOPERATIVE = 3;
export const SEAL_STATE_UNSEALED = 0;
export const SEAL_STATE_SEALED = 1;
export const SEAL_STATE_BROKEN = 2;
export const TIME_QUALITY_UNKNOWN = 0;
export const TIME_QUALITY_INFORMATIVE = 1;
export const TIME_QUALITY_SYNCHRONISED = 2;
export const TIME_QUALITY_RELATIVE = 3;
/** raw zero has left its temperature-compensated baseline */
export const FLAG_BIT_ZERO_DRIFT = 0;
/** zero after unloading differs from zero before loading (R 76 zero return) */
export const FLAG_BIT_ZERO_RETURN = 1;
/** indication under a constant load creeps (R 76 creep) */
export const FLAG_BIT_CREEP = 2;
/** noise at rest above its limit */
export const FLAG_BIT_NOISE = 3;
/** no stable equilibrium for longer than configured */
export const FLAG_BIT_UNSTABLE = 4;
export const FLAG_BIT_OVERLOAD = 5;
/** below zero beyond the zero-setting range */
export const FLAG_BIT_UNDERLOAD = 6;
/** no samples, saturated converter or implausible values */
export const FLAG_BIT_SENSOR_FAULT = 7;
/** outside the rated temperature range */
export const FLAG_BIT_TEMPERATURE_RANGE = 8;
/** at least one baseline is not established yet */
export const FLAG_BIT_LEARNING = 9;
/** the pre-filter rejects more samples than configured */
export const FLAG_BIT_REJECTIONS = 10;
export const FLAG_BIT_LOG_NEARLY_FULL = 11;
export const FLAG_BIT_LOG_FULL = 12;
/** state or log could not be written or did not read back */
export const FLAG_BIT_STORAGE_FAULT = 13;
/** the last reboot was not requested (power cut, watchdog) */
export const FLAG_BIT_RESTARTED = 14;
/** the interpreter reported memory exhaustion */
export const FLAG_BIT_MEMORY = 15;
/** a one-time value failed its check and was discarded */
export const FLAG_BIT_SIGNER_FAULT = 16;
/** no valid identity: the instrument signs nothing */
export const FLAG_BIT_PROVISIONING = 17;
/** electronics span (shunt) or true span (internal reference mass) has left its baseline */
export const FLAG_BIT_SPAN = 18;
/** the relative gains of several load cells have moved against one another */
export const FLAG_BIT_CORNER = 19;
/** within the warm-up time: no verdict on zero, creep and span */
export const FLAG_BIT_WARM_UP = 20;
/** supply voltage outside its range, or dips in the last hour */
export const FLAG_BIT_SUPPLY = 21;
/** self-lock 自锁: the case was opened, or pulses were stopped; only a command unlocks */
export const FLAG_BIT_LOCKED = 22;
/** the secure element is missing, was exchanged, or refuses to work */
export const FLAG_BIT_ELEMENT = 23;
/** dispenser: encoder and main board did not recognise each other (code 61) */
export const FLAG_BIT_PAIRING = 24;
/** dispenser: pulse equivalent off by more than 0.6 %; five times stop the pulses */
export const FLAG_BIT_PULSE_DEVIATION = 25;
/** dispenser: phase errors of the quadrature pulser above their limit */
export const FLAG_BIT_PHASE = 26;
/** dispenser: missing or reverse pulses, or a counter overflowed */
export const FLAG_BIT_PULSE_LOSS = 27;
/** dispenser: pulses while the nozzle hangs */
export const FLAG_BIT_IDLE_FLOW = 28;
/** dispenser: flow outside the rated range for longer than configured */
export const FLAG_BIT_FLOW_RANGE = 29;
/** dispenser: more delivered than preset, beyond its limit */
export const FLAG_BIT_OVERSHOOT = 30;
/** dispenser: the totaliser does not agree with its copies or with the second count */
export const FLAG_BIT_TOTALISER = 31;
export const CHANNEL_SIZE = 6;
export const CHANNEL_VALUE_UNAVAILABLE = -32768;
export const CHANNEL_UNCERTAINTY_UNKNOWN = 65535;
/** unit 0.001 e: raw zero against its temperature-compensated baseline */
export const CHANNEL_ZERO = 1;
/** unit 0.001 e: zero after the last unloading minus zero before that loading */
export const CHANNEL_ZERO_RETURN = 2;
/** unit 0.001 e: change of indication under the present (or last) constant load */
export const CHANNEL_CREEP = 3;
/** unit 0.001 e: robust standard deviation at rest */
export const CHANNEL_NOISE = 4;
/** unit 0.001: share of the last hour without stable equilibrium */
export const CHANNEL_STABILITY = 5;
/** unit 0.001 e per degree Celsius: learned zero temperature coefficient */
export const CHANNEL_TEMPERATURE_EFFECT = 6;
/** unit 0.0001 %: response to the shunt against its baseline */
export const CHANNEL_SPAN_ELECTRONICS = 7;
/** unit 0.0001 %: response to the internal reference mass against its baseline */
export const CHANNEL_SPAN_REFERENCE = 8;
/** unit 0.001 %: greatest change of one cell's share of the load against its baseline */
export const CHANNEL_CORNER = 9;
/** unit 0.001 e: zero now minus zero when warm-up ended last time, until warm-up ends */
export const CHANNEL_WARM_UP = 10;
/** unit 0.0001 %: main board's volume against the encoder's own count */
export const CHANNEL_PULSE_EQUIVALENT = 16;
/** unit 0.0001 %: phase errors per edge */
export const CHANNEL_PHASE_ERRORS = 17;
/** unit 0.0001 %: missing (positive) or reverse (negative) pulses per pulse */
export const CHANNEL_PULSE_LOSS = 18;
/** unit mL: delivered minus preset */
export const CHANNEL_OVERSHOOT = 19;
/** unit mL: counted while the nozzle hung, in the last day of operation */
export const CHANNEL_IDLE_FLOW = 20;
/** unit 0.1 %: share of the volume delivered outside the rated flow range */
export const CHANNEL_FLOW_RANGE = 21;
/** bits 0..1: self-state of this channel alone (normal, attention, alarm, inoperative) */
export const CHANNEL_CONDITION_LEVEL_MASK = 3;
export const CHANNEL_CONDITION_BIT_LEARNING = 2;
/** EWMA outside its limits */
export const CHANNEL_CONDITION_BIT_EWMA = 3;
export const CHANNEL_CONDITION_BIT_CUSUM_UP = 4;
export const CHANNEL_CONDITION_BIT_CUSUM_DOWN = 5;
/** slow-drift scheme (small k) has signalled */
export const CHANNEL_CONDITION_BIT_SLOW = 6;
/** value older than its period */
export const CHANNEL_CONDITION_BIT_STALE = 7;
/** has its key and never was sealed */
export const LIFE_STAGE_BORN = 0;
/** was sealed and is in service */
export const LIFE_STAGE_COMMISSIONED = 1;
/** unsealed by command; sealing ends it */
export const LIFE_STAGE_REPAIR = 2;
/** inoperative for good; identity and log can still be read */
export const LIFE_STAGE_RETIRED = 3;
/** true span: no internal reference mass */
export const UNOBSERVED_BIT_SPAN = 0;
/** electronics span: no shunt */
export const UNOBSERVED_BIT_ELECTRONICS = 1;
/** relative gains of the cells: they are not read one by one */
export const UNOBSERVED_BIT_CORNER = 2;
/** no thermometer */
export const UNOBSERVED_BIT_TEMPERATURE = 3;
/** supply is not measured */
export const UNOBSERVED_BIT_SUPPLY = 4;
/** no case switch */
export const UNOBSERVED_BIT_CASE = 5;
/** dispenser: volume per revolution of the meter */
export const UNOBSERVED_BIT_VOLUME = 6;
/** dispenser: no second count to compare with */
export const UNOBSERVED_BIT_PULSE_EQUIVALENT = 7;
/** tilt */
export const UNOBSERVED_BIT_LEVEL = 8;
export const DATA_KEY_INSTRUMENT_KIND = 1;
export const DATA_KEY_ACCURACY_CLASS = 2;
export const DATA_KEY_MAXIMUM_CAPACITY = 3;
export const DATA_KEY_MINIMUM_CAPACITY = 4;
export const DATA_KEY_VERIFICATION_INTERVAL = 5;
export const DATA_KEY_SCALE_INTERVAL = 6;
export const DATA_KEY_REPORTING_INTERVAL = 7;
export const DATA_KEY_TYPE_APPROVAL = 8;
export const DATA_KEY_SERIAL_NUMBER = 9;
export const DATA_KEY_KEY_ASSURANCE = 10;
export const DATA_KEY_OBSERVED_CHANNELS = 11;
export const DATA_KEY_NOZZLES = 12;
export const DATA_KEY_UNOBSERVED = 13;
export const INSTRUMENT_KIND_SCALE = 1;
export const INSTRUMENT_KIND_DISPENSER = 2;
/** software signer: may never reduce inspections */
export const KEY_ASSURANCE_LOW = 1;
export const KEY_ASSURANCE_SECURE_ELEMENT = 2;
/** [reset reason] */
export const EVENT_BOOT = 1;
/** [old, new, flags] */
export const EVENT_SELF_STATE = 2;
/** [channel, size, standard uncertainty, rate per day, standard uncertainty of the rate, ? nozzle] */
export const EVENT_DRIFT = 3;
/** [command kind, result, first 8 bytes of the command digest] */
export const EVENT_COMMAND = 4;
/** [refusal reason, count since the last such event] */
export const EVENT_REFUSALS = 5;
/** [seconds since 1970, uncertainty in ms] */
export const EVENT_TIME_ANCHOR = 6;
/** [old seal state, new seal state] */
export const EVENT_SEAL = 7;
/** [channel, baseline, standard uncertainty, temperature coefficient, ? nozzle] */
export const EVENT_BASELINE = 8;
/** [period in days, medians, flags seen, chain head]; medians: int16 big-endian of every observed */
export const EVENT_RECORD = 9;
/** [what, detail] */
export const EVENT_STORAGE = 10;
/** [] */
export const EVENT_LOG_FULL = 11;
/** [parameter, old value, new value, role] */
export const EVENT_PARAMETER = 12;
/** [point, error, standard uncertainty, temperature], see command-reference-check */
export const EVENT_CHECK = 13;
/** [lock reason, detail]; 0: unlocked */
export const EVENT_LOCK = 14;
/** [nozzle, flag bit, size, count]: what was wrong with a fueling, in the channel's unit */
export const EVENT_FUELING = 15;
/** [nozzle, totaliser in mL, fuelings]: beside each event-record, and at seal and unseal */
export const EVENT_TOTAL = 16;
/** [role, old epoch, new epoch] */
export const EVENT_KEY = 17;
/** [update step, software counter, first 8 bytes of the old and of the new measurement] */
export const EVENT_UPDATE = 18;
/** [what, first 8 bytes of the serial number]; 1: missing, 2: exchanged, 3: fault, 4: back */
export const EVENT_ELEMENT = 19;
/** [old stage, new stage] */
export const EVENT_LIFE = 20;
/** [zero shift in 0.001 e, duration in s] */
export const EVENT_WARM_UP = 21;
/** [lowest millivolts, dips] */
export const EVENT_SUPPLY = 22;
/** [nozzle, short, over] */
export const EVENT_ASYMMETRY = 23;
/** [indication in e, overloads so far, 1: beyond what the cell is safe for] */
export const EVENT_OVERLOAD = 24;
export const LOCK_REASON_NONE = 0;
/** the case was opened 开壳锁机 */
export const LOCK_REASON_CASE = 1;
/** beyond 0.6 % five times */
export const LOCK_REASON_PULSE_DEVIATION = 2;
/** encoder exchanged or not recognised */
export const LOCK_REASON_PAIRING = 3;
/** main board exchanged: three fuelings are over */
export const LOCK_REASON_BOARD = 4;
/** secure element exchanged */
export const LOCK_REASON_ELEMENT = 5;
export const UPDATE_STEP_AUTHORISED = 1;
export const UPDATE_STEP_REFUSED = 2;
export const UPDATE_STEP_INSTALLED = 3;
export const UPDATE_STEP_ACTIVATED = 4;
/** the new software did not come up: the old one runs again */
export const UPDATE_STEP_FALLBACK = 5;
export const RESET_REASON_POWER = 0;
export const RESET_REASON_REQUESTED = 1;
export const RESET_REASON_WATCHDOG = 2;
export const RESET_REASON_MEMORY = 3;
export const REQUEST_IDENTIFY = 1;
export const REQUEST_STATUS = 2;
export const REQUEST_LOG = 3;
export const REQUEST_COMMAND_NONCE = 4;
export const REQUEST_KEY = 5;
export const REQUEST_UPDATE = 6;
export const REPLY_LOG = 65;
export const REPLY_BUSY = 66;
export const REPLY_REFUSAL = 67;
export const REPLY_COMMAND_NONCE = 68;
export const REPLY_NONCE_LIST = 69;
export const REPLY_KEY = 70;
export const REPLY_UPDATE = 71;
export const ALGORITHM_HMAC_256 = 5;
export const ROLE_MAKER = 1;
export const ROLE_AUTHORITY = 2;
export const ROLE_INSPECTOR = 3;
export const BODY_KEY_KIND = 1;
export const BODY_KEY_NONCE = 2;
export const BODY_KEY_ARGUMENTS = 3;
/** [seconds since 1970, milliseconds of uncertainty] */
export const COMMAND_TIME_ANCHOR = 1;
/** []; maker, authority */
export const COMMAND_SEAL = 2;
/** []; maker, authority */
export const COMMAND_UNSEAL = 3;
/** any role */
export const COMMAND_REFERENCE_CHECK = 4;
/** [parameter, value]; unsealed only; maker, authority. Values: [old value] */
export const COMMAND_SET_PARAMETER = 5;
/** []; any role. Values: [flags, one-time values ready, free log records] */
export const COMMAND_SELF_TEST = 6;
/** [role, epoch, wrapped key: bstr .size 32]; authority; epoch greater than the one before */
export const COMMAND_REPLACE_KEY = 7;
/** []; authority: opens a self-lock 授权解锁 */
export const COMMAND_UNLOCK = 8;
/** [nozzle]; authority: pairs encoder and main board anew */
export const COMMAND_REINITIALISE = 9;
/** [software counter, size in bytes, SHA-256 of the image: bstr .size 32]; maker, unsealed only */
export const COMMAND_UPDATE = 10;
/** []; maker: installs the authorised image once it is whole, and restarts */
export const COMMAND_ACTIVATE = 11;
/** []; authority */
export const COMMAND_RETIRE = 12;
/** []; maker, authority */
export const COMMAND_RESTART = 13;
export const COMMAND_RESULT_DONE = 0;
/** not deterministic CBOR, or not of the contract's form */
export const REFUSAL_MALFORMED = 1;
export const REFUSAL_UNKNOWN_REQUEST = 2;
export const REFUSAL_UNKNOWN_KEY = 3;
export const REFUSAL_BAD_TAG = 4;
/** unknown, used or expired */
export const REFUSAL_BAD_NONCE = 5;
export const REFUSAL_BAD_ARGUMENT = 6;
/** in this state (sealed already, log full) */
export const REFUSAL_NOT_ALLOWED = 7;
/** no such log entries */
export const REFUSAL_RANGE = 8;
export const REFUSAL_BUSY = 9;
export const REFUSAL_NOT_PROVISIONED = 10;
/** this role may not do that */
export const REFUSAL_ROLE = 11;
/** unseal first */
export const REFUSAL_SEALED = 12;
/** what cannot be logged is not done */
export const REFUSAL_LOG_FULL = 13;
/** epoch or software counter does not grow */
export const REFUSAL_ROLLBACK = 14;
/** image incomplete, or not the one that was authorised */
export const REFUSAL_INTEGRITY = 15;
/** flash did not take it, or this board has no room for it */
export const REFUSAL_STORAGE = 16;
/** no stable indication, or no fueling to compare with */
export const REFUSAL_UNSTABLE = 17;
export const REFUSAL_RETIRED = 18;
export const CERTIFICATE_CLAIM_ISSUER = 1;
export const CERTIFICATE_CLAIM_EXPIRY = 4;
export const CERTIFICATE_CLAIM_NOT_BEFORE = 5;
/** cnf (RFC 8747 section 3.1) */
export const CERTIFICATE_CLAIM_CONFIRMATION = 8;
