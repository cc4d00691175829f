import { align, type FileHeader, fileSpace, HEADER_SIZE, readHeader } from './file-header.js';
import type { Flash } from './flash.js';

/** Where a walk over the headers ended: the address that would be looked at next; undefined at the end of the flash. */
export interface WalkStep {
  address: number | undefined;
  header: FileHeader | undefined;
}

export function nextPage(flash: Flash, address: number): number | undefined {
  const next = (Math.floor(address / flash.geometry.pageSize) + 1) * flash.geometry.pageSize;
  return next < flash.size ? next : undefined;
}

/**
 * The step after `header`. Files lie one behind the other; behind the last of a group the search goes on at the next
 * page if `acrossPages` is set, and only there.
 */
export function step(flash: Flash, header: FileHeader, acrossPages: boolean): WalkStep {
  const address = align(header.address + HEADER_SIZE + header.size);
  if (address + HEADER_SIZE > flash.size) return { address: undefined, header: undefined };
  const next = readHeader(flash, address);
  if (next || !acrossPages) return { address, header: next };
  const page = nextPage(flash, address);
  return { address: page, header: page === undefined ? undefined : readHeader(flash, page) };
}

/** Every header of the flash, trash included, in order. */
export function* allHeaders(flash: Flash, from = 0): Generator<FileHeader> {
  let header = readHeader(flash, from);
  while (header) {
    yield header;
    header = step(flash, header, true).header;
  }
}

export interface StorageStatistics {
  total: number;
  free: number;
  fileBytes: number;
  fileCount: number;
  trashBytes: number;
  trashCount: number;
  /** Start of the last page before the first trash at which a file begins: a compaction starts here. */
  firstPageWithTrash: number;
}

export function statistics(flash: Flash): StorageStatistics {
  const found = { fileBytes: 0, fileCount: 0, trashBytes: 0, trashCount: 0 };
  let unbrokenPage = 0;
  let firstPageWithTrash: number | undefined;
  let last = 0;
  for (const header of allHeaders(flash)) {
    if (header.address % flash.geometry.pageSize === 0) unbrokenPage = header.address;
    const space = fileSpace(header);
    last = header.address + space;
    if (header.trash) {
      found.trashBytes += space;
      found.trashCount++;
      firstPageWithTrash ??= unbrokenPage;
    } else {
      found.fileBytes += space;
      found.fileCount++;
    }
  }
  return { ...found, total: flash.size, free: flash.size - last, firstPageWithTrash: firstPageWithTrash ?? 0 };
}

/**
 * What the interpreter checks at its first boot after power-up: behind the last file there must be an erased header
 * (or no room for one), and an empty storage must be erased throughout. Otherwise it erases **everything**.
 */
export function isStorageValid(flash: Flash): boolean {
  let at: WalkStep = { address: 0, header: readHeader(flash, 0) };
  let last: FileHeader | undefined;
  while (at.header) {
    last = at.header;
    at = step(flash, at.header, true);
  }
  if (at.address === undefined) {
    // No page left to look at: good if the last file reaches so far that no header would fit behind it, or if what
    // stands behind it is erased.
    if (!last) return true;
    const behind = align(last.address + HEADER_SIZE + last.size);
    return behind + HEADER_SIZE > flash.size || isErased(flash, behind, HEADER_SIZE);
  }
  if (!last) return isErased(flash, 0, flash.size);
  return isErased(flash, at.address, HEADER_SIZE);
}

export function isErased(flash: Flash, address: number, length: number): boolean {
  for (let i = address; i < address + length; i++) if (flash.bytes[i] !== 0xff) return false;
  return true;
}
