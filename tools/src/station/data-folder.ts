import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';

/** File of the store inside a data folder. */
export const storeFile = 'hengzhun.db';

/** A data folder that this process alone writes. */
export interface DataFolder {
  readonly path: string;
  readonly store: string;
  /** Path of a file below it; its folder is made. */
  file(...parts: string[]): string;
  release(): void;
}

/**
 * Takes a data folder, making it when it is not there. Two stations on one folder would be two instruments with one key: refused.
 * @throws {ToolError} `tool-data-unwritable`, `tool-data-busy`, `tool-disk-full`, `tool-data-not-a-folder` for a URL
 */
export function takeDataFolder(folder: string): DataFolder {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(folder)) throw new ToolError('tool-data-not-a-folder', {}, exitCode.usage);
  const root = path.resolve(folder);
  const lock = path.join(root, 'station.lock');
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof ToolError) throw cause;
      const code = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
      if (code === 'ENOSPC' || code === 'EDQUOT')
        throw new ToolError('tool-disk-full', { path: root }, exitCode.io, cause);
      throw new ToolError('tool-data-unwritable', { path: folder, reason: code }, exitCode.io, cause);
    }
  };
  guard(() => {
    mkdirSync(root, { recursive: true, mode: 0o755 });
    takeLock(lock, folder);
  });
  return {
    path: folder,
    store: path.join(root, storeFile),
    file: (...parts) =>
      guard(() => {
        const file = path.join(root, ...parts);
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        return file;
      }),
    release: () => rmSync(lock, { force: true }),
  };
}

function takeLock(lock: string, folder: string): void {
  const mine = `${lock}.${process.pid}`;
  // A link of a whole file: nobody ever reads a lock without a process id in it.
  writeFileSync(mine, String(process.pid));
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(mine, lock);
        return;
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw cause;
      }
      const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
      if (pid !== process.pid && isAlive(pid)) throw new ToolError('tool-data-busy', { path: folder, pid });
      // Left behind by a station that was killed.
      renameSync(lock, `${mine}.stale`);
      rmSync(`${mine}.stale`, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Replaces a file as a whole: whoever reads it sees the old or the new one. */
export function replaceFile(file: string, bytes: Uint8Array | string, mode: number): void {
  const temporary = `${file}.new`;
  try {
    writeFileSync(temporary, bytes, { mode });
    renameSync(temporary, file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new ToolError('tool-disk-full', { path: file }, exitCode.io, cause);
    throw new ToolError('tool-data-unwritable', { path: file, reason: code }, exitCode.io, cause);
  }
}
