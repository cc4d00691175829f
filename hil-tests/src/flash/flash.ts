import { RigError } from '../error.js';

/** Shape of a flash memory. Defaults are those of the storage area of an nRF52832 module with 40 kB for Storage. */
export interface FlashGeometry {
  /** Number of pages. */
  pages: number;
  /** Bytes that one erase sets to 0xFF. */
  pageSize: number;
  /** Bytes that the hardware programs at once and that a power cut therefore leaves either old or new. */
  writeUnit: number;
}

export const MDBT42Q_STORAGE: FlashGeometry = { pages: 10, pageSize: 4096, writeUnit: 4 };

/** Three sectors of an STM32F411 behind the bootloader, which an Espruino WiFi leaves to programs (`jshFlashGetFree`). */
export const ESPRUINO_WIFI_FREE: FlashGeometry = { pages: 3, pageSize: 16_384, writeUnit: 4 };

/**
 * The partition "flash" of an ESP32 (`partitions_espruino.csv`: 64 kB at 0x310000). Serial NOR flash programs byte by byte. The area
 * at 0x360000 that `getFree()` names as well lies inside the Storage.
 */
export const ESP32_FREE: FlashGeometry = { pages: 16, pageSize: 4096, writeUnit: 1 };

/** How the unit that was under way is left by a power cut. */
export type CutMode =
  /** The unit did not begin. */
  | 'clean'
  /** A word keeps some of the bits it should have lost; a page is erased in part. */
  | 'torn';

/**
 * Thrown through the running program when the power goes. A program cannot survive it: the host marks the
 * instrument dead, so that code which catches it and goes on can no longer write anything.
 */
export class PowerCut extends Error {
  constructor(readonly unit: number) {
    super(`Power cut at flash unit ${unit}`);
    this.name = 'PowerCut';
  }
}

/**
 * Bytes of a flash memory: erased bytes are 0xFF, programming turns bits from 1 to 0 only, pages are erased whole.
 * Every programmed unit and every erased page is one *unit* at which the power can be cut.
 */
export class Flash {
  readonly geometry: FlashGeometry;
  readonly bytes: Uint8Array;
  /** Erase cycles of each page. */
  readonly wear: Uint32Array;
  /** Units completed since this object was made. */
  units = 0;
  /**
   * Called before every unit with what the flash would hold if the power went now: `clean()` before the unit began,
   * `torn()` in the midst of it. For tests that want to see every cut of one life without living it as often.
   */
  onUnit: ((cut: { clean: () => Uint8Array; torn: () => Uint8Array }) => void) | undefined;
  #cutAt: number | undefined;
  #cutMode: CutMode = 'clean';
  #dead = false;

  constructor(geometry: FlashGeometry = MDBT42Q_STORAGE, content?: Uint8Array) {
    this.geometry = geometry;
    this.bytes = new Uint8Array(geometry.pages * geometry.pageSize).fill(0xff);
    this.wear = new Uint32Array(geometry.pages);
    if (content) {
      if (content.length !== this.bytes.length) {
        throw new RigError('flash-range', `A flash of ${this.bytes.length} bytes cannot start from ${content.length}`);
      }
      this.bytes.set(content);
    }
  }

  get size(): number {
    return this.bytes.length;
  }

  /** Lets `units` more units complete and cuts the power at the one after; `undefined` takes the order back. */
  cutAfter(units: number | undefined, mode: CutMode = 'clean'): void {
    this.#cutAt = units === undefined ? undefined : this.units + units;
    this.#cutMode = mode;
  }

  /** True after a cut, until {@link powerOn}. */
  get dead(): boolean {
    return this.#dead;
  }

  powerOn(): void {
    this.#dead = false;
    this.#cutAt = undefined;
  }

  /** Removes the power between units (used by a host when it is switched off). */
  powerOff(): void {
    this.#dead = true;
  }

  read(address: number, length: number): Uint8Array {
    this.#checkRange(address, length);
    return this.bytes.slice(address, address + length);
  }

  /** Programs `data` at `address`, both whole numbers of write units. Bits can only fall. */
  write(address: number, data: Uint8Array): void {
    const unit = this.geometry.writeUnit;
    this.#checkRange(address, data.length);
    if (address % unit !== 0 || data.length % unit !== 0) {
      throw new RigError('flash-alignment', `A write of ${data.length} bytes at ${address} is not in units of ${unit}`);
    }
    for (let at = 0; at < data.length; at += unit) {
      this.#unit(() => {
        for (let i = at; i < at + unit; i++) {
          // A torn word has lost only every other bit that it should lose.
          this.bytes[address + i]! &= data[i]! | 0xaa;
        }
      });
      for (let i = at; i < at + unit; i++) this.bytes[address + i]! &= data[i]!;
    }
  }

  erasePage(page: number): void {
    const { pageSize, pages } = this.geometry;
    if (!Number.isInteger(page) || page < 0 || page >= pages) {
      throw new RigError('flash-range', `There is no flash page ${page}`);
    }
    const start = page * pageSize;
    this.#unit(() => {
      // Half erased: some bits have risen, in no order that a program may rely on.
      for (let i = start; i < start + pageSize; i++) if (i % 3 !== 0) this.bytes[i]! |= 0x55 << (i & 1);
    });
    this.bytes.fill(0xff, start, start + pageSize);
    this.wear[page]!++;
  }

  #unit(tear: () => void): void {
    if (this.#dead) throw new PowerCut(this.units);
    if (this.#cutAt !== undefined && this.units >= this.#cutAt) {
      this.#dead = true;
      if (this.#cutMode === 'torn') tear();
      throw new PowerCut(this.units);
    }
    this.onUnit?.({
      clean: () => this.bytes.slice(),
      torn: () => {
        const before = this.bytes.slice();
        tear();
        const torn = this.bytes.slice();
        this.bytes.set(before);
        return torn;
      },
    });
    this.units++;
  }

  #checkRange(address: number, length: number): void {
    if (!(address >= 0 && length >= 0 && address + length <= this.bytes.length)) {
      throw new RigError(
        'flash-range',
        `${length} bytes at ${address} lie outside a flash of ${this.bytes.length} bytes`,
      );
    }
  }
}
