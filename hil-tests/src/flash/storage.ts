import { compact } from './compact.js';
import {
  encodeHeader,
  type FileHeader,
  fileSpace,
  HEADER_SIZE,
  isRealFile,
  padName,
  readHeader,
} from './file-header.js';
import type { Flash } from './flash.js';
import { program } from './program.js';
import { allHeaders, isErased, isStorageValid, nextPage, type StorageStatistics, statistics, step } from './walk.js';

/** An error that the interpreter throws into the program, with the interpreter's own words. */
export class StorageError extends Error {}

/**
 * Espruino's Storage on a {@link Flash}: files of fixed length, written once, replaced by erasing first. Learned from
 * the interpreter's behaviour; `hil-tests/test/conformance` holds both side by side.
 */
export class Storage {
  /** Automatic and requested compactions since this object was made. */
  compactions = 0;

  constructor(
    readonly flash: Flash,
    private readonly onCompact: () => void = () => {},
  ) {}

  /** The check at power-up. False: everything was erased. */
  checkAtBoot(): boolean {
    if (isStorageValid(this.flash)) return true;
    this.eraseAll();
    return false;
  }

  read(name: string, offset = 0, length = 0): Uint8Array | undefined {
    const header = this.#find(name);
    if (!header) return undefined;
    const from = Math.min(Math.max(offset, 0), header.size);
    const wanted = length <= 0 ? header.size : length;
    return this.flash.read(header.address + HEADER_SIZE + from, Math.min(wanted, header.size - from));
  }

  /**
   * Writes `data` into the file at `offset`. At offset 0 a file of other size or content is erased **first**, then
   * created anew with `size` bytes (0: as long as the data). Elsewhere only bytes that are still 0xFF can be written.
   */
  write(name: string, data: Uint8Array, offset = 0, size = 0): boolean {
    if (offset < 0 || size < 0) return false;
    const wanted = size === 0 ? data.length : size;
    if (wanted === 0) throw new StorageError("Can't create zero length file");
    let header = this.#find(name);
    if (offset === 0 && header) {
      const sameSize = header.flags === 0 && header.size === wanted;
      const start = header.address + HEADER_SIZE;
      if (!sameSize || !isErased(this.flash, start, wanted)) {
        if (sameSize && data.length === wanted && this.#equals(start, data)) return true;
        this.#discard(header);
        header = this.#create(name, wanted);
      }
    } else if (offset === 0) {
      header = this.#create(name, wanted);
    }
    if (!header) throw new StorageError('Unable to find or create file');
    if (offset + data.length > header.size) throw new StorageError('Too much data for file size');
    const address = header.address + HEADER_SIZE + offset;
    if (!isErased(this.flash, address, data.length)) {
      throw new StorageError('File already written with different data');
    }
    program(this.flash, address, data);
    return true;
  }

  /** False if there is no such file. */
  erase(name: string): boolean {
    const header = this.#find(name);
    if (!header) return false;
    this.#discard(header);
    return true;
  }

  eraseAll(): void {
    for (let page = 0; page < this.flash.geometry.pages; page++) this.flash.erasePage(page);
  }

  compact(): boolean {
    this.compactions++;
    return compact(this.flash);
  }

  /** Names of the live files in the order in which they lie. */
  list(): FileHeader[] {
    return [...allHeaders(this.flash)].filter(isRealFile);
  }

  statistics(): StorageStatistics {
    return statistics(this.flash);
  }

  #find(name: string): FileHeader | undefined {
    const padded = padName(name);
    for (const header of allHeaders(this.flash)) if (header.name === padded) return header;
    return undefined;
  }

  #create(name: string, size: number): FileHeader | undefined {
    const required = fileSpace({ size });
    let compacted = false;
    for (;;) {
      const place = this.#findRoom(required);
      if (place.address !== undefined) {
        this.flash.write(place.address, encodeHeader(size, 0, padName(name)));
        return readHeader(this.flash, place.address);
      }
      if (compacted || required >= place.free + place.trash) return undefined;
      compacted = true;
      this.onCompact();
      if (!this.compact()) return undefined;
    }
  }

  /** First hole behind the files of a page group that takes `required` bytes. */
  #findRoom(required: number): { address: number | undefined; free: number; trash: number } {
    const { flash } = this;
    let free = 0;
    let trash = 0;
    let page: number | undefined = 0;
    while (page !== undefined) {
      let address: number | undefined = page;
      let header = readHeader(flash, page);
      while (header) {
        if (header.trash) trash += header.size;
        const next = step(flash, header, false);
        address = next.address;
        header = next.header;
      }
      if (address === undefined) break;
      // An unused next page counts as unused to the end of the flash.
      const behind = nextPage(flash, address);
      const space = (behind !== undefined && readHeader(flash, behind) ? behind : flash.size) - address;
      free += space;
      if (space >= required) return { address, free, trash };
      page = nextPage(flash, address);
    }
    return { address: undefined, free, trash };
  }

  /** Trash is marked by zeros in the first four bytes of the name. */
  #discard(header: FileHeader): void {
    program(this.flash, header.address + 4, new Uint8Array(4));
  }

  #equals(address: number, data: Uint8Array): boolean {
    return data.every((byte, i) => this.flash.bytes[address + i] === byte);
  }
}
