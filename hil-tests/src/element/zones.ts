import { type ChipState, isConfigLocked, isDataLocked, isSlotLocked, keyConfig, slotConfig } from './chip-state.js';
import type { Answer } from './commands.js';
import { STATUS_DONE, STATUS_EXECUTION, STATUS_PARSE } from './status.js';

const ZONE_CONFIG = 0;
const ZONE_OTP = 1;
/** Bit 7 of the zone: 32 bytes instead of 4. */
const BLOCK = 0x80;

interface Place {
  zone: number;
  bytes: Uint8Array;
  at: number;
  length: number;
  /** Of the data zone, otherwise -1. */
  slot: number;
}

/** Where a zone and an address lead; undefined where there is nothing. */
function find(chip: ChipState, zone: number, address: number): Place | undefined {
  const length = zone & BLOCK ? 32 : 4;
  const kind = zone & 3;
  if (zone & ~(BLOCK | 3) || kind === 3) return undefined;
  const offset = address & 7;
  if (length === 32 && offset > 0) return undefined;
  const isData = kind > ZONE_OTP;
  const slot = isData ? (address >> 3) & 15 : -1;
  const bytes = isData ? chip.slots[slot]! : kind === ZONE_CONFIG ? chip.config : chip.otp;
  const at = (isData ? address >> 8 : (address >> 3) & 31) * 32 + offset * 4;
  return at + length <= bytes.length ? { zone: kind, bytes, at, length, slot } : undefined;
}

/** Read: the configuration always; OTP and data only once data are locked, secrets and private keys never. */
export function read(chip: ChipState, zone: number, address: number): Answer {
  const place = find(chip, zone, address);
  if (!place) return STATUS_PARSE;
  if (place.zone !== ZONE_CONFIG) {
    if (!isDataLocked(chip)) return STATUS_EXECUTION;
    if (place.slot >= 0) {
      const { isSecret, encryptedRead } = slotConfig(chip, place.slot);
      if (isSecret || encryptedRead || keyConfig(chip, place.slot).isPrivate) return STATUS_EXECUTION;
    }
  }
  return place.bytes.slice(place.at, place.at + place.length);
}

/** Whether a byte of the configuration can be written while it is unlocked: not the serial number, not the locks. */
function isWritable(at: number): boolean {
  return at >= 16 && (at < 84 || at >= 90) && at < 128;
}

export function write(chip: ChipState, zone: number, address: number, data: Uint8Array): Answer {
  const place = find(chip, zone, address);
  if (!place || data.length !== place.length) return STATUS_PARSE;
  if (place.zone === ZONE_CONFIG) {
    if (isConfigLocked(chip)) return STATUS_EXECUTION;
    for (let i = 0; i < place.length; i++) if (!isWritable(place.at + i)) return STATUS_EXECUTION;
  } else if (place.zone === ZONE_OTP) {
    if (!isConfigLocked(chip) || isDataLocked(chip)) return STATUS_EXECUTION;
  } else {
    // before the data are locked only whole blocks; private keys come through PrivWrite and GenKey alone
    if (!isConfigLocked(chip) || keyConfig(chip, place.slot).isPrivate) return STATUS_EXECUTION;
    if (!isDataLocked(chip) && place.length !== 32) return STATUS_EXECUTION;
    const open = slotConfig(chip, place.slot).writeConfig === 0;
    if (isDataLocked(chip) && (!open || isSlotLocked(chip, place.slot))) return STATUS_EXECUTION;
  }
  place.bytes.set(data, place.at);
  return STATUS_DONE;
}
