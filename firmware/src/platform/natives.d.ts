// The part of Espruino's globals that the firmware uses, as the interpreter has them (2v29). Names of members in this file
// are kept when the build shortens property names.

declare interface EspruinoSerialOptions {
  path?: string;
  rx?: EspruinoPin;
  tx?: EspruinoPin;
}

declare interface EspruinoSerial {
  setup(baudrate: number, options?: EspruinoSerialOptions): void;
  on(event: 'data', handler: (chunk: string) => void): void;
  write(data: string): void;
  removeAllListeners(event: string): void;
}

declare interface EspruinoStorage {
  /** Bytes of a file as a string that lives in flash, or undefined when there is no such file. */
  read(name: string, offset?: number, length?: number): string | undefined;
  /** Writes onto erased bytes only; creates (and erases what was there) at offset 0. Throws when it cannot. */
  write(name: string, data: string, offset: number, size: number): boolean;
  getStats(): { totalBytes: number };
}

declare interface EspruinoFlash {
  /** Start and length of the page that holds an address. */
  getPage(address: number): { addr: number; length: number };
  getFree(): Array<{ addr: number }>;
  erasePage(address: number): void;
  /** Turns ones to zeros only. */
  write(data: string, address: number): void;
  read(length: number, address: number): Uint8Array;
}

declare interface EspruinoCrypto {
  SHA256(data: string): ArrayBuffer | undefined;
}

declare interface EspruinoGlobals {
  require(name: 'Storage'): EspruinoStorage;
  require(name: 'Flash'): EspruinoFlash;
  require(name: 'crypto'): EspruinoCrypto;
  /** Left by the start script (`build/start-script.ts`). */
  hzRun?: {
    file: string;
    slot: number;
    state: string;
    next: number;
    base: number;
    size: number;
    at: number;
    length: number;
  };
}

declare interface EspruinoPin {
  read(): boolean;
  write(value: number | boolean): void;
  mode(mode: string): void;
  /** `num`: the pin's number on its port; on an nRF52 the GPIO's, port 1 from 32. */
  getInfo(): { num: number };
}

declare interface EspruinoEnvironment {
  env: { CHIP?: string };
  /** Where Storage begins; not on Linux. */
  memory(): { flash_code_start?: number };
}

declare const E: {
  CRC32(data: string): number;
  hwRand(): number;
  toString(data: unknown): string;
  toUint8Array(data: string): Uint8Array;
  convolve(a: ArrayLike<number>, b: ArrayLike<number>, offset: number): number;
  mapInPlace(from: Uint8Array, to: unknown, map: unknown): void;
  sum(a: ArrayLike<number>): number;
  setConsole(device: unknown, options: { force: boolean }): void;
  on(event: 'errorFlag', handler: (flags: string[]) => void): void;
  enableWatchdog(seconds: number, automatic: boolean): void;
  kickWatchdog(): void;
  getTemperature(): number;
  /** Volts that a reading of 1 stands for; on most boards the supply. NaN where it is not known. */
  getAnalogVRef(): number;
  reboot(): void;
};

/** What the central wrote. */
declare interface EspruinoWrite {
  data: ArrayBuffer;
}

declare interface EspruinoValue {
  notify: boolean;
  value?: string;
}

declare interface EspruinoCharacteristic {
  notify?: boolean;
  writable?: boolean;
  /** Greatest length of its value, bytes; 1 where nothing is said. */
  maxLen?: number;
  onWrite?: (event: EspruinoWrite) => void;
}

/** Bluetooth LE as a peripheral. Only on boards that have it. */
declare const NRF: {
  /** Restarts the radio, at once or when the central that is connected has gone. `uart: false`: without the console's service. */
  setServices(services: Record<string, unknown>, options: { uart: boolean }): void;
  /** A notification that finds no room is dropped silently. Throws while a restart waits. */
  updateServices(services: Record<string, unknown>): void;
  /** The whole packet as bytes, flags and all. `whenConnected`: goes on, not connectable; not on an ESP32. */
  setAdvertising(packet: Uint8Array, options: { interval: number; whenConnected: boolean; name: string }): void;
  /** Not on an ESP32. */
  setScanResponse(packet: Uint8Array): void;
  on(event: 'connect' | 'disconnect', handler: () => void): void;
  /** Nothing happens without a connection; on an ESP32 nothing happens at all. */
  disconnect(): void;
  /** Stops advertising and ends the connection. */
  sleep(): void;
  wake(): void;
};

/** Two wires. A transfer that fails throws on a hardware bus; on a software bus nothing tells. */
declare interface EspruinoI2c {
  setup(options: { sda: EspruinoPin; scl: EspruinoPin; bitrate: number }): void;
  /** `stop: false`: the next transfer begins with a repeated start. */
  writeTo(address: number | { address: number; stop: boolean }, data: string | number | number[]): void;
  readFrom(address: number, length: number): Uint8Array;
  /** Writes the number of a register, repeats the start, reads. */
  readReg(address: number, register: number, length: number): Uint8Array;
}

/** Serial peripheral interface in software, on any pins. `bits`: of a word, at most 8. */
declare interface EspruinoSpi {
  setup(options: { miso: EspruinoPin; sck: EspruinoPin; mode: number; bits: number }): void;
  send(data: Uint8Array): Uint8Array;
  send(data: number): number;
}

declare const SPI: new () => EspruinoSpi;

declare const I2C: new () => EspruinoI2c;
declare const I2C1: EspruinoI2c;
declare const I2C2: EspruinoI2c;
declare const I2C3: EspruinoI2c;
declare const Serial1: EspruinoSerial;
declare const Serial2: EspruinoSerial;
declare const Serial3: EspruinoSerial;
declare const Serial4: EspruinoSerial;
declare const Serial5: EspruinoSerial;
declare const Serial6: EspruinoSerial;
/** In software, on any pins, up to 9600 baud. */
declare const Serial: new () => EspruinoSerial;
declare const Pin: new (name: string) => EspruinoPin;
declare function analogRead(pin: EspruinoPin): number;
declare function getTime(): number;
declare function setWatch(
  handler: (edge: { state: boolean }) => void,
  pin: EspruinoPin,
  options: { repeat: boolean; edge: string; debounce?: number },
): number;
declare function peek32(address: number): number;
declare function poke32(address: number, value: number): void;
