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

/** What the start script tells the software that it starts. */
export interface RunningImage {
  /** Name of the image file. */
  file: string;
  /** 0 or 1. */
  slot: number;
  /** `p`: proven (or the first one), `h`: on trial, `f`: because the other one did not come up. */
  state: string;
  /** Offset of the next blank word before the slots. */
  next: number;
  /** Offset of slot 0, and bytes of a slot. */
  base: number;
  size: number;
  /** Where in the file the image stands, and its length. */
  at: number;
  length: number;
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
   * that begin and end with pages of the flash. Making it moves or erases nothing else. The file may be pages by themselves
   * (`build-flags.ts`, STATE_IN_STORAGE): then these are all the platform's that has this name.
   *
   * @param front bytes wanted before the first slot; there may be more
   * @param least bytes of a slot; a page, if that is longer
   * @returns undefined where there is no room, or when the file no longer lies on pages
   */
  placeFile(name: string, front: number, least: number): Place | undefined;

  /** Erases slot 0 or 1 of the state file: all its bytes, and nothing else. Cut short, it leaves them undefined. */
  eraseFlash(place: Place, slot: number): boolean;

  /** What runs, where a start script chose it from two images; undefined where the bundle was started directly. */
  runningImage(): RunningImage | undefined;

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

  /** Calls a function every `period` ms, the first time after one, until the instrument starts again. */
  callEvery(action: () => void, period: number): void;

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

/** What a pulser's counter has seen since boot: unsigned 32-bit integers that wrap, read whole at one moment. */
export interface PulseCounts {
  /** Edges of both channels forwards; all edges where the counter knows no direction. */
  up: number;
  /** Edges backwards. */
  down: number;
  /** Double transitions, in which both channels changed between two looks: a direction and two edges are lost in each. */
  phaseErrors: number;
  /** 1: counts may be missing since boot, because they came faster than the counter or its reader can follow. */
  overflow: number;
}

/** What an encoder says of itself over its link. */
export interface EncoderReading {
  /** 8 bytes. */
  identity: ByteString;
  /** Its own register: edges forwards less edges backwards since it was made, modulo 2^32. */
  count: number;
  /** 1: it was paired with a main board. */
  initialised: number;
}

/** What both instruments take from their inputs. */
export interface InputSink {
  /** Time passed and nothing else came: `time` in ms of the instrument's clock. */
  onTime(time: number): void;
  /** The case switch, once at start and at every change that lasts. */
  onCase(open: boolean): void;
  /** Supply voltage, once a second. */
  onSupply(millivolts: number): void;
}

/** What a scale takes from its inputs. Temperatures in 0.01 degree Celsius, undefined without a thermometer. */
export interface ScaleSink extends InputSink {
  /** One raw sample of a scale with one cell. */
  onSample(time: number, counts: number, temperature: number | undefined): void;
  /** Raw counts of every cell at the same moment. */
  onCells(time: number, cells: number[], temperature: number | undefined): void;
  /** The span check that the core wishes for now: SPAN_*. */
  spanWanted(): number;
  /** What is switched on from the next sample on: SPAN_*. */
  onSpan(kind: number): void;
}

export const SPAN_NONE = 0;
export const SPAN_SHUNT = 1;
export const SPAN_REFERENCE_MASS = 2;

/** What a dispenser takes from its inputs; `nozzle` 0..3. */
export interface DispenserSink extends InputSink {
  /** A nozzle was lifted, with its preset in mL (undefined: none), or hung up. The counts of that moment came before. */
  onNozzle(time: number, nozzle: number, lifted: boolean, preset: number | undefined): void;
  /**
   * Counts of a nozzle's pulser, once a second and when it is lifted or hung up, and the encoder's register at the same
   * moment (undefined: no encoder, or it did not answer). The object is used again for the next counts.
   */
  onCounts(
    time: number,
    nozzle: number,
    counts: PulseCounts,
    encoderCount: number | undefined,
    temperature: number | undefined,
  ): void;
  /** Identity of a nozzle's encoder: at start, when it answers again, and when it changes; undefined: silent for long. */
  onEncoder(nozzle: number, identity: ByteString | undefined, initialised: number): void;
  /** Whether the encoder of a nozzle has yet to be told that this main board has initialised it. */
  wantsInitialising(nozzle: number): boolean;
}
