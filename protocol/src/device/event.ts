import type { ByteString } from './byte-string.js';
import { writeArrayHead, writeBytes, writeInteger } from './writer.js';

/** Integers and byte strings: what events and command arguments are made of. */
export type Items = Array<number | ByteString>;

/** Encodes the items one after the other, without a head. */
export function writeItems(items: Items): ByteString {
  let out = '';
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    out += typeof item === 'number' ? writeInteger(item) : writeBytes(item);
  }
  return out;
}

/** An array of the items. */
export function writeArray(items: Items): ByteString {
  return writeArrayHead(items.length) + writeItems(items);
}

/** One entry of the event log (CDDL `event`); at most MAXIMUM_EVENT bytes, which the caller checks. */
export function writeEvent(kind: number, bootcount: number, uptime: number, items: Items): ByteString {
  return writeArrayHead(3 + items.length) + writeItems([kind, bootcount, uptime]) + writeItems(items);
}
