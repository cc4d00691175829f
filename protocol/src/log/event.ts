import { ProtocolError } from '../errors.js';
import { Cursor } from '../frame/cursor.js';
import { MAXIMUM_EVENT } from '../generated/constants.js';

/** One entry of an instrument's event log. */
export interface LogEvent {
  /** EVENT_*; kinds that this version does not know are passed on. */
  kind: number;
  /** Number of the boot in which it happened. */
  bootcount: number;
  /** Seconds since that boot. */
  uptime: number;
  /** What the kind says: see the table of events. */
  items: (number | Uint8Array)[];
}

/**
 * Reads one entry, strictly (CDDL `event`).
 *
 * @throws ProtocolError `log-form` and `cbor-*`
 */
export function decodeEvent(entry: Uint8Array): LogEvent {
  if (entry.length > MAXIMUM_EVENT) throw new ProtocolError('log-form', MAXIMUM_EVENT);
  const cursor = new Cursor(entry, 0, entry.length);
  const count = cursor.head(4);
  if (count < 3) throw new ProtocolError('log-form', 0);
  const kind = cursor.unsigned(255);
  if (kind === 0) throw new ProtocolError('log-form', 1);
  const bootcount = cursor.unsigned(0xffff);
  const uptime = cursor.unsigned(0xffffffff);
  const items = readItems(cursor, count - 3, MAXIMUM_EVENT);
  cursor.finish();
  return { kind, bootcount, uptime, items };
}

/** Reads `count` integers and byte strings. A count that lies about the bytes ends in `cbor-truncated`. */
export function readItems(cursor: Cursor, count: number, most: number): (number | Uint8Array)[] {
  const items: (number | Uint8Array)[] = [];
  for (let i = 0; i < count; i++) {
    const initial = cursor.at < cursor.end ? cursor.bytes[cursor.at]! : 0;
    items.push(initial >> 5 === 2 ? cursor.string(0, most) : cursor.integer());
  }
  return items;
}
