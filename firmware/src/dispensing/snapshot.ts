import type { ByteString } from '@hengzhun/protocol/device';
import type { DispenserParameters, DispenserState } from './types.js';

/** First byte of a snapshot: its form. */
const VERSION = 2;
const IDENTITY = 8;
/** An identity that is none: no encoder has it. */
const NONE = '\0\0\0\0\0\0\0\0';

/**
 * What must survive a reboot as a byte string (character codes 0..255): a version byte, 8 bytes of identity for each nozzle and
 * the memory as little-endian doubles, bit for bit. 441 bytes with one nozzle, 1 713 with four.
 */
export function saveDispenser(state: DispenserState): ByteString {
  const memory = state.memory;
  const bytes = new Uint8Array(memory.buffer);
  let text = String.fromCharCode(VERSION);
  for (let i = 0; i < state.paired.length; i++) text += state.paired[i] || NONE;
  // a piece that reached beyond the end would come padded on the interpreter
  for (let at = 0; at < bytes.length; at += 48)
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + 48, bytes.length)) as unknown as number[]);
  return text;
}

/**
 * Puts a snapshot into a freshly created state; false, and nothing changed, where it is not one of this form.
 * @cold
 */
export function restoreDispenser(state: DispenserState, _parameters: DispenserParameters, saved: ByteString): boolean {
  const nozzles = state.paired.length;
  const bytes = new Uint8Array(state.memory.buffer);
  const from = 1 + nozzles * IDENTITY;
  if (saved.length !== from + bytes.length || saved.charCodeAt(0) !== VERSION) return false;
  for (let i = 0; i < bytes.length; i++) bytes[i] = saved.charCodeAt(from + i);
  for (let i = 0; i < nozzles; i++) {
    const identity = saved.substr(1 + i * IDENTITY, IDENTITY);
    state.paired[i] = identity === NONE ? '' : identity;
  }
  return true;
}
