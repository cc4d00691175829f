import { randomBytes } from 'node:crypto';

/** Greatest value of a monotonic counter. */
export const COUNTER_END = 2_097_151;

/** What a buffer of the chip holds, if anything: until it sleeps, loses power or uses it up. */
export interface Buffer608 {
  data: Uint8Array;
  /** Where it came from: Nonce passed it through, or the chip's generator took part. */
  source: 'input' | 'random';
}

/** What an ATECC608 keeps without power, and what it forgets when it sleeps. */
export interface ChipState {
  /** Configuration zone, 128 bytes. Lock bytes: 86 (data and OTP), 87 (configuration); 0x55 unlocked, 0 locked. */
  config: Uint8Array;
  otp: Uint8Array;
  /** Data zone: 16 slots of 36 (0..7), 416 (8) and 72 (9..15) bytes. */
  slots: Uint8Array[];
  /** P-256 private keys by slot, 32 bytes. They can be read by nothing. */
  privateKeys: Array<Uint8Array | undefined>;
  counters: [number, number];

  tempKey: Buffer608 | undefined;
  messageDigest: Buffer608 | undefined;
  /** SHA-256 under way: blocks of 64 bytes so far. */
  sha: Uint8Array[] | undefined;
}

/** A chip as it is delivered: serial number and revision set, nothing locked, the vendor's default configuration. */
export function blankChip(serial: Uint8Array = newSerial()): ChipState {
  const config = new Uint8Array(128);
  config.set(serial.subarray(0, 4), 0);
  config.set([0x00, 0x00, 0x60, 0x02], 4);
  config.set(serial.subarray(4, 9), 8);
  config.set([0x01, 0x01, 0x00, 0xc0, 0x00, 0x00, 0x00], 13);
  config.set(
    Buffer.from('83208720 8f20c48f 8f8f8f8f 9f8faf8f 00000000 00000000 00000000 0000af8f'.replaceAll(' ', ''), 'hex'),
    20,
  );
  config.fill(0xff, 52, 56);
  config.fill(0xff, 60, 64);
  config.fill(0xff, 68, 84);
  config.set([0x00, 0x00, 0x55, 0x55, 0xff, 0xff], 84);
  config.set(
    Buffer.from('33003300 33001c00 1c001c00 1c001c00 3c003c00 3c003c00 3c003c00 3c001c00'.replaceAll(' ', ''), 'hex'),
    96,
  );
  return {
    config,
    otp: new Uint8Array(64).fill(0xff),
    slots: Array.from({ length: 16 }, (_, slot) => new Uint8Array(slot < 8 ? 36 : slot === 8 ? 416 : 72).fill(0xff)),
    privateKeys: new Array<Uint8Array | undefined>(16).fill(undefined),
    counters: [0, 0],
    tempKey: undefined,
    messageDigest: undefined,
    sha: undefined,
  };
}

/** A serial number as the vendor gives them: 01 23, six bytes, EE. */
function newSerial(): Uint8Array {
  return Uint8Array.from([0x01, 0x23, ...randomBytes(6), 0xee]);
}

export function serialOf({ config }: ChipState): Uint8Array {
  return Uint8Array.from([...config.subarray(0, 4), ...config.subarray(8, 13)]);
}

export const isConfigLocked = ({ config }: ChipState): boolean => config[87] !== 0x55;
export const isDataLocked = ({ config }: ChipState): boolean => config[86] !== 0x55;
/** Slots can be locked one by one: bit of the slot in bytes 88 and 89, 0 when locked. */
export const isSlotLocked = ({ config }: ChipState, slot: number): boolean =>
  ((config[88]! | (config[89]! << 8)) & (1 << slot)) === 0;

/** SlotConfig, the fields that the commands here look at. */
export function slotConfig({ config }: ChipState, slot: number) {
  const bits = config[20 + 2 * slot]! | (config[21 + 2 * slot]! << 8);
  return {
    /** The private key signs messages from outside. */
    externalSignatures: (bits & 0x0001) !== 0,
    /** It signs what GenDig and GenKey put together. */
    internalSignatures: (bits & 0x0002) !== 0,
    isSecret: (bits & 0x0080) !== 0,
    encryptedRead: (bits & 0x0040) !== 0,
    writeConfig: bits >> 12,
    /** GenKey may write a new random key. */
    generate: (bits & 0x2000) !== 0,
  };
}

/** KeyConfig, likewise. */
export function keyConfig({ config }: ChipState, slot: number) {
  const bits = config[96 + 2 * slot]! | (config[97 + 2 * slot]! << 8);
  return {
    isPrivate: (bits & 0x0001) !== 0,
    /** The public key of this private key can be asked for. */
    publicInfo: (bits & 0x0002) !== 0,
    isP256: ((bits >> 2) & 7) === 4,
    lockable: (bits & 0x0020) !== 0,
    requiresRandom: (bits & 0x0040) !== 0,
  };
}
