/** Provisioning, written by a host before the first boot; see `provisioning.ts`. */
export const PROVISIONING_FILE = 'hz.cfg';
/** Event log and state: log records, then two slots of whole flash pages. Made once, never replaced; see `journal.ts`. */
export const STATE_FILE = 'hz.dat';

/** Bytes of one log record: length, entry of at most 43 bytes, zeros, CRC-32 over the first 44 bytes. */
export const LOG_RECORD = 48;
/** Records of the log that must be free for a command: its own, a change's, one total for each nozzle, and _log full_. */
export const COMMAND_RECORDS = 8;
/** Where the first record lies in the state file: behind the word that was written to make it. */
export const LOG_START = 4;
/** Least bytes of a state slot; one page of the flash, if that is longer. */
export const SLOT = 4096;
/** Two images of the software, where a board can be updated: marks, then two slots of whole flash pages; see `update.ts`. */
export const IMAGE_FILE = 'hz.img';
