import { type ByteString, chars } from './byte-string.js';
import { BEACON_BUSY, BEACON_LOCKED } from './radio.js';
import { writeUint32 } from './writer.js';

/**
 * The beacon of an instrument: manufacturer data of its advertisement, 24 bytes (README, "Radio"). A hint, unsigned.
 *
 * @param kind INSTRUMENT_KIND_*
 * @param selfState SELF_STATE_*
 * @param sequence of the newest signed frame; its low 32 bits are told
 * @param kid identifier of the instrument's key, 8 bytes; empty: it has none yet
 * @param bootcount its low 16 bits are told
 * @param logLength its low 16 bits are told
 * @param previous digest of the newest signed frame, at least 2 bytes
 */
export function writeBeacon(
  kind: number,
  selfState: number,
  isLocked: boolean,
  isBusy: boolean,
  sealState: number,
  sequence: number,
  kid: ByteString,
  bootcount: number,
  logLength: number,
  previous: ByteString,
): ByteString {
  const state = selfState + (isLocked ? BEACON_LOCKED : 0) + (isBusy ? BEACON_BUSY : 0);
  return (
    'HZ' +
    chars(1, kind, state, sealState) +
    writeUint32(sequence) +
    (kid || '\0'.repeat(8)) +
    // both numbers in one go: what lies above 16 bits goes
    writeUint32(((bootcount & 65535) << 16) | (logLength & 65535)) +
    previous.substr(0, 2)
  );
}
