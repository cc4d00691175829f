import { CHANNEL_UNCERTAINTY_UNKNOWN, CHANNEL_VALUE_UNAVAILABLE } from '../generated/constants.js';
import { type ByteString, chars } from './byte-string.js';

/**
 * One channel in its six bytes, as it is: for a core that keeps its channels in the form of the contract.
 *
 * @param value -32767..32767, or CHANNEL_VALUE_UNAVAILABLE
 * @param uncertainty 0..65534, or CHANNEL_UNCERTAINTY_UNKNOWN
 */
export function writeChannel(identifier: number, conditions: number, value: number, uncertainty: number): ByteString {
  return chars(identifier, conditions, (value >> 8) & 255, value & 255, uncertainty >> 8, uncertainty & 255);
}

/**
 * One channel in its six bytes: identifier, conditions, value (int16), standard uncertainty (uint16), big-endian.
 *
 * @param identifier CHANNEL_*, 1..255
 * @param conditions bits CHANNEL_CONDITION_*, 0..255
 * @param value integer in the channel's unit, clipped to -32767..32767; undefined: not available
 * @param uncertainty standard uncertainty, integer in the same unit, clipped to 65534; undefined: unknown
 */
export function packChannel(
  identifier: number,
  conditions: number,
  value: number | undefined,
  uncertainty: number | undefined,
): ByteString {
  return writeChannel(
    identifier,
    conditions,
    value === undefined ? CHANNEL_VALUE_UNAVAILABLE : clip(value, -32767, 32767),
    uncertainty === undefined ? CHANNEL_UNCERTAINTY_UNKNOWN : clip(uncertainty, 0, 65534),
  );
}

function clip(n: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, n));
}
