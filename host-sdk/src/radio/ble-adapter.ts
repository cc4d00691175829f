import type { Clock } from '../clock.js';
import { SdkError } from '../errors.js';
import { within } from '../links/ble/within.js';
import { adapterError } from './ble-errors.js';
import { forgetPeripheral } from './forget-peripheral.js';
import type { AdapterCondition } from './nearby.js';
import type { NobleLike, PeripheralLike } from './noble-types.js';

/** Advertisers remembered, whoever they are. */
const remembered = 2048;
/** How long an adapter may take to say what it is, to begin and to stop scanning, ms. */
const adapterTimeout = 5000;
const restartDelay = 250;
/** An adapter may call itself switched off while it begins, over a UART above all; only then it counts, ms. */
const beginning = 1500;

/** An address or identifier as noble's id. */
export const peripheralId = (address: string) => address.replaceAll(':', '').toLowerCase();

/**
 * One Bluetooth adapter, shared by scanners and links: scans while somebody wants it and no connection is being made, goes on by itself when
 * the adapter comes back, and remembers a bounded number of advertisers. Listens to noble only while it has users.
 */
export class BleAdapter {
  readonly #noble: NobleLike;
  readonly #clock: Clock;
  readonly #changes = new Set<(condition: AdapterCondition) => void>();
  readonly #scanners = new Set<(peripheral: PeripheralLike) => void>();
  /** In the order in which they were heard last. */
  readonly #heard = new Map<string, { peripheral: PeripheralLike; at: number }>();
  #condition: AdapterCondition = { state: 'starting' };
  #users = 0;
  #wasOn = false;
  #isScanning = false;
  /** It went while it scanned: noble believes that it still does, and would not begin again. */
  #isStale = false;
  #connecting: Promise<unknown> = Promise.resolve();
  #connections = 0;
  #starting: unknown;
  #restart: unknown;
  #steering: Promise<void> = Promise.resolve();

  private constructor(noble: NobleLike, clock: Clock) {
    this.#noble = noble;
    this.#clock = clock;
  }

  static readonly #adapters = new WeakMap<NobleLike, BleAdapter>();

  /** The one that belongs to this noble. */
  static of(noble: NobleLike, clock: Clock): BleAdapter {
    const adapter = BleAdapter.#adapters.get(noble) ?? new BleAdapter(noble, clock);
    BleAdapter.#adapters.set(noble, adapter);
    return adapter;
  }

  get condition(): AdapterCondition {
    return this.#condition;
  }

