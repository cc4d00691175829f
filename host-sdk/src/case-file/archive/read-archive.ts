import { crc32 } from '@hengzhun/protocol';
import { equalBytes } from '../../bytes.js';
import {
  type ArchiveLimits,
  type ArchiveMembers,
  archiveLimits,
  DIRECTORY,
  DIRECTORY_SIZE,
  END,
  END_SIZE,
  FILE_TYPE,
  isMemberName,
  LOCAL,
  LOCAL_SIZE,
  refuse,
  SYMBOLIC_LINK,
} from './archive-form.js';
import { writeArchive } from './write-archive.js';

/**
 * Reads an archive from outside. Only the one form that `writeArchive` gives is taken; nothing is extracted, the members are views of `bytes`.
 * It takes no more memory than the archive has once more, whatever its headers claim.
 *
 * @throws {SdkError} `case-file-too-large`, `case-file-not-an-archive`, `case-file-too-many-members`, `case-file-bad-name`,
 *   `case-file-duplicate-name`, `case-file-symbolic-link`, `case-file-compressed`, `case-file-overlap`, `case-file-bad-checksum`,
 *   `case-file-bad-form`
 */
export function readArchive(bytes: Uint8Array, limits: ArchiveLimits = archiveLimits): ArchiveMembers {
  if (bytes.length > limits.archive) {
    refuse('case-file-too-large', `The file has ${bytes.length} bytes, at most ${limits.archive} are taken.`);
  }
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { count, start, end } = readEnd(archive, limits.members);
  const members = new Map<string, Uint8Array>();
  let at = start;
  // Where the member before ended: members that share bytes, or leave some that no reader sees, are refused.
  let taken = 0;
  for (let i = 0; i < count; i++) {
    if (at + DIRECTORY_SIZE > end || archive.readUInt32LE(at) !== DIRECTORY) badForm('Its directory is broken.');
    const name = readName(archive, at, end);
    if (members.has(name)) refuse('case-file-duplicate-name', `The file has two members ${name}.`, name);
    refuseKind(archive, at, name);
    const member = readMember(archive, at, name, start, taken, limits.member);
    members.set(name, member.bytes);
    taken = member.end;
    at += DIRECTORY_SIZE + name.length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  if (at !== end || taken !== start) badForm('There are bytes in it that belong to no member.');
  // One form only: whatever else differs (flags, dates, extra fields, comments, order) shows here.
  if (!equalBytes(writeArchive(members, limits), bytes)) badForm('Its headers are not those of a case file.');
  return members;
}

/** Number of members, beginning and end of the directory. The record at the end must be the last thing in the file. */
function readEnd(archive: Buffer, limit: number): { count: number; start: number; end: number } {
  const end = archive.length - END_SIZE;
  if (end < 0 || archive.readUInt32LE(end) !== END) {
    const text =
      'The file does not end as a case file does: it is none, was cut off, or something was appended. Get it once more, unchanged.';
    refuse('case-file-not-an-archive', text);
  }
  const count = archive.readUInt16LE(end + 10);
  const size = archive.readUInt32LE(end + 12);
  const start = archive.readUInt32LE(end + 16);
  if (count > limit)
    refuse('case-file-too-many-members', `The file claims ${count} members, at most ${limit} are taken.`);
  if (start + size !== end || count * DIRECTORY_SIZE > size) badForm('Its directory lies elsewhere than its end says.');
  return { count, start, end };
}

function readName(archive: Buffer, at: number, end: number): string {
  const length = archive.readUInt16LE(at + 28);
  if (at + DIRECTORY_SIZE + length > end) badForm('Its directory is broken.');
  const name = archive.toString('latin1', at + DIRECTORY_SIZE, at + DIRECTORY_SIZE + length);
  if (!isMemberName(name)) {
    const text = `The file has a member with the name ${JSON.stringify(name.slice(0, 80))}, which no case file has. Do not extract it.`;
    refuse('case-file-bad-name', text, name);
  }
  return name;
}

/** Refuses what is no plain stored file. */
function refuseKind(archive: Buffer, at: number, name: string): void {
  const mode = archive.readUInt16LE(at + 40) & FILE_TYPE;
  if (mode === SYMBOLIC_LINK) {
    refuse('case-file-symbolic-link', `The member ${name} is a symbolic link. Do not extract the file.`, name);
  }
  const method = archive.readUInt16LE(at + 10);
  if (method !== 0) {
    const text = `The member ${name} is compressed (method ${method}): someone packed the file anew. Get the original.`;
    refuse('case-file-compressed', text, name);
  }
}

function readMember(archive: Buffer, at: number, name: string, directory: number, taken: number, limit: number) {
  const size = archive.readUInt32LE(at + 24);
  if (size > limit) {
    refuse('case-file-too-large', `The member ${name} claims ${size} bytes, at most ${limit} are taken.`, name);
  }
  if (archive.readUInt32LE(at + 20) !== size) badForm(`The member ${name} claims two sizes.`, name);
  const header = archive.readUInt32LE(at + 42);
  const start = header + LOCAL_SIZE + name.length;
  const end = start + size;
  if (header < taken) refuse('case-file-overlap', `The member ${name} overlaps with another one.`, name);
  if (end > directory) badForm(`The member ${name} claims ${size} bytes, which are not there.`, name);
  if (header > taken || archive.readUInt32LE(header) !== LOCAL)
    badForm(`Something lies before the member ${name}.`, name);
  const bytes = archive.subarray(start, end);
  if (crc32(bytes) !== archive.readUInt32LE(at + 16)) {
    refuse(
      'case-file-bad-checksum',
      `The member ${name} is damaged: its checksum does not fit. Get the file once more.`,
      name,
    );
  }
  return { bytes, end };
}

function badForm(what: string, name?: string): never {
  refuse(
    'case-file-bad-form',
    `The file is not in the form of a case file. ${what} Get the original, unchanged.`,
    name,
  );
}
