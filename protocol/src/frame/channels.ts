import { ProtocolError } from '../errors.js';
import {
  CHANNEL_SIZE,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
  MAXIMUM_CHANNELS,
} from '../generated/constants.js';
import type { Cursor } from './cursor.js';
import type { Channel } from './types.js';

/** Reads the packed channels of a status frame: whole records with ascending identifiers. */
export function readChannels(cursor: Cursor): Channel[] {
  const start = cursor.at;
  const length = cursor.head(2);
  if (length > cursor.end - cursor.at) throw new ProtocolError('cbor-truncated', cursor.end);
  if (length > MAXIMUM_CHANNELS * CHANNEL_SIZE) throw new ProtocolError('cbor-length', start);
  if (length % CHANNEL_SIZE !== 0) throw new ProtocolError('frame-channels', start);
  const bytes = cursor.bytes;
  const end = cursor.at + length;
  const channels: Channel[] = [];
  let previous = 0;
  for (let at = cursor.at; at < end; at += CHANNEL_SIZE) {
    const identifier = bytes[at]!;
    if (identifier <= previous) throw new ProtocolError('frame-channels', at);
    previous = identifier;
    const value = ((bytes[at + 2]! << 24) >> 16) | bytes[at + 3]!;
    const uncertainty = (bytes[at + 4]! << 8) | bytes[at + 5]!;
    channels.push({
      identifier,
      conditions: bytes[at + 1]!,
      value: value === CHANNEL_VALUE_UNAVAILABLE ? undefined : value,
      uncertainty: uncertainty === CHANNEL_UNCERTAINTY_UNKNOWN ? undefined : uncertainty,
    });
  }
  cursor.at = end;
  return channels;
}
