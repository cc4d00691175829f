// The form of `hz.cfg`: a deterministic CBOR map with exactly these keys, ascending, followed by its CRC-32 (big-endian).
// `encodeProvisioning` writes it on a host, `readProvisioning` reads it on the instrument.

export const PROVISIONING_FORM_VERSION = 1;
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
/** Integers of `ScaleParameters`, in the order of `scaleParameterList`. */
export const KEY_SCALE = 6;
/** ES256 private key, 32 bytes. */
export const KEY_PRIVATE_KEY = 7;
/** Key identifier of the public key, 8 bytes. */
export const KEY_IDENTIFIER = 8;
/** Command keys, each a byte string: role, epoch (two bytes), 32 bytes of key. */
export const KEY_COMMAND_KEYS = 9;
/** Byte strings, see TEXT_*. */
export const KEY_TEXTS = 10;
/** Integers, see SETTING_*. */
export const KEY_SETTINGS = 11;

/** Path of the protocol port where the platform wants one, otherwise empty. */
export const TEXT_PROTOCOL_PATH = 0;
/** Injection: path of its port. HX711: name of the data pin. */
export const TEXT_DRIVER_FIRST = 1;
/** HX711: name of the clock pin. */
export const TEXT_DRIVER_SECOND = 2;
export const TEXTS = 3;

export const SETTING_BAUDRATE = 0;
/** DRIVER_*. */
export const SETTING_DRIVER = 1;
/** Injection: baud rate. HX711: clock pulses of a conversion, 25 (gain 128), 26 (32, channel B) or 27 (64). */
export const SETTING_DRIVER_NUMBER = 2;
/** Seconds between scheduled status frames. */
export const SETTING_REPORTING_INTERVAL = 3;
/** Records of the event log. */
export const SETTING_LOG_CAPACITY = 4;
/** One-time values the signer keeps. */
export const SETTING_POOL_SIZE = 5;
/** Seconds until the watchdog restarts the instrument; 0: no watchdog. */
export const SETTING_WATCHDOG = 6;
/** Greatest drift of the instrument's clock, millionths. */
export const SETTING_CLOCK_DRIFT = 7;
/** Seconds between snapshots of the detectors. */
export const SETTING_SNAPSHOT_INTERVAL = 8;
/** 1: the console leaves every port (required where the protocol port may carry it). */
export const SETTING_LOCK_DOWN = 9;
export const SETTINGS = 10;

export const DRIVER_HX711 = 1;
export const DRIVER_INJECTION = 2;

/** Command key record: role, epoch, key. */
export const COMMAND_KEY_RECORD = 35;
