import { type ByteString, chars } from './byte-string.js';
import { writeUint32 } from './writer.js';

/**
 * Nozzle state in its ten bytes (CDDL `nozzle-state`).
 *
 * @param index 0..3
 * @param selfStates self-states of all nozzles, 2 bits each, nozzle 0 in the lowest
 * @param totaliser mL, 0..2^40 - 1
 * @param fuelings 0..2^24 - 1
 */
export function packNozzle(index: number, selfStates: number, totaliser: number, fuelings: number): ByteString {
  const high = Math.floor(totaliser / 4294967296);
  return chars(index, selfStates, high) + writeUint32(totaliser - high * 4294967296) + writeUint32(fuelings).substr(1);
}