  /** Begins to use it; the returned function ends that, and resolves when the adapter is at rest if nobody else uses it. */
  use(changed: (condition: AdapterCondition) => void = () => {}): () => Promise<void> {
    const listener = (condition: AdapterCondition) => changed(condition);
    this.#changes.add(listener);
    if (this.#users++ === 0) this.#listen();
    return async () => {
      if (!this.#changes.delete(listener)) return;
      if (--this.#users === 0) this.#ignore();
      await this.#steer();
    };
  }

  /** Calls back for every advertisement that is heard, until the returned function is called. */
  scan(heard: (peripheral: PeripheralLike) => void): () => void {
    const listener = (peripheral: PeripheralLike) => heard(peripheral);
    this.#scanners.add(listener);
    void this.#steer();
    return () => {
      if (this.#scanners.delete(listener)) void this.#steer();
    };
  }

  /** Resolves when the adapter can be used. @throws {SdkError} `ble-adapter-*`, `ble-unauthorized`, `request-aborted` */
  async ready(signal?: AbortSignal): Promise<void> {
    const deadline = this.#clock.now() + adapterTimeout;
    for (;;) {
      const { state, error } = this.#condition;
      if (error !== undefined) throw error;
      if (signal?.aborted) throw new SdkError('request-aborted', 'The search was cancelled.');
      if (state !== 'starting') return;
      if (this.#clock.now() >= deadline) throw adapterError('unknown')!;
      await this.#pause(20);
    }
  }

  /**
   * The advertiser with this address, as soon as it is heard.
   * @param timeout ms
   * @throws {SdkError} `ble-not-in-range`, `request-aborted`, and those of `ready`
   */
  async find(address: string, timeout: number, signal?: AbortSignal): Promise<PeripheralLike> {
    const id = peripheralId(address);
    await this.ready(signal);
    const known = this.#heard.get(id);
    if (known !== undefined && this.#clock.now() - known.at < timeout) return known.peripheral;
    return new Promise((resolve, reject) => {
      const settle = (work: () => void) => {
        end();
        void leave();
        this.#clock.clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        work();
      };
      const end = this.scan((peripheral) => {
        if (peripheral.id === id || peripheralId(peripheral.address ?? '') === id) settle(() => resolve(peripheral));
      });
      const leave = this.use(({ error }) => {
        if (error !== undefined) settle(() => reject(error));
      });
      const onAbort = () => settle(() => reject(new SdkError('request-aborted', 'The search was cancelled.')));
      const timer = this.#clock.setTimeout(() => {
        const text = `No instrument with the address ${address} was heard within ${timeout} ms. Go nearer, check its power, and scan again.`;
        settle(() => reject(new SdkError('ble-not-in-range', text, { address, timeout })));
      }, timeout);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Makes one connection at a time, with the scan stopped: few controllers can do both. */
  connecting<T>(work: () => Promise<T>): Promise<T> {
    const turn = async () => {
      this.#connections++;
      try {
        await this.#steer();
        return await work();
      } finally {
        this.#connections--;
        void this.#steer();
      }
    };
    const mine = this.#connecting.then(turn, turn);
    this.#connecting = mine.catch(() => {}); // told to whoever asked for the connection
    return mine;
  }

  #listen(): void {
    try {
      // Starts it. Listening for its state would start it too, but where nobody could catch what it throws.
      void this.#noble.state;
    } catch (cause) {
      const { code, message, detail } = adapterError('unsupported')!;
      this.#tell({ state: 'absent', error: new SdkError(code, message, detail, cause) });
    }
    for (const [event, listener] of this.#listeners) this.#noble.on(event, listener);
    if (this.#condition.state !== 'starting') return;
    this.#starting = this.#clock.setTimeout(() => {
      if (this.#condition.state === 'starting') this.#tell({ state: 'absent', error: adapterError('unknown')! });
    }, adapterTimeout);
    this.#onState(this.#noble.state);
  }

  #ignore(): void {
    this.#clock.clearTimeout(this.#starting);
    this.#clock.clearTimeout(this.#restart);
    for (const [event, listener] of this.#listeners) this.#noble.removeListener(event, listener);
    this.#condition = { state: 'starting' };
    for (const [id, { peripheral }] of this.#heard) this.#forget(id, peripheral);
  }

  readonly #onState = (state: string): void => {
    if (state === 'unknown' && !this.#wasOn) return;
    if (state === 'poweredOff' && !this.#wasOn && this.#condition.state === 'starting') {
      this.#clock.clearTimeout(this.#starting);
      this.#starting = this.#clock.setTimeout(() => this.#becomes(state), beginning);
      return;
    }
    this.#becomes(state);
  };

  #becomes(state: string): void {
    const error = adapterError(state, this.#wasOn);
    if (error === undefined) {
      this.#wasOn = true;
      this.#tell({ state: 'idle' });
      void this.#steer();
      return;
    }
    this.#isStale ||= this.#isScanning;
    this.#isScanning = false;
    this.#heard.clear(); // noble has forgotten them as well
    const states: Readonly<Record<string, AdapterCondition['state']>> = {
      'ble-unauthorized': 'unauthorized',
      'ble-adapter-lost': 'lost',
      'ble-adapter-off': 'off',
    };
    this.#tell({ state: states[error.code] ?? 'absent', error });
  }

  readonly #onDiscover = (peripheral: PeripheralLike): void => {
    const { id } = peripheral;
    this.#heard.delete(id);
    this.#heard.set(id, { peripheral, at: this.#clock.now() });
    if (this.#heard.size > remembered) {
      const [oldest, { peripheral: old }] = this.#heard.entries().next().value!;
      this.#forget(oldest, old);
    }
    for (const heard of [...this.#scanners]) heard(peripheral);
  };

  /** Another program, or noble itself before it connects, may stop the scan. */
  readonly #onScanStop = (): void => {
    if (!this.#isScanning) return;
    this.#isScanning = false;
    this.#later();
  };

  readonly #listeners = [
    ['stateChange', this.#onState],
    ['discover', this.#onDiscover],
    ['scanStop', this.#onScanStop],
  ] as const;

  #forget(id: string, peripheral: PeripheralLike): void {
    this.#heard.delete(id);
    if (peripheral.state === 'disconnected' || peripheral.state === 'error') {
      forgetPeripheral(this.#noble, id, peripheral.address);
    }
  }

  #tell(condition: AdapterCondition): void {
    if (condition.state !== 'starting') this.#clock.clearTimeout(this.#starting);
    this.#condition = condition;
    for (const changed of [...this.#changes]) changed(condition);
  }

  get #wants(): boolean {
    const usable = this.#condition.state === 'idle' || this.#condition.state === 'scanning';
    return usable && this.#scanners.size > 0 && this.#connections === 0 && this.#users > 0;
  }

  /** Brings the scan to what is wanted; one order at a time. */
  #steer(): Promise<void> {
    this.#steering = this.#steering.then(() => this.#bring());
    return this.#steering;
  }

  async #bring(): Promise<void> {
    for (let tries = 0; this.#wants !== this.#isScanning && tries < 4; tries++) {
      const wanted = this.#wants;
      try {
        if (wanted) {
          if (this.#isStale)
            await within(this.#clock, adapterTimeout, 'stop scanning', this.#noble.stopScanningAsync());
          this.#isStale = false;
          // All advertisements: the services stand in the scan response, and a beacon is recognised by itself.
          await within(this.#clock, adapterTimeout, 'start scanning', this.#noble.startScanningAsync([], true));
        } else if (this.#condition.error === undefined) {
          await within(this.#clock, adapterTimeout, 'stop scanning', this.#noble.stopScanningAsync());
        }
        this.#isScanning = wanted;
      } catch (cause) {
        this.#isScanning = false;
        if (!wanted || this.#condition.error !== undefined) return;
        const text = 'The Bluetooth adapter does not scan. Unplug it or switch it off and on again.';
        this.#tell({ state: 'idle', error: new SdkError('ble-scan-failed', text, {}, cause) });
        this.#later();
        return;
      }
      const { state } = this.#condition;
      if (state === 'idle' && wanted) this.#tell({ state: 'scanning' });
      else if (state === 'scanning' && !wanted) this.#tell({ state: 'idle' });
    }
  }

  #later(): void {
    if (this.#users === 0) return;
    this.#clock.clearTimeout(this.#restart);
    this.#restart = this.#clock.setTimeout(() => void this.#steer(), restartDelay);
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.setTimeout(resolve, milliseconds);
    });
  }
}
