import { type Clock, systemClock } from '../../clock.js';
import { SdkError } from '../../errors.js';
import { BleAdapter } from '../../radio/ble-adapter.js';
import { leaseNoble, type NobleLease } from '../../radio/load-noble.js';
import type { AdapterCondition } from '../../radio/nearby.js';
import type { PeripheralLike } from '../../radio/noble-types.js';
import { backoffDelay } from '../backoff.js';
import type { Link, LinkEvent, LinkStatistics } from '../link.js';
import { LinkJournal } from '../link-journal.js';
import { watchLiveness } from '../liveness.js';
import { BleConnection, type RadioStatistics } from './ble-connection.js';
import { type BleLinkOptions, bleDefaults, checkBleOptions } from './ble-options.js';
import { connectPeripheral } from './connect-peripheral.js';

/** A link over Bluetooth Low Energy, with what the air did to it. */
export interface BleLink extends Link {
  readonly address: string;
  /** Of the present connection, or the last one. */
  readonly radio: RadioStatistics;
}

/** Failures after which another attempt at once makes sense. */
const again = new Set(['ble-connect-failed', 'ble-link-lost', 'ble-operation-timeout']);
const attemptDelay = 150;

/**
 * A connection to an instrument over Bluetooth Low Energy that is kept up: it is found, connected (with repetition: error 0x3e happens), its
 * stream begun with acknowledged flow, and connected again after it was lost or the adapter was gone. The same events as a serial link's.
 *
 * @throws {SdkError} `link-bad-option`
 */
export function openBleLink(options: BleLinkOptions): BleLink {
  return new OpenBleLink(options, checkBleOptions(options));
}

class OpenBleLink implements BleLink {
  readonly name: string;
  readonly address: string;
  readonly #options: BleLinkOptions & typeof bleDefaults;
  readonly #clock: Clock;
  readonly #journal: LinkJournal;
  readonly #ending = new AbortController();
  readonly #onAbort = () => void this.close();
  #lease: NobleLease | undefined;
  #adapter: BleAdapter | undefined;
  #leave: (() => Promise<void>) | undefined;
  #peripheral: PeripheralLike | undefined;
  #connection: BleConnection | undefined;
  #radio: RadioStatistics = { mtu: 0, chunks: 0, gaps: 0, repeated: 0 };
  #attempt = 0;
  #retryTimer: unknown;
  #unwatch: () => void = () => {};
  #paused = false;
  #closing: Promise<void> | undefined;
  #opening: Promise<void> = Promise.resolve();

  constructor(options: BleLinkOptions, address: string) {
    this.#options = { ...bleDefaults, ...options } as BleLinkOptions & typeof bleDefaults;
    this.address = address;
    this.name = options.name ?? `ble:${address}`;
    this.#clock = options.clock ?? systemClock;
    this.#peripheral = options.peripheral;
    const pressed = (paused: boolean) => {
      this.#paused = paused;
      this.#connection?.pause(paused);
    };
    this.#journal = new LinkJournal(this.name, this.#clock, options.queueLimit ?? 1024, pressed);
    if (options.signal?.aborted) {
      this.#ending.abort();
      this.#closing = Promise.resolve();
      this.#journal.end();
      return;
    }
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#opening = this.#open();
  }

  get isOpen(): boolean {
    return !this.#closed && (this.#connection?.isOpen ?? false);
  }
  get connection(): number {
    return this.#journal.connection;
  }
  get statistics(): LinkStatistics {
    return this.#journal.statistics;
  }
  get radio(): RadioStatistics {
    return { ...this.#radio };
  }
  get #closed(): boolean {
    return this.#ending.signal.aborted;
  }

  [Symbol.asyncIterator](): AsyncIterator<LinkEvent> {
    return this.#journal.iterator(() => this.close());
  }

