import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BundleError } from './bundle-error.js';
import { BOARD_DIRECTORY } from './paths.js';
import { checkProfile } from './profile-check.js';

/** Instruments for which there is an entry in `src/instruments`. */
export type InstrumentName = 'scale' | 'dispenser';

/** What signs: the interpreter (keys of low assurance) or a secure element. */
export type SignerKind = 'software' | 'element';

/** Parts that a bundle has or has not; each is a flag of `src/build-flags.ts`. */
export type Feature =
  | 'cells'
  | 'shunt'
  | 'update'
  | 'injection'
  | 'hx711'
  | 'bridge'
  | 'qdecCounter'
  | 'timerCounter'
  | 'watchCounter'
  | 'encoderLink'
  | 'radio'
  | 'nrf52';

/** A board as data: what `boards/*.json` holds. Bytes are of 8 bits; variables are the interpreter's. */
export interface BoardProfile {
  /** Name of the file without `.json`. */
  readonly name: string;
  readonly title: string;
  readonly chip: string;
  /** Where the figures come from. */
  readonly source: { readonly repository: string; readonly commit: string; readonly files: readonly string[] };
  /** Builds of the interpreter that the profile fits; its figures are the least of theirs. */
  readonly builds: ReadonlyArray<{
    readonly board: string;
    readonly variables: number | null;
    readonly storageBytes: number;
    readonly hashes: readonly string[];
  }>;
  /** Builds for the same chip that cannot run the firmware, and why. */
  readonly unsuitable?: ReadonlyArray<{ readonly board: string; readonly reason: string }>;
  readonly memory: {
    /** Null where the interpreter allocates them as it goes. */
    readonly variables: number | null;
    readonly bytesPerVariable: number;
    /** Greatest number of references to one variable; 255 unless said otherwise. */
    readonly references?: number;
  };
  readonly storage: { readonly bytes: number; readonly page: number; readonly memoryMapped: boolean };
  /** Where state and log lie: in a file of Storage, or in flash pages outside it. */
  readonly state:
    | { readonly in: 'storage' }
    | { readonly in: 'flash'; readonly address: number; readonly bytes: number; readonly page: number };
  /** Bytes of the ring in which characters and pin changes wait for the interpreter. */
  readonly ioBuffer: number;
  /** Greatest BLE packet (ATT MTU) in bytes; null without BLE. */
  readonly mtu: number | null;
  /** Company identifier before the beacon, 0..65535; 0xFFFF, which nobody has, unless a maker puts its own here. */
  readonly company?: number;
  /** What `E.hwRand` is: `pseudo-random` sources repeat, and every secret then rests on entropy from the provisioning host. */
  readonly random: 'hardware' | 'analogue-noise' | 'pseudo-random';
  /** Pins proposed for each port, by the names that the board prints. */
  readonly pins: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly instruments: readonly InstrumentName[];
  /** Signers that a product on this board may have, the preferred one first. */
  readonly signers: readonly SignerKind[];
  readonly features: Readonly<Record<Feature, boolean>>;
  /**
   * The image holds functions on demand packed (`require("heatshrink")`): a fifth of their length less flash, and their texts in memory
   * while they run.
   */
  readonly packed: boolean;
  /** Limits that fail a build; null: none. */
  readonly budgets: {
    /** Bytes of the pretokenised image. */
    readonly image: number | null;
    /** Greatest number of variables in use, by signer. */
    readonly variables: Readonly<Partial<Record<SignerKind, number | null>>>;
  };
}

/** Names of all profiles, in alphabetical order. */
export function boardNames(): string[] {
  return readdirSync(BOARD_DIRECTORY)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .sort();
}

/**
 * Reads and checks a board's profile.
 *
 * @throws BundleError `bundle-unknown-board`, with the boards that there are; `bundle-profile`, with the field that is wrong
 */
export function readProfile(name: string): BoardProfile {
  if (!boardNames().includes(name)) {
    throw new BundleError(
      'bundle-unknown-board',
      `there is no board "${name}" in firmware/boards; there are: ${boardNames().join(', ')}`,
    );
  }
  const file = path.join(BOARD_DIRECTORY, `${name}.json`);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BundleError('bundle-profile', `boards/${name}.json is not JSON: ${(error as Error).message}`);
  }
  return checkProfile(data, name);
}
