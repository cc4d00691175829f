import { createHash } from 'node:crypto';
import vm from 'node:vm';
import {
  Atecc608,
  type ChipState,
  createEmulationHost,
  type EmulationHost,
  Flash,
  I2cBus,
  openPtyPair,
  type PtyPair,
  RealTimeClock,
  Storage,
} from '@hengzhun/hil-tests';
import { REFUSAL_NOT_PROVISIONED, SlipDecoder, slipEncodeBytes, writeRefusalReply } from '@hengzhun/protocol';
import { SerialPort } from 'serialport';

const [SOH, CTRL_C, ACK, DLE, NAK] = [1, 3, 6, 16, 21];
const EVAL = 0x2000;
/** What an instrument without identity answers to everything. */
const notProvisioned = Buffer.from(writeRefusalReply(0, REFUSAL_NOT_PROVISIONED), 'latin1');

export interface ReplOptions {
  readonly board?: string;
  readonly version?: string;
  readonly sha256?: boolean;
  /** Bytes of Storage; otherwise room for two images of the rig, which hold both signers. */
  readonly storage?: number;
  /** `locked`: an instrument in its own protocol; `password`: a locked console; `dead`: nothing answers. */
  readonly state?: 'open' | 'locked' | 'password' | 'dead';
  /** Turns one bit of the last byte that is written to this file. */
  readonly spoil?: string;
  /** `load()` runs what was written, on the emulation host: the image must be the text of a bundle. */
  readonly runs?: boolean;
  /** Throws what the interpreter throws when this file is written. */
  readonly refuse?: string;
  /** Puts a secure element on the board's I2C1. */
  readonly element?: ChipState;
}

const ELEMENT_ADDRESS = 0x60;

/**
 * A small device on a pseudo-terminal that speaks as much of Espruino's console as a flasher needs: prompt, Ctrl-C, packets that evaluate an
 * expression, file packets, over a Storage of its own. It can fail where the real one cannot be made to.
 */
export class ReplDevice {
  readonly storage: Storage;
  /** Expressions that it was asked to evaluate. */
  readonly evaluated: string[] = [];
  /** How often it was started anew. */
  loads = 0;
  /** The secure element that is fitted. Another one in its place answers from then on. */
  element: Atecc608 | undefined;
  #host: EmulationHost | undefined;
  #pending: Buffer = Buffer.alloc(0);
  readonly #decoder = new SlipDecoder();
  readonly #context: vm.Context;

  private constructor(
    readonly pair: PtyPair,
    private readonly near: SerialPort,
    private readonly options: ReplOptions,
  ) {
    const page = 4096;
    this.storage = new Storage(new Flash({ pages: (options.storage ?? 163_840) / page, pageSize: page, writeUnit: 4 }));
    this.storage.eraseAll();
    if (options.element) this.fit(options.element);
    this.#context = this.#globals();
    near.on('data', (bytes: Buffer) => this.#receive(bytes));
    near.on('error', () => undefined);
  }

  static async create(options: ReplOptions = {}): Promise<ReplDevice> {
    const pair = await openPtyPair();
    const near = await new Promise<SerialPort>((resolve, reject) => {
      const port = new SerialPort({ path: pair.a, baudRate: 115_200 }, (error) =>
        error ? reject(error) : resolve(port),
      );
    });
    return new ReplDevice(pair, near, options);
  }

  get port(): string {
    return this.pair.b;
  }

  names(): string[] {
    return this.storage.list().map(({ name }) => name.replace(/\0+$/, ''));
  }

  /** The instrument that was started; undefined while the console is open. */
  get instrument(): EmulationHost | undefined {
    return this.#host;
  }

  /** Takes the secure element off and puts one with this state in its place. */
  fit(state: ChipState): void {
    this.element = new Atecc608({ now: () => performance.now(), state });
    this.#host?.i2c.attach(ELEMENT_ADDRESS, this.element);
  }

  /** Takes the board off and puts a blank one in its place. */
  async exchange(element?: ChipState): Promise<void> {
    await this.#host?.stop();
    this.#host = undefined;
    this.storage.flash.powerOn();
    this.storage.eraseAll();
    if (element) this.fit(element);
  }

  async stop(): Promise<void> {
    await this.#host?.stop();
    if (this.near.isOpen) await new Promise<void>((resolve) => this.near.close(() => resolve()));
    await this.pair.close();
  }

  #globals(): vm.Context {
    const { options, storage } = this;
    const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1');
    const storageModule = {
      read: (name: string, from?: number, length?: number) => text(storage.read(name, from, length)),
      erase: (name: string) => void storage.erase(name),
      readArrayBuffer: (name: string) => storage.read(name),
      eraseAll: () => storage.eraseAll(),
      getFree: () => storage.statistics().free,
      getStats: () => ({ totalBytes: storage.flash.size }),
      write: (name: string, data: string, offset?: number, size?: number) => {
        if (name === options.refuse) throw new Error('Unable to find or create file');
        const bytes = Buffer.from(data, 'latin1');
        if (name === options.spoil) bytes[bytes.length - 1]! ^= 0x10;
        return storage.write(name, bytes, offset, size);
      },
    };
    const crypto =
      options.sha256 === false
        ? {}
        : { SHA256: (data: string) => new Uint8Array(createHash('sha256').update(data, 'latin1').digest()).buffer };
    const context = vm.createContext({
      ...this.#natives(),
      process: { env: { BOARD: options.board ?? 'LINUX', VERSION: options.version ?? '2v29' } },
      require: (name: string) => ({ Storage: storageModule, crypto, Flash: {} })[name],
      // A number, as the interpreter gives.
      setTimeout: (work: () => void, delay: number) => Number(setTimeout(work, delay)),
      load: () => this.#load(),
      atob: (base64: string) => Buffer.from(base64, 'base64').toString('latin1'),
    });
    vm.runInContext('globalThis.global = globalThis', context);
    return context;
  }

