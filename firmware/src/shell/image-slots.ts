import { type ByteString, EVENT_UPDATE } from '@hengzhun/protocol/device';
import { readFlash, sha256, writeFlash } from '../platform/espruino.js';
import type { RunningImage } from '../platform/ports.js';
import { readUint } from './bytes.js';
import { IMAGE_FILE } from './names.js';
import { record } from './record.js';
import type { Shell } from './state.js';

/** What the update setting holds: software counter (2 bytes), size (4), SHA-256. */
export const DIGEST_AT = 6;

/** First byte of a slot's image in the file. */
export function imageAt(run: RunningImage, slot: number): number {
  return run.base + slot * run.size + 4;
}

export function measureSlot(run: RunningImage, slot: number): ByteString {
  const length = readUint(readFlash(IMAGE_FILE, imageAt(run, slot) - 4, 4), 0, 4);
  return sha256(readFlash(IMAGE_FILE, imageAt(run, slot), Math.min(length, run.size - 4)));
}

export function recordUpdate(s: Shell, step: number, counter: number, old: ByteString, next: ByteString): boolean {
  return record(s, EVENT_UPDATE, [step, counter, old.substr(0, 8), next.substr(0, 8)]);
}

/** Writes the word that says what the start script runs: slot, and `d` (try it) or `p` (proven). */
export function mark(run: RunningImage, slot: number, word: ByteString): boolean {
  const at = run.next;
  run.next += 4;
  return writeFlash(IMAGE_FILE, `hz${slot ? 'b' : 'a'}${word}`, at, 0);
}
