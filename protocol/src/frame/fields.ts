import { ProtocolError } from '../errors.js';
import { METROLOGICAL_KEY_PREVIOUS, METROLOGICAL_KEY_SEQUENCE } from '../generated/constants.js';
import type { Cursor } from './cursor.js';
import type { MapWalk } from './map-walk.js';

// Fields that several kinds of frame have, each behind its key.

export const UINT32 = 0xffffffff;
export const UINT16 = 0xffff;

export function readSequence(cursor: Cursor, walk: MapWalk): number {
  walk.expect(METROLOGICAL_KEY_SEQUENCE);
  const start = cursor.at;
  const sequence = cursor.unsigned(UINT32);
  if (sequence === 0) throw new ProtocolError('frame-value-range', start);
  return sequence;
}

export function readPrevious(cursor: Cursor, walk: MapWalk): Uint8Array {
  walk.expect(METROLOGICAL_KEY_PREVIOUS);
  return cursor.string(16, 16);
}

export function readUnsigned(cursor: Cursor, walk: MapWalk, key: number, most: number): number {
  walk.expect(key);
  return cursor.unsigned(most);
}

export function readString(cursor: Cursor, walk: MapWalk, key: number, length: number): Uint8Array {
  walk.expect(key);
  return cursor.string(length, length);
}
