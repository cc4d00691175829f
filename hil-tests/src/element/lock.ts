import { type ChipState, isConfigLocked, isDataLocked, isSlotLocked, keyConfig } from './chip-state.js';
import type { Answer } from './commands.js';
import { crc16 } from './crc16.js';
import { STATUS_DONE, STATUS_EXECUTION, STATUS_PARSE } from './status.js';

/** Lock: configuration (0), data and OTP (1) or one slot (2); bit 7 of the mode leaves out the summary over the content. */
export function lock(chip: ChipState, mode: number, summary: number): Answer {
  const zone = mode & 3;
  const slot = (mode >> 2) & 15;
  if (mode & 0x40 || zone === 3 || (zone < 2 && slot > 0)) return STATUS_PARSE;
  if (zone === 2) {
    if (!isConfigLocked(chip) || isSlotLocked(chip, slot) || !keyConfig(chip, slot).lockable) return STATUS_EXECUTION;
    chip.config[88 + (slot >> 3)]! &= ~(1 << (slot & 7));
    return STATUS_DONE;
  }
  if (zone === 0 ? isConfigLocked(chip) : !isConfigLocked(chip) || isDataLocked(chip)) return STATUS_EXECUTION;
  if (!(mode & 0x80)) {
    const [low, high] = crc16(zone === 0 ? chip.config : Buffer.concat([...chip.slots, chip.otp]));
    if ((low | (high << 8)) !== summary) return STATUS_EXECUTION;
  }
  chip.config[zone === 0 ? 87 : 86] = 0;
  return STATUS_DONE;
}
