import type { Flash } from './flash.js';

/** Every file of Espruino's Storage begins with 4 bytes of size and flags (little-endian) and 28 bytes of name. */
export const HEADER_SIZE = 32;
export const NAME_SIZE = 28;
/** Files begin at multiples of this many bytes. */
export const FILE_ALIGNMENT = 4;

export const FLAG_STORAGE_FILE = 64;
export const FLAG_COMPRESSED = 128;

export interface FileHeader {
  /** Address of the header; the data follow it. */
  address: number;
  /** Bytes of data. */
  size: number;
  flags: number;
  /** 28 bytes, padded with zeros, as a byte string. */
  name: string;
  /** Replaced or erased: its space comes back with the next compaction. */
  trash: boolean;
}

export function align(value: number): number {
  return (value + FILE_ALIGNMENT - 1) & ~(FILE_ALIGNMENT - 1);
}

/** Space that the file takes in flash, its header included. */
export function fileSpace(header: { size: number }): number {
  return align(header.size) + HEADER_SIZE;
}

/** The header at `address`, or undefined where there is none that makes sense. */
export function readHeader(flash: Flash, address: number): FileHeader | undefined {
  const { bytes } = flash;
  if (address + HEADER_SIZE > bytes.length) return undefined;
  const word = bytes[address]! + bytes[address + 1]! * 0x100 + bytes[address + 2]! * 0x10000;
  const flags = bytes[address + 3]!;
  if ((word === 0xffffff && flags === 0xff) || (word === 0 && flags === 0)) return undefined;
  if (address + HEADER_SIZE + word > bytes.length) return undefined;
  let name = '';
  for (let i = 0; i < NAME_SIZE; i++) name += String.fromCharCode(bytes[address + 4 + i]!);
  return { address, size: word, flags, name, trash: name.startsWith('\0\0\0\0') };
}

/** Neither trash nor of a kind that a compaction drops. */
export function isRealFile(header: FileHeader): boolean {
  return (
    !header.trash && (header.flags === 0 || header.flags === FLAG_STORAGE_FILE || header.flags === FLAG_COMPRESSED)
  );
}

/** A file name as it stands in the header: cut at 28 bytes, padded with zeros. */
export function padName(name: string): string {
  return name.slice(0, NAME_SIZE).padEnd(NAME_SIZE, '\0');
}

export function encodeHeader(size: number, flags: number, name: string): Uint8Array {
  const bytes = new Uint8Array(HEADER_SIZE);
  new DataView(bytes.buffer).setUint32(0, (size | (flags << 24)) >>> 0, true);
  for (let i = 0; i < NAME_SIZE; i++) bytes[4 + i] = name.charCodeAt(i);
  return bytes;
}
