import { type ByteString, writeUint32 } from '@hengzhun/protocol/device';
import { crc32 } from '../platform/espruino.js';
import { readUint, writeUint16 } from './bytes.js';
import { beginSlot, CELL, type Journal, readCells, SNAPSHOT_FRAME, SNAPSHOT_MARK, writeCells } from './journal.js';

/** The newest snapshot of the detectors; empty where there is none. */
export function readSnapshot(journal: Journal): ByteString {
  if (journal.snapshotCells < 1) return '';
  const length = readUint(readCells(journal, journal.slot, journal.snapshot, 3), 1, 2);
  return readCells(journal, journal.slot, journal.snapshot, 3 + length).substr(3);
}

/** Appends a snapshot to the slot in use, or to the other one when that is full. The one before stays until then. */
export function writeSnapshot(journal: Journal, data: ByteString): boolean {
  const body = String.fromCharCode(SNAPSHOT_MARK) + writeUint16(data.length) + data;
  const cells = Math.ceil((data.length + SNAPSHOT_FRAME) / CELL);
  if ((journal.next + cells) * CELL > journal.place.size && !beginSlot(journal)) return false;
  const at = journal.next;
  journal.next += cells;
  if (!writeCells(journal, journal.slot, at, body + writeUint32(crc32(body)))) return false;
  journal.snapshot = at;
  journal.snapshotCells = cells;
  return true;
}
