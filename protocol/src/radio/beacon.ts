import { BEACON_BUSY, BEACON_COMPANY, BEACON_LENGTH, BEACON_LOCKED } from '../device/radio.js';
import { ProtocolError } from '../errors.js';
import { SEAL_STATE_BROKEN, SELF_STATE_INOPERATIVE } from '../generated/constants.js';

/** What an instrument says of itself to everybody around. Unsigned: a hint, never evidence. */
export interface Beacon {
  /** INSTRUMENT_KIND_*; kinds that this version does not know are passed on. */
  kind: number;
  /** SELF_STATE_*. */
  selfState: number;
  /** The instrument says that it is locked and inoperative. */
  isLocked: boolean;
  /** A central is connected to it, or it cannot serve one now. */
  isBusy: boolean;
  /** SEAL_STATE_*. */
  sealState: number;
  /** Low 32 bits of the sequence of the newest signed frame. */
  sequence: number;
  /** Identifier of the instrument's key, 8 bytes; undefined: it has none yet. */
  kid: Uint8Array | undefined;
  /** Low 16 bits of the boot count. */
  bootcount: number;
  /** Low 16 bits of the length of the event log. */
  logLength: number;
  /** First 2 bytes of the digest of the newest signed frame, which the next one names as `previous`. */
  previous: Uint8Array;
}

const H = 0x48;
const Z = 0x5a;

/**
 * Finds the beacon in the manufacturer data of an advertisement, as Bluetooth gives them: company identifier,
 * little-endian, and data (Core Specification Supplement, part A, section 1.4).
 *
 * @param company identifier of the maker, 0..65535
 * @returns the bytes for {@link decodeBeacon}; undefined: another company's, or no beacon of ours
 */
export function beaconOf(manufacturerData: Uint8Array, company: number = BEACON_COMPANY): Uint8Array | undefined {
  const [low, high, first, second] = manufacturerData;
  const isOurs = low === (company & 255) && high === company >> 8 && first === H && second === Z;
  return isOurs ? manufacturerData.subarray(2) : undefined;
}

/**
 * Reads a beacon, strictly. Nothing in it is proved by anything.
 *
 * @throws ProtocolError `beacon-form`, `beacon-version`, `beacon-value`
 */
export function decodeBeacon(bytes: Uint8Array): Beacon {
  if (bytes[0] !== H || bytes[1] !== Z) throw new ProtocolError('beacon-form', 0);
  // the version first: another one may have another length
  if (bytes[2] !== 1) throw new ProtocolError(bytes.length < 3 ? 'beacon-form' : 'beacon-version', 2);
  if (bytes.length !== BEACON_LENGTH) throw new ProtocolError('beacon-form', Math.min(bytes.length, BEACON_LENGTH));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kind = bytes[3]!;
  const state = bytes[4]!;
  const sealState = bytes[5]!;
  const selfState = state & 15;
  if (kind === 0) throw new ProtocolError('beacon-value', 3);
  if (selfState > SELF_STATE_INOPERATIVE || state > 63) throw new ProtocolError('beacon-value', 4);
  if (sealState > SEAL_STATE_BROKEN) throw new ProtocolError('beacon-value', 5);
  // copies: the bytes may be reused, and the slice of a Buffer is a view
  const kid = Uint8Array.from(bytes.subarray(10, 18));
  return {
    kind,
    selfState,
    isLocked: (state & BEACON_LOCKED) !== 0,
    isBusy: (state & BEACON_BUSY) !== 0,
    sealState,
    sequence: view.getUint32(6),
    kid: kid.some((byte) => byte !== 0) ? kid : undefined,
    bootcount: view.getUint16(18),
    logLength: view.getUint16(20),
    previous: Uint8Array.from(bytes.subarray(22, 24)),
  };
}
