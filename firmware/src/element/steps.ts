// Commands of the ATECC608 as steps of a job: time between two looks at the answer in ms, length of the answer's data (1: a status
// only), then what goes on the wire behind the count: opcode, first parameter, second parameter (low byte first), data.
//
// Eight looks cover the chip's longest execution time with clock divider M0 or M1 (in ms: Read 5, Nonce 20, Random 23, Counter 25,
// Lock 35, Write 45, GenKey 215, Sign 220, Verify 295, Info 5).

/** Bytes 0 to 31 of the configuration zone: serial number in 0..3 and 8..12. */
export const READ_SERIAL = '\x02\x20\x02\x80\0\0';
/** Bytes 8 to 11 of the configuration zone: bytes 4 to 7 of the serial number. */
export const READ_SERIAL_PART = '\x02\x04\x02\0\x02\0';
/** Bytes 84 to 87 of the configuration zone; the last two are 0 when data zone and configuration are locked. */
export const READ_LOCKS = '\x02\x04\x02\0\x15\0';
/** Public key of the private key in slot 0. */
export const PUBLIC_KEY = '\x1e\x40\x40\0\0\0';
/** Monotonic counter 0, least significant byte first. */
export const COUNTER_READ = '\x05\x04\x24\0\0\0';
export const COUNTER_INCREMENT = '\x05\x04\x24\x01\0\0';
/** A random number nobody reads: it renews the seed of the generator from which the chip draws what it signs with. */
export const RANDOM = '\x05\x20\x1b\0\0\0';
/** The 32 bytes that follow go to TempKey. */
export const NONCE = '\x04\x01\x16\x03\0\0';
/** Signs TempKey with the private key in slot 0. */
export const SIGN = '\x1e\x40\x41\x80\0\0';
/** Checks TempKey against signature and public key, which follow, on P-256. Status 0 or 1. */
export const VERIFY = '\x28\x01\x45\x02\x04\0';
