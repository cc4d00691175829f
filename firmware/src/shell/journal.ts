import { type ByteString, writeUint32 } from '@hengzhun/protocol/device';
import { crc32, eraseFlash, readFlash, writeFlash } from '../platform/espruino.js';
import type { Place } from '../platform/ports.js';
import { readUint, writeUint16 } from './bytes.js';
import { STATE_FILE } from './names.js';

/**
 * The state slots are divided into cells of this many bytes: a journal record takes one, a variable record as many as it
 * needs. A multiple of four, so that no write shares a flash word with another.
 */
export const CELL = 48;
/** Variable records: the snapshot of the detectors, settings made on the instrument, what a core cannot keep for a snapshot. */
export const SNAPSHOT = 0;
export const SETTINGS_RECORD = 1;
export const BRIEF = 2;
const KINDS = 3;
/** First byte of a variable record of kind 0, 1..: that of a generation that no flash lives to see. */
export const MARK = 0xd5;
/** Bytes around the data of a variable record: mark, length (2 bytes) before, CRC-32 after. */
export const RECORD_FRAME = 7;
/** A cell that was never written. */
const BLANK = '\xff'.repeat(CELL);

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
  /** First 4 bytes of SHA-256 over provisioning and parameters set since: a change of parameters shows. */
  configuration: ByteString;
  /** LIFE_STAGE_*. */
  lifeStage: number;
  /** LOCK_REASON_*: why the instrument is locked. */
  lockReason: number;
  /** Counter of the software that runs: what replaces it must have a greater one. */
  softwareCounter: number;

  /** Where the slots are. */
  place: Place;
  /** Slot in use (0 or 1): it holds the newest record of each kind. */
  slot: number;
  /** Next cell of it. */
  next: number;
  /** Of each kind of variable record, first cell of the newest one and its number of cells; 0 cells: there is none. */
  held: number[];
  /** Last write of the boot before was cut short. */
  torn: boolean;
}

/** The newest valid record of both slots, or the state of an instrument that never ran. */
export function openJournal(place: Place): Journal {
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
    lifeStage: 0,
    lockReason: 0,
    softwareCounter: 0,
    place: place,
    slot: 0,
    next: 0,
    held: [0, 0, 0, 0, 0, 0],
    torn: false,
  };
  // a slot with nothing valid in it was being begun when the power went: the other one holds everything
  const spoilt = scanSlot(journal, 0);
  if (scanSlot(journal, 1) || spoilt) journal.torn = true;
  return journal;
}

/** Takes the slot's newest records if they are the newest; true when it holds something, but nothing valid. */
function scanSlot(journal: Journal, slot: number): boolean {
  let used = 0;
  let torn = false;
  let valid = false;
  let newest = false;
  const held = [0, 0, 0, 0, 0, 0];
  for (let i = 0; (i + 1) * CELL <= journal.place.size; i++) {
    const record = readCells(journal, slot, i, CELL);
    if (record === BLANK) continue;
    const kind = record.charCodeAt(0) - MARK;
    const isVariable = kind >= 0 && kind < KINDS;
    const length = isVariable ? readUint(record, 1, 2) + RECORD_FRAME : CELL;
    const whole = readCells(journal, slot, i, length);
    torn = whole.substr(length - 4) !== writeUint32(crc32(whole.substr(0, length - 4)));
    if (!torn) {
      if (isVariable) {
        held[kind * 2] = i;
        held[kind * 2 + 1] = Math.ceil(length / CELL);
        i += held[kind * 2 + 1]! - 1;
      } else {
        valid = true;
        if (readUint(record, 0, 4) > journal.generation) {
          newest = true;
          decode(journal, record);
        }
      }
    }
    used = i + 1;
  }
  if (newest) {
    journal.slot = slot;
    journal.next = used;
    journal.torn = torn;
    journal.held = held;
  }
  return used > 0 && !valid;
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
  journal.lifeStage = record.charCodeAt(40);
  journal.lockReason = record.charCodeAt(41);
  journal.softwareCounter = readUint(record, 42, 2);
}

