import { SdkError, type SdkErrorCode } from '../../errors.js';

// The archive of a case file is a ZIP file (APPNOTE 6.3.10) that every tool opens, in one form only: members stored without compression, sorted
// by name, all of 1980-01-01, local headers and directory saying the same, no comment, no extra field, nothing between, before or behind.
// The same members therefore always make the same bytes, on any machine and in any later version, and the reader takes nothing else. Nothing
// that is stored without compression can swell, overlap with another, or mean two things to two readers.

/** What a reader takes at most. */
export interface ArchiveLimits {
  /** Bytes of the whole archive. */
  readonly archive: number;
  readonly members: number;
  /** Bytes of one member. */
  readonly member: number;
}

/** 512 MiB in all, 256 MiB in one member, 20 000 members. */
export const archiveLimits: ArchiveLimits = { archive: 2 ** 29, member: 2 ** 28, members: 20_000 };

/** Members by name, in the order of the archive. */
export type ArchiveMembers = ReadonlyMap<string, Uint8Array>;

export const LOCAL = 0x04034b50;
export const DIRECTORY = 0x02014b50;
export const END = 0x06054b50;
export const LOCAL_SIZE = 30;
export const DIRECTORY_SIZE = 46;
export const END_SIZE = 22;
/** Version 1.0 is enough to extract; made by version 2.0 on Unix, which is where the mode of the file comes from. */
export const VERSION_NEEDED = 10;
export const VERSION_MADE_BY = (3 << 8) | 20;
/** A plain file that its owner may write and everyone may read, as Unix has it (S_IFREG | 0644), in the upper 16 bits. */
export const MODE = 0o100644;
export const FILE_TYPE = 0o170000;
export const SYMBOLIC_LINK = 0o120000;
/** 1980-01-01, the first day that the format has. */
export const FIRST_DATE = 0x21;

const SEGMENT = /^[a-z0-9](?:[a-z0-9._@-]*[a-z0-9])?$/;

/**
 * A member's name: at most 200 characters, parts of `[a-z0-9._@-]` that begin and end with a letter or digit, with `/` between them. Such a name leads
 * nowhere outside of the folder that it is extracted into, and is the same file on every file system.
 */
export function isMemberName(name: string): boolean {
  return name.length > 0 && name.length <= 200 && name.split('/').every((part) => SEGMENT.test(part));
}

/** Names are ASCII: the order of code units is that of bytes. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function refuse(code: SdkErrorCode & `case-file-${string}`, message: string, name?: string): never {
  throw new SdkError(code, message, name === undefined ? {} : { member: name.slice(0, 200) });
}
