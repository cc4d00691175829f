import { createHash, randomBytes } from 'node:crypto';
import { type ChipState, COUNTER_END, isConfigLocked } from './chip-state.js';
import { generateKey, sign, verify } from './ecc.js';
import { lock } from './lock.js';
import { STATUS_DONE, STATUS_EXECUTION, STATUS_PARSE } from './status.js';
import { read, write } from './zones.js';

/** Result of a command: data, or a status. */
export type Answer = Uint8Array | number;

interface Command {
  /** Longest execution time, ms (data sheet, clock divider M0). */
  readonly longest: number;
  readonly run: (chip: ChipState, param1: number, param2: number, data: Uint8Array) => Answer;
}

const DIGEST = 32;

function info(chip: ChipState, mode: number, slot: number): Answer {
  if (mode === 0) return chip.config.slice(4, 8);
  if (mode === 1 && slot < 16) return Uint8Array.of(chip.privateKeys[slot] ? 1 : 0, 0, 0, 0);
  return STATUS_PARSE;
}

/** Before the configuration is locked the generator gives a pattern, so that nobody builds on it. */
function random32(chip: ChipState): Uint8Array {
  return isConfigLocked(chip)
    ? new Uint8Array(randomBytes(DIGEST))
    : Uint8Array.from({ length: DIGEST }, (_, i) => (i & 2 ? 0 : 0xff));
}

function nonce(chip: ChipState, mode: number, _param2: number, data: Uint8Array): Answer {
  const target = mode & 0xc0;
  if ((mode & 3) === 3) {
    const length = mode & 0x20 ? 64 : DIGEST;
    if (data.length !== length || target === 0xc0 || mode & 0x1c) return STATUS_PARSE;
    const buffer = { data, source: 'input' } as const;
    if (target === 0) chip.tempKey = buffer;
    else if (target === 0x40) chip.messageDigest = buffer;
    return STATUS_DONE;
  }
  if (mode > 1 || data.length !== 20) return STATUS_PARSE;
  const drawn = random32(chip);
  const mixed = createHash('sha256')
    .update(drawn)
    .update(data)
    .update(Uint8Array.of(0x16, mode, 0))
    .digest();
  chip.tempKey = { data: new Uint8Array(mixed), source: 'random' };
  return drawn;
}

function counter(chip: ChipState, mode: number, index: number): Answer {
  if (mode > 1 || index > 1) return STATUS_PARSE;
  if (!isConfigLocked(chip)) return STATUS_EXECUTION;
  if (mode === 1) {
    if (chip.counters[index]! >= COUNTER_END) return STATUS_EXECUTION;
    chip.counters[index]!++;
  }
  const value = chip.counters[index]!;
  return Uint8Array.of(value & 255, (value >> 8) & 255, value >> 16, 0);
}

function sha(chip: ChipState, mode: number, length: number, data: Uint8Array): Answer {
  if (mode === 0) {
    if (data.length > 0) return STATUS_PARSE;
    chip.sha = [];
    return STATUS_DONE;
  }
  if (mode !== 1 && mode !== 2) return STATUS_PARSE;
  if (data.length !== length || (mode === 1 ? length !== 64 : length > 63)) return STATUS_PARSE;
  if (!chip.sha) return STATUS_EXECUTION;
  chip.sha.push(data);
  if (mode === 1) return STATUS_DONE;
  const hash = createHash('sha256');
  for (const block of chip.sha) hash.update(block);
  chip.sha = undefined;
  const digest = new Uint8Array(hash.digest());
  chip.tempKey = { data: digest, source: 'input' };
  return digest;
}

/**
 * The commands of an ATECC608 that are emulated, by command code. Others (AES, KDF, ECDH, CheckMac, encrypted and authenticated
 * forms) are answered as an illegal command.
 */
export const COMMANDS: ReadonlyMap<number, Command> = new Map<number, Command>([
  [0x02, { longest: 5, run: (chip, zone, address) => read(chip, zone, address) }],
  [0x12, { longest: 45, run: write }],
  [0x16, { longest: 20, run: nonce }],
  [0x17, { longest: 35, run: (chip, mode, summary) => lock(chip, mode, summary) }],
  [0x1b, { longest: 23, run: (chip, mode) => (mode > 1 ? STATUS_PARSE : random32(chip)) }],
  [0x24, { longest: 25, run: counter }],
  [0x30, { longest: 5, run: info }],
  [0x40, { longest: 115, run: generateKey }],
  [0x41, { longest: 115, run: sign }],
  [0x45, { longest: 105, run: verify }],
  [0x47, { longest: 36, run: sha }],
]);