/** The journal's record. @declared @unpacked */
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
    journal.configuration +
    String.fromCharCode(journal.lifeStage, journal.lockReason) +
    writeUint16(journal.softwareCounter);
  return body + writeUint32(crc32(body));
}

function readCells(journal: Journal, slot: number, cell: number, length: number): ByteString {
  const place = journal.place;
  return readFlash(STATE_FILE, place.base + slot * place.size + cell * CELL, length);
}

/** Writes blank cells; false when they lie beyond the slot or do not take it. */
function writeCells(journal: Journal, slot: number, cell: number, data: ByteString): boolean {
  const place = journal.place;
  const at = cell * CELL;
  return at + data.length <= place.size && writeFlash(STATE_FILE, data, place.base + slot * place.size + at, 0);
}

/**
 * Appends the journal's present values as a record and reads it back.
 *
 * @returns false when neither slot takes the record: nothing that depends on it may leave the instrument
 */
export function appendJournal(journal: Journal): boolean {
  journal.generation++;
  const record = encode(journal);
  // a record that does not read back may have spoilt its cell: try the next, then the other slot, then give up
  return (
    writeCells(journal, journal.slot, journal.next++, record) ||
    writeCells(journal, journal.slot, journal.next++, record) ||
    /*@__NOINLINE__*/ beginSlot(journal, KINDS, '')
  );
}

/**
 * Goes over to the other slot: erases it, copies the newest variable records, `record` in place of the one of its kind, and
 * writes the journal's present values. The slot in use changes only when all of that reads back, so what is erased is never
 * the newest.
 */
function beginSlot(journal: Journal, kind: number, record: ByteString): boolean {
  const other = 1 - journal.slot;
  const held: number[] = [];
  let next = 0;
  if (!eraseFlash(journal.place, other)) return false;
  for (let i = 0; i < KINDS; i++) {
    const from = journal.held[i * 2]!;
    const cells = i === kind ? Math.ceil(record.length / CELL) : journal.held[i * 2 + 1]!;
    held.push(cells > 0 ? next : 0, cells);
    if (i === kind) {
      if (!writeCells(journal, other, next, record)) return false;
    } else {
      for (let j = 0; j < cells; j++) {
        // the sum is a copy in RAM: not every flash can be written from itself
        if (!writeCells(journal, other, next + j, `${readCells(journal, journal.slot, from + j, CELL)}`)) return false;
      }
    }
    next += cells;
  }
  journal.generation++;
  if (!writeCells(journal, other, next, encode(journal))) return false;
  journal.slot = other;
  journal.next = next + 1;
  journal.held = held;
  return true;
}

/** Data of the newest variable record of a kind; empty where there is none. */
export function readRecord(journal: Journal, kind: number): ByteString {
  if (journal.held[kind * 2 + 1]! < 1) return '';
  const at = journal.held[kind * 2]!;
  const length = readUint(readCells(journal, journal.slot, at, 3), 1, 2);
  return readCells(journal, journal.slot, at, 3 + length).substr(3);
}

/**
 * Appends a variable record to the slot in use, or goes over to the other one with it when that is full. The one before it
 * counts until then.
 */
export function writeRecord(journal: Journal, kind: number, data: ByteString): boolean {
  const body = String.fromCharCode(MARK + kind) + writeUint16(data.length) + data;
  const record = body + writeUint32(crc32(body));
  const cells = Math.ceil(record.length / CELL);
  const at = journal.next;
  if ((at + cells) * CELL > journal.place.size) return beginSlot(journal, kind, record);
  journal.next += cells;
  if (!writeCells(journal, journal.slot, at, record)) return false;
  journal.held[kind * 2] = at;
  journal.held[kind * 2 + 1] = cells;
  return true;
}

/** A number that only grows as the instrument lives; a secure element's counter follows it (`setMark`). */
export function markOf(journal: Journal): number {
  return journal.boot + journal.calibrationCounter + (journal.sequence >>> 6);
}

/** Counts a calibration event; the counter stays at its end rather than begin again. */
export function countCalibration(journal: Journal): void {
  if (journal.calibrationCounter < 65535) journal.calibrationCounter++;
}