  /** What a driver of a chip on I2C1 needs of the interpreter. */
  #natives(): Record<string, unknown> {
    let bitrate = 0;
    const bus = () => {
      const wires = new I2cBus();
      if (this.element) wires.attach(ELEMENT_ADDRESS, this.element);
      return wires;
    };
    const data = (result: Uint8Array | string | undefined) => {
      if (typeof result === 'string') throw new Error(`I2C Error ${result}`);
      return result;
    };
    return {
      Pin: class {},
      E: {
        toString: (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1'),
        toUint8Array: (text: string) => Uint8Array.from(Buffer.from(text, 'latin1')),
      },
      I2C1: {
        setup: (wiring: { bitrate: number }) => void (bitrate = wiring.bitrate),
        writeTo: (address: number, text: string) =>
          void data(bus().write(address, Buffer.from(text, 'latin1'), true, bitrate)),
        readFrom: (address: number, length: number) => data(bus().read(address, length, true, bitrate)),
      },
    };
  }

  #load(): void {
    this.loads++;
    if (!this.options.runs) return;
    // From here on the port is the instrument's.
    const host = createEmulationHost({ flash: this.storage.flash, clock: new RealTimeClock() });
    this.#host = host;
    if (this.element) host.i2c.attach(ELEMENT_ADDRESS, this.element);
    host.serial1.onData((bytes) => this.near.write(Buffer.from(bytes)));
    void host.start();
  }

  #receive(bytes: Buffer): void {
    if (this.#host) {
      this.#host.serial1.write(bytes);
      return;
    }
    const state = this.options.state ?? 'open';
    if (state === 'dead') return;
    if (state === 'password') {
      this.#send('\r\npassword>');
      return;
    }
    if (state === 'locked') {
      for (const item of this.#decoder.push(bytes)) {
        if (item.type === 'packet') this.near.write(Buffer.from(slipEncodeBytes(notProvisioned)));
      }
      return;
    }
    this.#pending = Buffer.concat([this.#pending, bytes]);
    while (this.#pending.length > 0 && this.#step());
  }

  /** Works off what stands at the front; false: more must come first. */
  #step(): boolean {
    const [first, second] = this.#pending;
    const take = (count: number) => {
      const taken = this.#pending.subarray(0, count);
      this.#pending = this.#pending.subarray(count);
      return taken;
    };
    if (first === DLE && second === SOH) {
      if (this.#pending.length < 4) return false;
      const head = this.#pending.readUInt16BE(2);
      const length = head & 0x1fff;
      if (this.#pending.length < 4 + length) return false;
      this.#packet(
        head & 0xe000,
        take(4 + length)
          .subarray(4)
          .toString('latin1'),
      );
      return true;
    }
    if (first === DLE && second === undefined) return false;
    take(1);
    if (first === 10) this.#send('\r\n=undefined\r\n>');
    if (first === CTRL_C) this.#send('\r\n>');
    return true;
  }

  #packet(type: number, content: string): void {
    try {
      if (type === EVAL) {
        this.evaluated.push(content);
        const value = JSON.stringify(vm.runInContext(`(${content})`, this.#context)) ?? 'undefined';
        this.#bytes([ACK]);
        this.#reply(0, value);
      } else this.#sendFile((JSON.parse(content) as { fn: string }).fn);
    } catch (error) {
      this.#bytes([NAK]);
      this.#send(`Uncaught ${(error as Error).message}\r\n`);
    }
  }

  #sendFile(name: string): void {
    const content = Buffer.from(this.storage.read(name)!).toString('latin1');
    this.#bytes([ACK]);
    for (let at = 0; at < content.length; at += 1024) this.#reply(0x8000, content.slice(at, at + 1024));
    this.#reply(0x8000, '');
  }

  #reply(type: number, content: string): void {
    const head = type | content.length;
    this.#bytes([DLE, SOH, head >> 8, head & 255]);
    this.#send(content);
  }

  #bytes(bytes: number[]): void {
    this.near.write(Buffer.from(bytes));
  }

  #send(text: string): void {
    this.near.write(Buffer.from(text, 'latin1'));
  }
}
