import { type ByteString, writeUint32 } from '@hengzhun/protocol/device';
import { crc32, readFlash, writeFlash } from '../platform/espruino.js';
import { readUint, writeUint16 } from './bytes.js';
import { JOURNAL_FILES } from './names.js';

/** Bytes of one record. A multiple of four, so that no write shares a flash word with another. */
export const JOURNAL_RECORD = 44;
/** Records in a slot. */
export const JOURNAL_RECORDS = 45;
const SLOT_SIZE = JOURNAL_RECORD * JOURNAL_RECORDS;
/** A record that was never written. */
const BLANK = '\xff'.repeat(JOURNAL_RECORD);

/** What must never turn back: written before anything that depends on it leaves the instrument. */
export interface Journal {
  /** Number of records ever written; the newest valid record has the greatest. */
  generation: number;
  /** Sequence number of the last frame; 0 before the genesis frame. */
  sequence: number;
  /** First 16 bytes of the last frame's digest; zeros before the genesis frame. */
  previous: ByteString;
  /** Blocks of the random generator reserved so far. */
  block: number;
  /** Number of this boot, 1..65535. */
  boot: number;
  calibrationCounter: number;
  /** Length of the event log when the record was written: the log may have grown since, never shrunk. */
  logLength: number;
  /** SEAL_STATE_*. */
  sealState: number;
  /** RESET_REASON_* that the next boot will report unless the platform knows better. */
  resetReason: number;
  /** First 4 bytes of SHA-256 over the provisioning: a change of parameters shows. */
  configuration: ByteString;

  /** Slot in use (0 or 1) and the next record in it. */
  slot: number;
  next: number;
  /** Last write of the boot before was cut short. */
  torn: boolean;
}

/** The newest valid record of both slots, or the state of an instrument that never ran. */
export function openJournal(): Journal {
  const journal: Journal = {
    generation: 0,
    sequence: 0,
    previous: '\0'.repeat(16),
    block: 0,
    boot: 0,
    calibrationCounter: 0,
    logLength: 0,
    sealState: 0,
    resetReason: 0,
    configuration: '',
    slot: 0,
    next: 0,
    torn: false,
  };
  for (let slot = 0; slot < 2; slot++) scanSlot(journal, slot);
  return journal;
}

function scanSlot(journal: Journal, slot: number): void {
  let used = 0;
  let torn = false;
  let newest = false;
  for (let i = 0; i < JOURNAL_RECORDS; i++) {
    const record = readFlash(JOURNAL_FILES[slot]!, i * JOURNAL_RECORD, JOURNAL_RECORD);
    if (record === BLANK || !record) continue;
    used = i + 1;
    torn = record.substr(40) !== writeUint32(crc32(record.substr(0, 40)));
    if (!torn && readUint(record, 0, 4) > journal.generation) {
      newest = true;
      decode(journal, record);
    }
  }
  if (newest) {
    journal.slot = slot;
    journal.next = used;
    journal.torn = torn;
  } else if (used > 0 && torn && slot !== journal.slot) {
    // the first record of a fresh slot was cut short: the other slot still holds everything
    journal.torn = true;
  }
}

function decode(journal: Journal, record: ByteString): void {
  journal.generation = readUint(record, 0, 4);
  journal.sequence = readUint(record, 4, 4);
  journal.previous = record.substr(8, 16);
  journal.block = readUint(record, 24, 4);
  journal.boot = readUint(record, 28, 2);
  journal.calibrationCounter = readUint(record, 30, 2);
  journal.logLength = readUint(record, 32, 2);
  journal.sealState = record.charCodeAt(34);
  journal.resetReason = record.charCodeAt(35);
  journal.configuration = record.substr(36, 4);
}

function encode(journal: Journal): ByteString {
  const body =
    writeUint32(journal.generation) +
    writeUint32(journal.sequence) +
    journal.previous +
    writeUint32(journal.block) +
    writeUint16(journal.boot) +
    writeUint16(journal.calibrationCounter) +
    writeUint16(journal.logLength) +
    String.fromCharCode(journal.sealState, journal.resetReason) +
    journal.configuration;
  return body + writeUint32(crc32(body));
}

/**
 * Appends the journal's present values as a record and reads it back. A full slot is left for the other one, which is
 * erased by the first write into it; the full one keeps its records until the other is full in turn.
 *
 * @returns false when neither slot takes the record: nothing that depends on it may leave the instrument
 */
export function appendJournal(journal: Journal): boolean {
  journal.generation++;
  const record = encode(journal);
  // a record that does not read back may have spoilt its place: try the next, then the other slot, then give up
  for (let attempt = 0; attempt < 3; attempt++) {
    if (journal.next >= JOURNAL_RECORDS || attempt === 2) {
      journal.slot = 1 - journal.slot;
      journal.next = 0;
    }
    const at = journal.next++;
    if (writeFlash(JOURNAL_FILES[journal.slot]!, record, at * JOURNAL_RECORD, SLOT_SIZE)) return true;
  }
  return false;
}

/** Counts a calibration event; the counter stays at its end rather than begin again. */
export function countCalibration(journal: Journal): void {
  if (journal.calibrationCounter < 65535) journal.calibrationCounter++;
}
