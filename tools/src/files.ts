import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { ToolError } from './errors.js';
import { exitCode } from './exit-codes.js';

/** What the operating system says went wrong with a path, as one of our errors. */
export function fileError(path: string, cause: unknown, doing: 'read' | 'write'): ToolError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' && doing === 'read') return new ToolError('tool-file-missing', { path }, exitCode.io, cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ToolError('tool-disk-full', { path }, exitCode.io, cause);
  if (code === 'EEXIST') return new ToolError('tool-file-exists', { path }, exitCode.io, cause);
  const key = doing === 'read' ? 'tool-file-unreadable' : 'tool-file-unwritable';
  return new ToolError(key, { path, reason: code ?? message }, exitCode.io, cause);
}

/**
 * Reads a whole file of at most `limit` bytes; `-` is standard input.
 * @throws {ToolError} `tool-file-missing`, `tool-file-unreadable`, `tool-file-too-large`
 */
export function readBytes(path: string, limit: number): Buffer {
  let descriptor: number | undefined;
  try {
    if (path === '-') return readFileSync(0);
    descriptor = openSync(path, 'r');
    if (fstatSync(descriptor).size > limit) {
      throw new ToolError('tool-file-too-large', { path, limit: `${Math.round(limit / 1e6)} MB` });
    }
    return readFileSync(descriptor);
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw fileError(path, cause, 'read');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A file that is written piece by piece and is either whole at the end or not there. */
export interface FileWriter {
  write(bytes: Uint8Array | string): void;
  /** Everything is on the disk. */
  finish(): void;
  /** Removes what was begun. */
  abandon(): void;
}

/**
 * Opens `path` for writing (`-`: standard output). What is written grows beside it and takes its name when it is finished, so that an
 * existing file is replaced as a whole (only with `force`) or not at all. `mode` is set at creation, before a byte is in it.
 * @throws {ToolError} `tool-file-exists`, `tool-file-unwritable`; while writing also `tool-disk-full`
 */
export function createFile(path: string, options: { force?: boolean; mode?: number } = {}): FileWriter {
  if (path === '-') {
    return { write: (bytes) => void process.stdout.write(bytes), finish: () => undefined, abandon: () => undefined };
  }
  const present = statSync(path, { throwIfNoEntry: false });
  if (present && !options.force) throw new ToolError('tool-file-exists', { path });
  // A device or a pipe is written to; it is neither replaced nor ever removed.
  const special = present !== undefined && !present.isFile();
  const growing = special ? path : `${path}.${process.pid}.part`;
  const flags = special ? constants.O_WRONLY : constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      abandon();
      throw fileError(path, cause, 'write');
    }
  };
  let descriptor: number | undefined;
  const abandon = () => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
    if (!special) rmSync(growing, { force: true });
  };
  const open = guard(() => openSync(growing, flags, options.mode ?? 0o644));
  descriptor = open;
  return {
    abandon,
    write: (bytes) =>
      guard(() => {
        const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
        for (let at = 0; at < buffer.length; ) at += writeSync(open, buffer, at);
      }),
    finish: () =>
      guard(() => {
        if (!special) fsyncSync(open);
        closeSync(open);
        descriptor = undefined;
        if (special) return;
        if (options.force) renameSync(growing, path);
        else {
          // A link, unlike renaming, never takes the place of a file that has come meanwhile.
          linkSync(growing, path);
          rmSync(growing);
        }
      }),
  };
}

/** Writes a whole file at once. @throws as {@link createFile} */
export function writeWhole(
  path: string,
  bytes: Uint8Array | string,
  options: { force?: boolean; mode?: number } = {},
): void {
  const file = createFile(path, options);
  file.write(bytes);
  file.finish();
}
