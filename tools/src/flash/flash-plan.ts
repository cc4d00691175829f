import { createHash } from 'node:crypto';
import { stateFileSize } from '@hengzhun/firmware';
import type { BoardProfile } from '@hengzhun/firmware/build';
import { ToolError } from '../errors.js';
import { lockDownScript } from './lock-down.js';

/** Bytes of a file's header in Espruino's Storage; a file begins at a multiple of its unit. */
const HEADER = 32;
const UNIT = 4;

/** What a file of the plan is for. */
export type FilePurpose = 'lock-down' | 'software' | 'configuration';

/** A file to be written, whole. */
export interface PlannedFile {
  readonly name: string;
  readonly purpose: FilePurpose;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What a flashing writes, in this order. */
export interface FlashPlan {
  /** Size of the state file `hz.dat`, made first, at the start of the empty Storage; undefined: this board keeps its state in other pages. */
  readonly stateFile: { readonly name: string; readonly size: number } | undefined;
  /** Those other pages: erased, so that no former life is in them. */
  readonly statePages: { readonly address: number; readonly bytes: number; readonly page: number } | undefined;
  readonly files: readonly PlannedFile[];
  /** Bytes of the ring in which characters wait for the interpreter. */
  readonly ioBuffer: number;
  /** Bytes of Storage that all of it takes, headers included. */
  readonly bytes: number;
  /** Bytes of Storage that the board has. */
  readonly available: number;
}

/**
 * Plans what goes into a board's flash. The state file comes first, so that it lies at the start of Storage and ends with a page. The
 * configuration comes last: until it is there and whole, the board has no identity, its console stays open, and the flashing can begin anew.
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
  const stateFile =
    profile.state.in === 'storage' ? { name: 'hz.dat', size: stateFileSize(profile.storage.page) } : undefined;
  const files = [
    plannedFile('.boot0', 'lock-down', Buffer.from(lockDownScript, 'latin1')),
    plannedFile('.bootcde', 'software', Buffer.from(software, 'latin1')),
    ...(configuration ? [plannedFile('hz.cfg', 'configuration', configuration)] : []),
  ];
  const bytes = [...(stateFile ? [stateFile.size] : []), ...files.map((file) => file.bytes.length)]
    .map((size) => HEADER + Math.ceil(size / UNIT) * UNIT)
    .reduce((sum, size) => sum + size, 0);
  if (bytes > available) {
    throw new ToolError('tool-flash-space', { board: profile.title, needed: bytes, available });
  }
  const statePages = profile.state.in === 'flash' ? profile.state : undefined;
  return { stateFile, statePages, files, ioBuffer: profile.ioBuffer, bytes, available };
}

/** A file with its digest. */
export function plannedFile(name: string, purpose: FilePurpose, bytes: Uint8Array): PlannedFile {
  return { name, purpose, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
