import { ProtocolError } from '../errors.js';
import { MAXIMUM_NOZZLES, NOZZLE_STATE_SIZE } from '../generated/constants.js';
import type { Cursor } from './cursor.js';
import type { NozzleState } from './types.js';

/** Reads the packed nozzle state of a dispenser's status frame (CDDL `nozzle-state`). */
export function readNozzle(cursor: Cursor): NozzleState {
  const start = cursor.at;
  const packed = cursor.string(NOZZLE_STATE_SIZE, NOZZLE_STATE_SIZE);
  const index = packed[0]!;
  if (index >= MAXIMUM_NOZZLES) throw new ProtocolError('frame-nozzle', start);
  const states = packed[1]!;
  const low = ((packed[3]! << 24) | (packed[4]! << 16) | (packed[5]! << 8) | packed[6]!) >>> 0;
  return {
    index,
    selfStates: [states & 3, (states >> 2) & 3, (states >> 4) & 3, states >> 6],
    totaliser: packed[2]! * 0x100000000 + low,
    fuelings: (packed[7]! << 16) | (packed[8]! << 8) | packed[9]!,
  };
}
