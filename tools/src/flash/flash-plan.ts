import { createHash, randomBytes } from 'node:crypto';
import { layOutImageFile, lockScript, stateFileSize } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/build';
import { ToolError } from '../errors.js';

/** Bytes of a file's header in Espruino's Storage; a file begins at a multiple of its unit. */
const HEADER = 32;
const UNIT = 4;

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
 * Plans what goes into a board's flash. The state file comes first, so that it lies at the start of Storage and ends with a page; where two
 * images have room, the image file follows, in the first of whose slots the software goes, and `.bootcde` only starts it; elsewhere
 * `.bootcde` is the software and cannot be updated. The configuration comes last: until it is there and whole, the board has no
 * identity, its console stays open, and the flashing can begin anew.
 *
 * @param software the pretokenised image, as a byte string
 * @param configuration content of `hz.cfg`, if it is known already
 * @throws {ToolError} `tool-flash-space`
 */
export function planFlash(
  profile: BoardProfile,
  software: string,
  configuration: Uint8Array | undefined,
  available: number = profile.storage.bytes,
): FlashPlan {
  const { page } = profile.storage;
  const inStorage = profile.state.in === 'storage';
  const state: PreparedFile = { name: 'hz.dat', purpose: 'state', mark: 'hz 1', size: stateFileSize(page) };
  const image = Buffer.from(software, 'latin1');
  const ends = [
    plannedFile('.boot0', 'lock-down', Buffer.from(lockDown(), 'latin1')),
    ...(configuration ? [plannedFile('hz.cfg', 'configuration', configuration)] : []),
  ];
  const rest = {
    statePages: profile.state.in === 'flash' ? profile.state : undefined,
    ioBuffer: profile.ioBuffer,
    available,
  };
  if (profile.features.update) {
    // A slot with an eighth to spare for later software, or else just room for this one.
    for (const limit of [Math.ceil((image.length * 9) / 8), image.length]) {
      const layout = layOutImageFile(0, page, limit);
      const twice = {
        prepared: [
          ...(inStorage ? [state] : []),
          { name: layout.name, purpose: 'software' as const, mark: layout.mark, size: layout.size },
        ],
        files: [
          plannedFile(layout.name, 'software', withLength(image), layout.base),
          plannedFile('.bootcde', 'start', Buffer.from(layout.startScript, 'latin1')),
          ...ends,
        ],
      };
      const bytes = spaceOf(twice);
      if (bytes + ROOM_FOR_CONFIGURATION <= available) return { ...twice, ...rest, updatable: true, bytes };
    }
  }
  const once = { prepared: inStorage ? [state] : [], files: [plannedFile('.bootcde', 'software', image), ...ends] };
  const bytes = spaceOf(once);
  if (bytes > available) throw new ToolError('tool-flash-space', { board: profile.title, needed: bytes, available });
  return { ...once, ...rest, updatable: false, bytes };
}

/** Bytes of Storage that all files take, headers included. */
function spaceOf({ prepared, files }: Pick<FlashPlan, 'prepared' | 'files'>): number {
  const own = files.filter(({ at }) => at === 0).map(({ bytes }) => bytes.length);
  return [...prepared.map(({ size }) => size), ...own]
    .map((size) => HEADER + Math.ceil(size / UNIT) * UNIT)
    .reduce((sum, size) => sum + size, 0);
}

/** An image as it stands in a slot: behind its length. */
function withLength(image: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(image.length);
  return Buffer.concat([head, image]);
}

/** What a later configuration may take. */
const ROOM_FOR_CONFIGURATION = 2048;

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
