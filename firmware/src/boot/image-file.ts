import { IMAGE_FILE } from '../shell/names.js';
import { startScript } from './start-script.js';

/** Bytes of a file's header in Espruino's Storage. */
const HEADER = 32;
/** Words before the slots: room for some eighty updates, three words each. */
const FRONT = 1024;

/** What a flasher writes into an empty Storage for software that can be updated. Sizes in bytes. */
export interface ImageFile {
  name: string;
  /** Written at offset 0. */
  mark: string;
  size: number;
  /** Offset of the first image: its length (4 bytes, big-endian), then itself. */
  base: number;
  /** Bytes of a slot, the length included. */
  slot: number;
  /** Content of `.bootcde`. */
  startScript: string;
}

/**
 * Lays out the image file so that both slots begin and end with pages of the flash.
 *
 * @param address where its header will lie, counted from a start of a page
 * @param pageSize bytes of a flash page
 * @param imageLimit bytes that the longest image may have
 */
export function layOutImageFile(address: number, pageSize: number, imageLimit: number): ImageFile {
  const slot = Math.ceil((imageLimit + 4) / pageSize) * pageSize;
  const data = address + HEADER;
  const first = Math.ceil((data + FRONT) / pageSize) * pageSize;
  const base = first - data;
  return { name: IMAGE_FILE, mark: 'hz 1', size: base + 2 * slot, base, slot, startScript: startScript(base, slot) };
}
