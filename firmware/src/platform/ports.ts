import type { ByteString } from '@hengzhun/protocol/device';

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
   * Writes onto bytes of a flash file that were never written since it was created, and reads them back.
   *
   * At offset 0 the file is created with `size` bytes (what it held before is erased first); at any other offset it must
   * exist with that size. When power fails in between, the bytes written so far are a prefix of `data`, or the file is gone
   * (offset 0), or the file is there and empty (offset 0).
   *
   * @returns false when the bytes could not be written or did not read back; never throws
   */
  writeFlash(name: string, data: ByteString, offset: number, size: number): boolean;

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
