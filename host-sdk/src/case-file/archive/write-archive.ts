import { crc32 } from '@hengzhun/protocol';
import {
  type ArchiveLimits,
  type ArchiveMembers,
  archiveLimits,
  byName,
  DIRECTORY,
  DIRECTORY_SIZE,
  END,
  END_SIZE,
  FIRST_DATE,
  isMemberName,
  LOCAL,
  LOCAL_SIZE,
  MODE,
  refuse,
  VERSION_MADE_BY,
  VERSION_NEEDED,
} from './archive-form.js';

/**
 * The archive of these members; whatever their order, the same bytes.
 *
 * @throws {SdkError} `case-file-bad-name`, `case-file-too-many-members`, `case-file-too-large`
 */
export function writeArchive(members: ArchiveMembers, limits: ArchiveLimits = archiveLimits): Uint8Array {
  if (members.size > Math.min(limits.members, 0xfffe)) {
    refuse('case-file-too-many-members', `${members.size} members are more than one case file may have.`);
  }
  const names = [...members.keys()].sort(byName);
  const archive = Buffer.alloc(archiveSize(members, limits));
  let at = 0;
  const offsets = names.map((name) => {
    const offset = at;
    const bytes = members.get(name)!;
    archive.writeUInt32LE(LOCAL, at);
    at = writeCommon(archive, at + 4, name, bytes);
    at += archive.write(name, at, 'latin1');
    archive.set(bytes, at);
    at += bytes.length;
    return offset;
  });
  const directory = at;
  names.forEach((name, index) => {
    archive.writeUInt32LE(DIRECTORY, at);
    archive.writeUInt16LE(VERSION_MADE_BY, at + 4);
    writeCommon(archive, at + 6, name, members.get(name)!);
    archive.writeUInt32LE(MODE * 0x10000, at + 38);
    archive.writeUInt32LE(offsets[index]!, at + 42);
    at += DIRECTORY_SIZE;
    at += archive.write(name, at, 'latin1');
  });
  archive.writeUInt32LE(END, at);
  archive.writeUInt16LE(names.length, at + 8);
  archive.writeUInt16LE(names.length, at + 10);
  archive.writeUInt32LE(at - directory, at + 12);
  archive.writeUInt32LE(directory, at + 16);
  return archive;
}

/** What local header and directory have in common: version, flags, method, time, date, CRC-32, sizes, length of name and extra field. */
function writeCommon(archive: Buffer, at: number, name: string, bytes: Uint8Array): number {
  archive.writeUInt16LE(VERSION_NEEDED, at);
  archive.writeUInt16LE(FIRST_DATE, at + 8);
  archive.writeUInt32LE(crc32(bytes), at + 10);
  archive.writeUInt32LE(bytes.length, at + 14);
  archive.writeUInt32LE(bytes.length, at + 18);
  archive.writeUInt16LE(name.length, at + 22);
  return at + LOCAL_SIZE - 4;
}

function archiveSize(members: ArchiveMembers, limits: ArchiveLimits): number {
  let size = END_SIZE;
  for (const [name, bytes] of members) {
    if (!isMemberName(name)) refuse('case-file-bad-name', `A case file has no member ${JSON.stringify(name)}.`, name);
    if (bytes.length > limits.member) tooLarge(`Its member ${name} has ${bytes.length} bytes`, limits.member, name);
    size += LOCAL_SIZE + DIRECTORY_SIZE + 2 * name.length + bytes.length;
  }
  // Larger archives would need another form (ZIP64).
  const limit = Math.min(limits.archive, 0xfffffffe);
  if (size > limit) tooLarge(`The case file would have ${size} bytes`, limit);
  return size;
}

function tooLarge(what: string, limit: number, name?: string): never {
  refuse('case-file-too-large', `${what}, at most ${limit} are taken. Give a shorter period of frames.`, name);
}
