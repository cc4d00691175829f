import type { RigClock } from '../host/clock.js';
import type { RigPort } from '../host/instrument-host.js';
import type { BindingPortInterface, OpenOptions, PortStatus } from './binding-types.js';
import { disturb, type LineFaults } from './line.js';

/** Bytes that an adapter hands over at once while more are coming. */
const SLICE = 16;

class CanceledError extends Error {
  readonly canceled = true;
}

/** One direction of a line: bytes arrive one behind the other, each after its transmission time. */
class Direction {
  #busyUntil = 0;
  #generation = 0;

  constructor(
    private readonly clock: RigClock,
    private readonly deliver: (bytes: Uint8Array) => void,
  ) {}

  send(bytes: Uint8Array, msPerByte: number): void {
    const generation = this.#generation;
    let at = Math.max(this.clock.now(), this.#busyUntil);
    for (let from = 0; from < bytes.length; from += msPerByte > 0 ? SLICE : bytes.length) {
      const slice = msPerByte > 0 ? bytes.slice(from, from + SLICE) : bytes;
      at += slice.length * msPerByte;
      this.clock.setTimer(at, () => {
        if (generation === this.#generation) this.deliver(slice);
      });
    }
    this.#busyUntil = at;
  }

  /** When the last byte will have arrived, ms of the clock. */
  get idleAt(): number {
    return this.#busyUntil;
  }

  /** Forgets what is on its way. */
  discard(): void {
    this.#generation++;
    this.#busyUntil = 0;
  }
}

/** The rig's side of one virtual serial port. */
export class VirtualPort {
  /** What the line does to bytes on their way; may be changed at any time. */
  readonly faults: { toHost: LineFaults; toDevice: LineFaults };
  /** Bytes that arrived on either side since the port was made. */
  readonly carried = { toHost: 0, toDevice: 0 };
  #present = true;
  #opened: VirtualPortBinding | undefined;
  readonly #toHost: Direction;
  readonly #toDevice: Direction;

  constructor(
    readonly path: string,
    device: RigPort,
    private readonly clock: RigClock,
    private readonly random: () => number,
    private readonly options: { timing?: boolean; toHost?: LineFaults; toDevice?: LineFaults },
  ) {
    this.faults = { toHost: options.toHost ?? {}, toDevice: options.toDevice ?? {} };
    this.#toHost = new Direction(clock, (bytes) => {
      this.carried.toHost += bytes.length;
      this.#opened?.receive(bytes);
      clock.yieldToOutside();
    });
    this.#toDevice = new Direction(clock, (bytes) => {
      this.carried.toDevice += bytes.length;
      device.write(bytes);
    });
    device.onData((bytes) => {
      // Nobody listens to a closed port.
      if (this.#opened) this.#toHost.send(disturb(bytes, this.faults.toHost, this.random), this.#msPerByte());
    });
  }

  /** False while the device is unplugged. */
  get present(): boolean {
    return this.#present;
  }

  get isOpen(): boolean {
    return this.#opened !== undefined;
  }

  /** Unplugs the device. What is on its way is lost; an open end fails as the native bindings do. */
  vanish(): void {
    this.#present = false;
    this.#toHost.discard();
    this.#toDevice.discard();
    const opened = this.#opened;
    this.#opened = undefined;
    opened?.hangUp();
    this.clock.yieldToOutside();
  }

  /** Plugs it in again. Whoever had it open must open it anew. */
  restore(): void {
    this.#present = true;
  }

  /** Sends bytes to the host as if they came from the line (noise, a forger). */
  inject(bytes: Uint8Array): void {
    if (this.#opened) this.#toHost.send(bytes, this.#msPerByte());
  }

  open(options: OpenOptions): VirtualPortBinding {
    if (this.#opened) throw new Error('Error Resource temporarily unavailable Cannot lock port');
    this.#opened = new VirtualPortBinding(options, {
      send: (bytes) => this.#toDevice.send(disturb(bytes, this.faults.toDevice, this.random), this.#msPerByte()),
      drained: () =>
        new Promise((resolve) => {
          this.clock.setTimer(this.#toDevice.idleAt, resolve);
        }),
      discard: () => {
        this.#toHost.discard();
        this.#toDevice.discard();
      },
      closed: (binding) => {
        if (this.#opened === binding) this.#opened = undefined;
        this.#toHost.discard();
      },
    });
    return this.#opened;
  }

  #msPerByte(): number {
    if (this.options.timing === false) return 0;
    return 10_000 / (this.#opened?.openOptions.baudRate ?? 115_200);
  }
}

interface FarEnd {
  send(bytes: Uint8Array): void;
  drained(): Promise<void>;
  discard(): void;
  closed(binding: VirtualPortBinding): void;
}

/** What `@serialport/stream` holds of an open virtual port. */
export class VirtualPortBinding implements BindingPortInterface {
  readonly openOptions: Required<OpenOptions>;
  isOpen = true;
  #waiting: Buffer[] = [];
  #reader: { wake: () => void; fail: (error: Error) => void } | undefined;
  #hungUp = false;

  constructor(
    options: OpenOptions,
    private readonly far: FarEnd,
  ) {
    this.openOptions = {
      dataBits: 8,
      lock: true,
      stopBits: 1,
      parity: 'none',
      rtscts: false,
      xon: false,
      xoff: false,
      xany: false,
      hupcl: true,
      ...options,
    };
  }

  receive(bytes: Uint8Array): void {
    this.#waiting.push(Buffer.from(bytes));
    this.#reader?.wake();
  }

  hangUp(): void {
    this.#hungUp = true;
    this.#reader?.fail(hangUpError('read'));
  }

  async close(): Promise<void> {
    this.#checkOpen();
    this.isOpen = false;
    this.far.closed(this);
    this.#reader?.fail(new CanceledError('Port is not open'));
  }

  async read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }> {
    this.#checkOpen();
    if (this.#waiting.length === 0) {
      if (this.#hungUp) throw hangUpError('read');
      await new Promise<void>((wake, fail) => {
        this.#reader = { wake, fail };
      }).finally(() => {
        this.#reader = undefined;
      });
    }
    const first = this.#waiting.shift()!;
    const bytesRead = first.copy(buffer, offset, 0, length);
    if (bytesRead < first.length) this.#waiting.unshift(first.subarray(bytesRead));
    return { buffer, bytesRead };
  }

  async write(buffer: Buffer): Promise<void> {
    this.#checkOpen();
    if (this.#hungUp) throw hangUpError('write');
    this.far.send(Uint8Array.from(buffer));
  }

  async drain(): Promise<void> {
    this.#checkOpen();
    await this.far.drained();
  }

  async flush(): Promise<void> {
    this.#checkOpen();
    this.#waiting = [];
    this.far.discard();
  }

  async update(options: { baudRate: number }): Promise<void> {
    this.#checkOpen();
    this.openOptions.baudRate = options.baudRate;
  }

  async set(): Promise<void> {
    this.#checkOpen();
  }

  async get(): Promise<PortStatus> {
    this.#checkOpen();
    return { cts: true, dsr: true, dcd: true };
  }

  async getBaudRate(): Promise<{ baudRate: number }> {
    this.#checkOpen();
    return { baudRate: this.openOptions.baudRate };
  }

  #checkOpen(): void {
    if (!this.isOpen) throw new Error('Port is not open');
  }
}

/** What the poller of the native bindings reports when the device is gone. */
function hangUpError(operation: string): Error {
  return Object.assign(new Error(`EIO: i/o error, ${operation}`), { code: 'EIO', errno: -5, syscall: operation });
}
