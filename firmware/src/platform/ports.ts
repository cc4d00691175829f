import type { ByteString } from '@hengzhun/protocol/device';

/** Where the two state slots of the state file are. */
export interface Place {
  /** Offset of slot 0 in the file; slot 1 follows it. */
  base: number;
  /** Bytes of a slot, a multiple of `page`. */
  size: number;
  /** Address of slot 0 in flash, a multiple of `page`. */
  address: number;
  /** Bytes that are erased at once. */
  page: number;
}

/**
 * What the firmware asks of a platform. `espruino.ts` supplies it on the interpreter; whoever ports the firmware to another
 * board or runtime supplies the same functions there. Nothing else of the firmware touches a native, except the signer's
 * engine, which calls `E.convolve` and `E.mapInPlace` directly because the call is its inner loop.
 */
export interface Platform {
  /**
   * Bytes `offset` to `offset + length` of a flash file as a byte string, shorter where the file ends, empty where there is
   * no such file. Bytes never written read as 0xFF.
   */
  readFlash(name: string, offset: number, length: number): ByteString;

  /**
   * Writes onto bytes of a flash file that were never written since it was made or since their pages were erased, and reads
   * them back. At offset 0 the file is made with `size` bytes; at any other offset it must exist, and `size` does not count.
   * When power fails in between, what was written so far is a prefix of `data`, its last word perhaps spoilt.
   *
   * @returns false when the bytes could not be written or did not read back; never throws
   */
  writeFlash(name: string, data: ByteString, offset: number, size: number): boolean;

  /**
   * Finds the file that holds the state, or makes it with all its bytes blank but a few at offset 0. It ends with two slots
   * that begin and end with pages of the flash. Making it moves or erases nothing else.
   *
   * @param front bytes wanted before the first slot; there may be more
   * @param least bytes of a slot; a page, if that is longer
   * @returns undefined where there is no room, or when the file no longer lies on pages
   */
  placeFile(name: string, front: number, least: number): Place | undefined;

  /** Erases slot 0 or 1 of the state file: all its bytes, and nothing else. Cut short, it leaves them undefined. */
  eraseFlash(place: Place, slot: number): boolean;

  /** SHA-256 over the installed bundle, 32 bytes: the software measurement. */
  measureSoftware(): ByteString;

  /** The bytes of a byte string as an array, for readers that index. */
  bytesOf(data: ByteString): Uint8Array;

  /** SHA-256 (FIPS 180-4): 32 bytes. */
  sha256(data: ByteString): ByteString;

  /** CRC-32 (IEEE 802.3), unsigned. */
  crc32(data: ByteString): number;

  /** 32 bytes from the hardware's random source. May be weak: whoever needs secrets mixes in a key and a counter. */
  randomBytes(): ByteString;

  /** Opens the protocol port and calls `onData` with what arrives, in pieces of any size. */
  openProtocolPort(path: string, baudrate: number, onData: (chunk: ByteString) => void): void;

  /** Queues bytes on the protocol port, in order; may wait while the queue is full. */
  sendProtocol(bytes: ByteString): void;

  /** Milliseconds of a clock that never runs backwards within a boot. */
  milliseconds(): number;

  /** Calls a function once, `delay` ms from now, after what runs now has returned. */
  callLater(action: () => void, delay: number): void;

  /** The board's thermometer, 0.01 degree Celsius; undefined where there is none. */
  boardTemperature(): number | undefined;

  /** Why the platform started: RESET_REASON_POWER where it cannot tell. */
  resetReason(): number;

  /** Takes the console off every port and starts the watchdog, where the build allows it. */
  lockDown(watchdogSeconds: number): void;

  /** Tells the watchdog that the main tick runs. */
  kickWatchdog(): void;

  /** Calls `action` when the interpreter has run out of memory: what it did was cut short and must not go on. */
  onMemoryExhausted(action: () => void): void;

  /** Starts again from the beginning. */
  restart(): void;
}
