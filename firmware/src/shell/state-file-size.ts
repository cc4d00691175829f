import { LOG_RECORD, LOG_START, SLOT } from './names.js';

/** Bytes of a file's header in Espruino's Storage. */
const HEADER = 32;

/**
 * Size of the state file for a flasher that makes it first, at the start of an empty Storage:
 * `require("Storage").write("hz.dat", "hz 1", 0, size)`. There it ends with a page, and no later change of the bundle or the
 * provisioning, nor a compaction that one causes, touches it.
 *
 * @param pageSize bytes of a flash page, `require("Flash").getPage(address).length`
 * @param logCapacity least number of records of the event log
 */
export function stateFileSize(pageSize: number, logCapacity = 96): number {
  const front = HEADER + LOG_START + logCapacity * LOG_RECORD;
  return Math.ceil(front / pageSize) * pageSize + 2 * Math.max(SLOT, pageSize) - HEADER;
}
