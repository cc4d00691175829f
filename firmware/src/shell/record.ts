import { type ByteString, EVENT_REFUSALS, FLAG_BIT_STORAGE_FAULT } from '@hengzhun/protocol/device';
import { setMark } from '../crypto/index.js';
import { appendJournal, markOf, writeRecord } from './journal.js';
import { appendLog } from './log.js';
import type { Shell } from './state.js';
import { uptime } from './time.js';

/** What happened to storage: first item of EVENT_STORAGE. */
export const STORAGE_LOG_TORN = 1;
export const STORAGE_JOURNAL_TORN = 2;
export const STORAGE_CONFIGURATION = 3;
export const STORAGE_LOG_SHORTER = 4;
export const STORAGE_SNAPSHOT_LOST = 5;
/** Flash holds an older state than the secure element has seen. */
export const STORAGE_ROLLED_BACK = 6;

/**
 * Appends an event to the log; false when it is not in it. What flash does not take is a storage fault, shown from now on.
 */
export function record(s: Shell, kind: number, items: Array<number | string>): boolean {
  const log = s.log;
  if (log.used >= log.capacity) return false;
  const written = appendLog(log, kind, s.journal.boot, uptime(s), items);
  if (!written && log.used < log.capacity) storageFault(s);
  return written;
}

/** Writes the journal; false: nothing that depends on it may leave the instrument. @declared @unpacked */
export function persist(s: Shell): boolean {
  s.journal.logLength = s.log.length;
  const written = appendJournal(s.journal);
  if (written) setMark(s.signer, markOf(s.journal));
  else storageFault(s);
  return written;
}

/** Writes a variable record; false when flash does not take it, which is a storage fault. */
export function keep(s: Shell, kind: number, data: ByteString): boolean {
  const written = writeRecord(s.journal, kind, data);
  if (!written) storageFault(s);
  return written;
}

function storageFault(s: Shell): void {
  s.faults |= 1 << FLAG_BIT_STORAGE_FAULT;
}

/**
 * Counts a refusal. Strangers can cause refusals, so the log holds at most two entries a day for each reason: the first at
 * once, the rest as a number when the day (of uptime) ends.
 */
export function countRefusal(s: Shell, reason: number): void {
  const count = s.refusals[reason];
  if (count === undefined) record(s, EVENT_REFUSALS, [reason, 1]);
  s.refusals[reason] = count === undefined ? 0 : count + 1;
}

/** Ends a day of refusals: what was only counted goes to the log. @cold */
export function flushRefusals(s: Shell): void {
  for (let reason = 0; reason < s.refusals.length; reason++) {
    const count = s.refusals[reason];
    if (count) record(s, EVENT_REFUSALS, [reason, count]);
  }
  s.refusals = [];
}
