import { type ByteString, writeUint32 } from '@hengzhun/protocol/device';
import { crc32, readFlash, writeFlash } from '../platform/espruino.js';
import { readUint, writeUint16 } from './bytes.js';
import { SNAPSHOT_FILES } from './names.js';

/** Length, generation and CRC-32 around the data. */
const HEAD = 6;

/** Where the next snapshot goes. */
export interface Snapshots {
  generation: number;
  /** Slot of the newest one. */
  slot: number;
  /** The newest snapshot; empty where there is none. */
  data: ByteString;
  /** A slot that holds something unreadable. */
  torn: boolean;
}

/** The newest snapshot that reads back whole. The caller drops `data` after use: it is large. */
export function openSnapshots(): Snapshots {
  const found: Snapshots = { generation: 0, slot: 1, data: '', torn: false };
  for (let slot = 0; slot < 2; slot++) {
    const head = readFlash(SNAPSHOT_FILES[slot]!, 0, HEAD);
    if (head.length < HEAD || head === '\xff\xff\xff\xff\xff\xff') continue;
    const length = readUint(head, 4, 2);
    const data = readFlash(SNAPSHOT_FILES[slot]!, HEAD, length);
    const sum = readFlash(SNAPSHOT_FILES[slot]!, HEAD + length, 4);
    if (sum !== writeUint32(crc32(head + data))) {
      found.torn = true;
    } else if (readUint(head, 0, 4) > found.generation) {
      found.generation = readUint(head, 0, 4);
      found.slot = slot;
      found.data = data;
    }
  }
  return found;
}

/** Writes a snapshot into the slot that does not hold the newest one. */
export function writeSnapshot(snapshots: Snapshots, data: ByteString): boolean {
  const slot = 1 - snapshots.slot;
  const body = writeUint32(snapshots.generation + 1) + writeUint16(data.length) + data;
  const whole = body + writeUint32(crc32(body));
  if (!writeFlash(SNAPSHOT_FILES[slot]!, whole, 0, whole.length)) return false;
  snapshots.generation++;
  snapshots.slot = slot;
  return true;
}
