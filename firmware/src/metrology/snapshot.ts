import { AGE, HOUR_NUMBER, SHOWN, ZERO_SEEN_AT } from './layout.js';
import type { ScaleState } from './types.js';

/** First byte of a snapshot: its form. */
const VERSION = 2;

/**
 * What must survive a reboot as a byte string (character codes 0..255): a version byte and the memory as little-endian
 * doubles, bit for bit. 857 bytes; 1281 with a span check, 1473 with the cells one by one.
 */
export function saveScale(state: ScaleState): string {
  const bytes = new Uint8Array(state.memory.buffer);
  // the interpreter's view of a buffer may be longer than the array it belongs to
  const length = state.memory.length * 8;
  let text = String.fromCharCode(VERSION);
  for (let at = 0; at < length; at += 50) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + 50, length)) as unknown as number[]);
  }
  return text;
}

/**
 * Puts a snapshot into a freshly created state; false, and nothing changed, where it is not one of this form.
 * @cold
 */
export function restoreScale(state: ScaleState, _parameters: Int32Array, saved: string): boolean {
  const bytes = new Uint8Array(state.memory.buffer);
  const length = state.memory.length * 8;
  if (saved.length !== length + 1 || saved.charCodeAt(0) !== VERSION) return false;
  for (let i = 0; i < length; i++) bytes[i] = saved.charCodeAt(i + 1);
  const age = state.memory[AGE];
  state.work[HOUR_NUMBER] = Math.floor(age / 3600);
  state.work[ZERO_SEEN_AT] = age;
  state.selfState = state.memory[SHOWN];
  return true;
}
