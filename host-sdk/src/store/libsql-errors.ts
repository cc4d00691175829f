import { SdkError, type SdkErrorCode } from '../errors.js';

const damaged =
  'The store is damaged. Stop writing, keep the file as evidence, restore the last copy or export what can still be read.';

const advice: Record<string, [SdkErrorCode, string]> = {
  // The file is shorter than its own header says.
  SQLITE_IOERR_SHORT_READ: ['store-corrupt', damaged],
  SQLITE_FULL: [
    'store-full',
    'The disk (or the quota) of the store is full. Nothing was lost that was acknowledged; make room and go on.',
  ],
  SQLITE_CORRUPT: ['store-corrupt', damaged],
  SQLITE_NOTADB: ['store-not-a-database', 'This file is no database. Check the path; nothing was changed.'],
  SQLITE_BUSY: ['store-locked', 'Another program holds the store. Close it or wait, then try again.'],
  SQLITE_LOCKED: ['store-locked', 'Another program holds the store. Close it or wait, then try again.'],
  SQLITE_READONLY: ['store-read-only', 'The store may not be written. Check the permissions of file and folder.'],
  SQLITE_CANTOPEN: ['store-permission', 'The store cannot be opened. Check path and permissions.'],
  SQLITE_PERM: ['store-permission', 'No permission for the store. Check the owner of file and folder.'],
  SQLITE_IOERR: [
    'store-io',
    'The disk reported an error. Check the disk and its cables; nothing acknowledged was lost.',
  ],
};

/** Turns an error of libSQL into one of ours; ours pass unchanged. */
export function libsqlError(path: string, cause: unknown): Error {
  if (cause instanceof SdkError || !(cause instanceof Error)) return cause as Error;
  const native = String((cause as Error & { code?: unknown }).code ?? '');
  const found = Object.entries(advice).find(([name]) => native.startsWith(name))?.[1];
  const [code, text] = found ?? ['store-internal', 'The database refused a statement. Please report this.'];
  return new SdkError(code, `${text} (${path}: ${cause.message})`, { path, native }, cause);
}
