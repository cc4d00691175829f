import { createHash, randomBytes } from 'node:crypto';
import { LONGEST_HISTORY, type LogPlan, layOutImageFile, lockScript, ProvisioningError } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/boards';
import { ToolError } from '../errors.js';
import {
  FILE_HEADER,
  type LoggingInstrument,
  logWants,
  planState,
  ROOM_FOR_CONFIGURATION,
  statePage,
  stateSizeFor,
} from './log-room.js';

/** A file of Storage begins at a multiple of so many bytes. */
const UNIT = 4;
/** The log that takes the longest numbers in a configuration. */
const LONGEST_LOG: LogPlan = { historyDays: LONGEST_HISTORY, logCapacity: 65_535 };

/** What a file of the plan is for. */
export type FilePurpose = 'lock-down' | 'start' | 'software' | 'configuration';

/** A file that is made with its whole size and one word in it; the instrument writes the rest. */
export interface PreparedFile {
  readonly name: string;
  readonly purpose: 'state' | 'software';
  readonly mark: string;
  readonly size: number;
}

/** Bytes to be written: a whole file, or a part of a prepared one. */
export interface PlannedFile {
  readonly name: string;
  readonly purpose: FilePurpose;
  readonly bytes: Uint8Array;
  /** Offset in a prepared file; 0: a file of its own. */
  readonly at: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What the board is to become: an instrument whose log can be planned, or one of a kind, with a configuration that is made already or none. */
export type FlashTarget =
  | { readonly kind: LoggingInstrument['kind']; readonly configuration?: Uint8Array }
  | (LoggingInstrument & { readonly configuration: (log: LogPlan) => Uint8Array });

/** What a flashing writes, in this order. */
export interface FlashPlan {
  /** The state file `hz.dat` first, at the start of the empty Storage, where the board keeps its state there; then the image file. */
  readonly prepared: readonly PreparedFile[];
  /** Pages outside Storage for the state: erased, so that no former life is in them. */
  readonly statePages: { readonly address: number; readonly bytes: number; readonly page: number } | undefined;
  readonly files: readonly PlannedFile[];
  /** The instrument's software can be updated through its protocol: there is room for two images. */
  readonly updatable: boolean;
  /** Bytes of the ring in which characters wait for the interpreter. */
  readonly ioBuffer: number;
  /** Bytes of Storage that all of it takes, headers included. */
  readonly bytes: number;
  /** Bytes of Storage that the board has. */
  readonly available: number;
}

/**
 * Plans what goes into a board's flash. The state file comes first, so that it lies at the start of Storage and ends with a page; it takes
 * what is left by everything else, as far as the event log of three verifications needs it. Where two images have room beside such a log,
 * the image file follows, in the first of whose slots the software goes, and `.bootcde` only starts it; elsewhere
 * `.bootcde` is the software and cannot be updated. The configuration comes last: until it is there and whole, the board has no
 * identity, its console stays open, and the flashing can begin anew.
 *
 * @param software the pretokenised image, as a byte string
 * @throws {ToolError} `tool-flash-space`; ProvisioningError `provisioning-range`: no room for three verifications in the log
 */
export function planFlash(
  profile: BoardProfile,
  software: string,
  target: FlashTarget,
  available: number = profile.storage.bytes,
): FlashPlan {
  const image = Buffer.from(software, 'latin1');
  if (profile.features.update) {
    // A slot with an eighth to spare for later software, or else just room for this one.
    for (const limit of [Math.ceil((image.length * 9) / 8), image.length]) {
      const layout = layOutImageFile(0, profile.storage.page, limit);
      const files = [
        plannedFile(layout.name, 'software', withLength(image), layout.base),
        plannedFile('.bootcde', 'start', Buffer.from(layout.startScript, 'latin1')),
      ];
      const file = { name: layout.name, purpose: 'software' as const, mark: layout.mark, size: layout.size };
      try {
        return { ...complete(profile, target, [file], files, available), updatable: true };
      } catch (error) {
        if (!(error instanceof ToolError || error instanceof ProvisioningError)) throw error;
      }
    }
  }
  return {
    ...complete(profile, target, [], [plannedFile('.bootcde', 'software', image)], available),
    updatable: false,
  };
}

/** Adds the state file, the lock-down and the configuration to the software. @throws as `planFlash` */
function complete(
  profile: BoardProfile,
  target: FlashTarget,
  images: readonly PreparedFile[],
  software: readonly PlannedFile[],
  available: number,
): Omit<FlashPlan, 'updatable'> {
  const lock = plannedFile('.boot0', 'lock-down', Buffer.from(lockDown(), 'latin1'));
  const { configuration } = target;
  const configured = (bytes: Uint8Array) => plannedFile('hz.cfg', 'configuration', bytes);
  const longest = typeof configuration === 'function' ? configuration(LONGEST_LOG) : configuration;
  const others = { prepared: images, files: [...software, lock, ...(longest ? [configured(longest)] : [])] };
  const taken = spaceOf(others) + (longest ? 0 : ROOM_FOR_CONFIGURATION);
  const page = statePage(profile);
  const inStorage = profile.state.in === 'storage';
  const room = profile.state.in === 'flash' ? profile.state.bytes : available - taken;
  if (taken > available || (inStorage && room < 3 * page)) {
    // Two slots of the journal and a page of the log are the least that any instrument has.
    const needed = taken + (inStorage ? 3 * page : 0);
    throw new ToolError('tool-flash-space', { board: profile.title, needed, available });
  }
  let size: number;
  let own: Uint8Array | undefined;
  if (typeof configuration === 'function') {
    const planned = planState(room, page, logWants(target as LoggingInstrument));
    size = planned.size;
    own = configuration(planned.log);
  } else {
    size = stateSizeFor(target.kind, room, page);
    own = configuration;
  }
  const state: PreparedFile = { name: 'hz.dat', purpose: 'state', mark: 'hz 1', size };
  const whole = {
    prepared: [...(inStorage ? [state] : []), ...images],
    files: [...software, lock, ...(own ? [configured(own)] : [])],
  };
  return {
    ...whole,
    statePages: profile.state.in === 'flash' ? profile.state : undefined,
    ioBuffer: profile.ioBuffer,
    bytes: spaceOf(whole),
    available,
  };
}

/** Bytes of Storage that all files take, headers included. */
function spaceOf({ prepared, files }: Pick<FlashPlan, 'prepared' | 'files'>): number {
  const own = files.filter(({ at }) => at === 0).map(({ bytes }) => bytes.length);
  return [...prepared.map(({ size }) => size), ...own]
    .map((size) => FILE_HEADER + Math.ceil(size / UNIT) * UNIT)
    .reduce((sum, size) => sum + size, 0);
}

/** An image as it stands in a slot: behind its length. */
function withLength(image: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(image.length);
  return Buffer.concat([head, image]);
}

/**
 * Content of `.boot0`: the lock-down, as soon as a configuration is there. A board without one stays open, so that a flashing that was
 * interrupted can begin anew. The password is random, and nobody keeps it.
 */
export function lockDown(): string {
  return `if(require("Storage").read("hz.cfg",0,1)){${lockScript(randomBytes(16).toString('hex'))}}`;
}

/** Bytes with their digest. */
export function plannedFile(name: string, purpose: FilePurpose, bytes: Uint8Array, at = 0): PlannedFile {
  return { name, purpose, bytes, at, sha256: createHash('sha256').update(bytes).digest('hex') };
}