  async send(message: Uint8Array): Promise<void> {
    const { address } = this;
    if (this.#closed) throw new SdkError('link-closed', 'The link was closed. Open a new one.', { address });
    const connection = this.#connection;
    if (connection === undefined || !connection.isOpen) {
      const text = `${this.name} is not connected now. Wait for its \`connected\` event and send again.`;
      throw new SdkError('link-not-open', text, { address });
    }
    try {
      await connection.send(message);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      // A write that nobody answers ends the connection: whether the instrument has the half of it is unknown.
      if (cause instanceof SdkError && cause.code === 'ble-operation-timeout') this.#ended(connection, cause);
      const text = `Writing to ${this.name} failed: ${why} Send again after \`connected\`.`;
      throw new SdkError('link-write-failed', text, { address }, cause);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #shut(): Promise<void> {
    this.#ending.abort();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#clock.clearTimeout(this.#retryTimer);
    this.#unwatch();
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) {
      this.#journal.lost('closed');
      await connection.close();
    }
    await this.#opening; // an attempt under way would otherwise hold the instrument after close() has resolved
    await this.#leave?.();
    this.#lease?.release();
    this.#journal.end();
  }

  async #open(): Promise<void> {
    try {
      await this.#useAdapter();
      for (let attempt = 1; ; attempt++) {
        try {
          await this.#connect();
          return;
        } catch (error) {
          const { attempts } = this.#options;
          if (this.#closed || !(error instanceof SdkError) || !again.has(error.code) || attempt >= attempts)
            throw error;
          await this.#pause(attemptDelay);
        }
      }
    } catch (error) {
      if (this.#closed) return;
      this.#retry(error instanceof SdkError ? error : this.#unexpected(error));
    }
  }

  async #useAdapter(): Promise<void> {
    this.#lease ??= await leaseNoble(this.#options.noble);
    this.#adapter ??= BleAdapter.of(this.#lease.noble, this.#clock);
    this.#leave ??= this.#adapter.use((condition) => this.#adapterChanged(condition));
    await this.#adapter.ready(this.#ending.signal);
  }

  async #connect(): Promise<void> {
    const { findTimeout, mtu, operationTimeout, supervisionTimeout, connectTimeout } = this.#options;
    const [clock, address, adapter, { signal }] = [this.#clock, this.address, this.#adapter!, this.#ending];
    const peripheral = this.#peripheral ?? (await adapter.find(address, findTimeout, signal));
    // It may be another object the next time, when the adapter was gone meanwhile.
    this.#peripheral = undefined;
    await connectPeripheral(adapter, peripheral, { clock, address, mtu, supervisionTimeout, connectTimeout }, signal);
    let made: BleConnection | undefined;
    const connection = await BleConnection.begin(
      peripheral,
      {
        clock,
        address,
        mtu,
        operationTimeout,
        bytes: (bytes) => this.#journal.take(bytes),
        refused: (bytes, reason) => this.#journal.discard(bytes, reason),
        ended: (error) => made && this.#ended(made, error),
      },
      signal,
    );
    made = connection;
    if (this.#closed) return connection.close();
    if (!connection.isOpen) {
      await connection.close();
      throw new SdkError('ble-link-lost', `${this.name} was lost as it was connected.`, { address });
    }
    this.#connection = connection;
    this.#radio = connection.statistics;
    this.#attempt = 0;
    this.#journal.connected();
    connection.pause(this.#paused);
    const silent = (what: 'no-bytes' | 'no-packets', silence: number) => {
      this.#journal.silent(what, silence);
      this.#over(connection, 'liveness');
    };
    this.#unwatch = watchLiveness(clock, this.#options, this.#journal, () => this.#paused, silent);
  }

  #ended(connection: BleConnection, error: SdkError): void {
    const adapterError = this.#adapter?.condition.error;
    this.#over(connection, 'vanished', adapterError ?? error);
  }

  /** Tells that the connection is over, and connects again after a while. */
  #over(connection: BleConnection, reason: 'vanished' | 'liveness', error?: SdkError): void {
    if (connection !== this.#connection || this.#closed) return;
    this.#connection = undefined;
    this.#unwatch();
    this.#journal.lost(reason, error);
    const delay = backoffDelay(1, this.#options.backoff ?? {}, this.#random());
    this.#opening = connection.close().then(() => this.#reopen(delay));
  }

  #retry(error: SdkError): void {
    this.#attempt++;
    const delay = backoffDelay(this.#attempt, this.#options.backoff ?? {}, this.#random());
    this.#journal.retry(this.#attempt, delay, error);
    this.#reopen(delay);
  }

  #reopen(delay: number): void {
    if (this.#closed) return;
    this.#clock.clearTimeout(this.#retryTimer);
    this.#retryTimer = this.#clock.setTimeout(() => {
      this.#retryTimer = undefined;
      this.#opening = this.#open();
    }, delay);
  }

  /** Back from being off, lost or forbidden: no need to wait on. */
  #adapterChanged({ error }: AdapterCondition): void {
    if (error === undefined && this.#retryTimer !== undefined && this.#adapter?.condition.state === 'idle')
      this.#reopen(1);
    if (error !== undefined && this.#connection !== undefined) this.#ended(this.#connection, error);
  }

  #unexpected(cause: unknown): SdkError {
    const words = cause instanceof Error ? cause.message : String(cause);
    const text = `${this.name} could not be connected: ${words}`;
    return new SdkError('ble-connect-failed', text, { address: this.address, reason: words }, cause);
  }

  #random(): number {
    return (this.#options.random ?? Math.random)();
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#ending;
      const done = () => {
        signal.removeEventListener('abort', done);
        this.#clock.clearTimeout(timer);
        resolve();
      };
      const timer = this.#clock.setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
