import { AGE, HOUR_NUMBER, MEMORY_LENGTH, SHOWN, ZERO_SEEN_AT } from './layout.js';
import type { ScaleState } from './types.js';

/** First byte of a snapshot: its form. */
const VERSION = 1;
const BYTES = MEMORY_LENGTH * 8;

/**
 * What must survive a reboot as a byte string (character codes 0..255): a version byte and the memory as little-endian
 * doubles, bit for bit. 801 bytes.
 */
export function saveScale(state: ScaleState): string {
  const bytes = new Uint8Array(state.memory.buffer);
  let text = String.fromCharCode(VERSION);
  for (let at = 0; at < BYTES; at += 50) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + 50) as unknown as number[]);
  }
  return text;
}

/** Puts a snapshot into a freshly created state; false, and nothing changed, where it is not one of this form. */
export function restoreScale(state: ScaleState, _parameters: Int32Array, saved: string): boolean {
  if (saved.length !== BYTES + 1 || saved.charCodeAt(0) !== VERSION) return false;
  const bytes = new Uint8Array(state.memory.buffer);
  for (let i = 0; i < BYTES; i++) bytes[i] = saved.charCodeAt(i + 1);
  const age = state.memory[AGE];
  state.work[HOUR_NUMBER] = Math.floor(age / 3600);
  state.work[ZERO_SEEN_AT] = age;
  state.selfState = state.memory[SHOWN];
  return true;
}
