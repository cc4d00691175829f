// The form of `hz.cfg`: a deterministic CBOR map with exactly these keys, ascending, followed by its CRC-32 (big-endian).
// `encodeProvisioning` writes it on a host, `readProvisioning` reads it on the instrument.

export const PROVISIONING_FORM_VERSION = 2;
/** Greatest size of the file, bytes. */
export const PROVISIONING_LIMIT = 1536;

/** Version of the form. */
export const KEY_FORM = 1;
/** Parts of the identity claims, each encoded as it stands in an identity frame: claims 256 to 260. */
export const KEY_MODEL = 2;
/** Claims 263 and 265. */
export const KEY_PROFILE = 3;
/** Claims 270 and 271. */
export const KEY_SOFTWARE = 4;
/** CDDL `metrological-data`. */
export const KEY_METROLOGICAL_DATA = 5;
/** Integers of the core's parameters, in the order of its parameter list; the index is the number of the parameter. */
export const KEY_INSTRUMENT = 6;
/** List of drivers: `[kind, [* integer], [* byte string]]`. */
export const KEY_DRIVERS = 7;
/** Command keys, one byte string of records of COMMAND_KEY_RECORD bytes: role, epoch (two bytes), 32 bytes of key. */
export const KEY_COMMAND_KEYS = 8;
/** Public keys of commanders, one byte string of records of COMMANDER_RECORD bytes: role, epoch, x, y (32 bytes each). */
export const KEY_COMMANDERS = 9;
/** 32 random bytes from the host that provisions: mixed with the hardware's own where the instrument makes its key. */
export const KEY_ENTROPY = 10;
/** Empty: the instrument makes its own key. Otherwise private key d, x and y of the public key, 32 bytes each. */
export const KEY_PRIVATE_KEY = 11;
/** Byte strings, see TEXT_*. */
export const KEY_TEXTS = 12;
/** Integers, see SETTING_*. */
export const KEY_SETTINGS = 13;

/** Path of the protocol port where the platform wants one, otherwise empty. */
export const TEXT_PROTOCOL_PATH = 0;
export const TEXTS = 1;

export const SETTING_BAUDRATE = 0;
/** Seconds between scheduled status frames. */
export const SETTING_REPORTING_INTERVAL = 1;
/** Records of the event log. */
export const SETTING_LOG_CAPACITY = 2;
/** One-time values the software signer keeps. */
export const SETTING_POOL_SIZE = 3;
/** Seconds until the watchdog restarts the instrument; 0: no watchdog. */
export const SETTING_WATCHDOG = 4;
/** Greatest drift of the instrument's clock, millionths. */
export const SETTING_CLOCK_DRIFT = 5;
/** Seconds between snapshots of the detectors. */
export const SETTING_SNAPSHOT_INTERVAL = 6;
/** 1: the console leaves every port (required where the protocol port may carry it). */
export const SETTING_LOCK_DOWN = 7;
/** Days of operation that one history record sums up. */
export const SETTING_HISTORY_DAYS = 8;
/** 1: opening the case locks the instrument 开壳锁机. */
export const SETTING_CASE_LOCK = 9;
/** 1: the radio is on, where board and software have one. Forms of before it end here: off. */
export const SETTING_RADIO = 10;
export const SETTINGS = 11;

/** Command key record: role, epoch, key. */
export const COMMAND_KEY_RECORD = 35;
/** Commander record: role, epoch, public key. */
export const COMMANDER_RECORD = 67;
