import { type ByteString, EVENT_LOG_FULL, writeEvent, writeUint32 } from '@hengzhun/protocol/device';
import { crc32, readFlash, sha256, writeFlash } from '../platform/espruino.js';
import { LOG_RECORD, LOG_START, STATE_FILE } from './names.js';

const BODY = 44;
const LONGEST_ENTRY = 43;
const ZEROS = '\0'.repeat(BODY);

/** The event log (audit trail) as it stands in flash. */
export interface EventLog {
  /** Records there is room for. */
  capacity: number;
  /** Records used up, whether or not they hold an entry. */
  used: number;
  /** Entries. */
  length: number;
  /** head(0) = 32 zero bytes, head(i + 1) = SHA-256(head(i) || entry(i)). */
  head: ByteString;
  /** Records that a power cut spoilt, ascending. */
  torn: number[];
}

/** Reads the whole log, which ends at most `end` bytes into the file, and rebuilds its head. */
export function openLog(end: number): EventLog {
  const capacity = Math.floor((end - LOG_START) / LOG_RECORD);
  const log: EventLog = { capacity: capacity, used: 0, length: 0, head: ZEROS.substr(0, 32), torn: [] };
  for (let i = 0; i < capacity; i++) {
    const record = readRecord(i);
    const length = record.charCodeAt(0);
    // never written: the length is the first byte to go
    if (length === 255) continue;
    while (log.used < i) log.torn.push(log.used++);
    log.used = i + 1;
    if (length < 1 || length > LONGEST_ENTRY || writeUint32(crc32(record.substr(0, BODY))) !== record.substr(BODY)) {
      log.torn.push(i);
    } else {
      take(log, record.substr(1, length));
    }
  }
  return log;
}

function readRecord(index: number): ByteString {
  return readFlash(STATE_FILE, LOG_START + index * LOG_RECORD, LOG_RECORD);
}

function take(log: EventLog, entry: ByteString): void {
  log.head = sha256(log.head + entry);
  log.length++;
}

/** Entry `index` (0..length - 1) as it was written. */
export function readEntry(log: EventLog, index: number): ByteString {
  let at = index;
  for (let i = 0; i < log.torn.length; i++) if (log.torn[i]! <= at) at++;
  const record = readRecord(at);
  return record.substr(1, record.charCodeAt(0));
}

/** Whether there is no room for another event. */
export function isLogFull(log: EventLog): boolean {
  return log.used >= log.capacity - 1;
}

/**
 * Appends an event. The last record is kept for the event that says that the log is full.
 *
 * @returns false when there is no room, or when flash does not take the record
 */
export function appendLog(
  log: EventLog,
  kind: number,
  boot: number,
  uptime: number,
  items: Array<number | ByteString>,
): boolean {
  if (log.used >= log.capacity) return false;
  const full = isLogFull(log);
  const entry = full ? writeEvent(EVENT_LOG_FULL, boot, uptime, []) : writeEvent(kind, boot, uptime, items);
  const body = (String.fromCharCode(entry.length) + entry + ZEROS).substr(0, BODY);
  const at = log.used++;
  if (!writeFlash(STATE_FILE, body + writeUint32(crc32(body)), LOG_START + at * LOG_RECORD, 0)) {
    log.torn.push(at);
    return false;
  }
  take(log, entry);
  return !full;
}
