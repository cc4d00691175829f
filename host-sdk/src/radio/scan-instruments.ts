import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import { EventQueue } from '../links/event-queue.js';
import { BleAdapter } from './ble-adapter.js';
import { leaseNoble, type NobleLease } from './load-noble.js';
import { LookupQueue } from './lookup-queue.js';
import type { AdapterCondition, KnownNearby, NearbyInstrument, ScanEvent } from './nearby.js';
import { Neighbourhood } from './neighbourhood.js';
import type { NobleLike, PeripheralLike } from './noble-types.js';

/** How to look around. All times in ms. */
export interface ScanOptions {
  /** An adapter of one's own. Default: the computer's, by `@stoprocent/noble`. */
  readonly noble?: NobleLike;
  /** Asks the register about a key identifier (hex): see `knownInStore`. Without it nobody is suspected of being unknown. */
  readonly lookup?: (kid: string) => Promise<KnownNearby | undefined>;
  /** Looked up again after so long. Default 10 000. */
  readonly lookupAgain?: number;
  /** Nothing heard for so long: gone. Default 10 000; instruments advertise every 0.5 to 1 s. */
  readonly goneAfter?: number;
  /** Instruments kept, at least 8. Default 512: made-up addresses cannot fill the memory. */
  readonly limit?: number;
  /** Company identifier of the beacons, 0..65535. Default: that of the contract. */
  readonly company?: number;
  /** Events kept for a slow reader, at least 8. Default 1 024. */
  readonly queueLimit?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Who is around, without a connection to anybody. Iterate it once for what changes; `snapshot` is complete at any time. What it shows comes
 * from unsigned beacons: a hint, never a verdict.
 */
export interface InstrumentScan extends AsyncIterable<ScanEvent> {
  readonly adapter: AdapterCondition;
  /** Resolves when scanning goes on; rejects when the adapter cannot be used now. The scan waits for it all the same. */
  readonly started: Promise<void>;
  /** Advertisements heard: of instruments, and of others. */
  readonly statistics: { readonly heard: number; readonly foreign: number };
  /** The strongest signal first. */
  snapshot(): NearbyInstrument[];
  /** Addresses at which this key identifier (hex) is present at once: for `proveFresh`. */
  presentAt(kid: string): number;
  /** Ends the scan and the iteration. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Looks around for instruments: a live list of what is in range. It goes on by itself when the adapter comes back, and pauses while a link is
 * being connected over the same adapter.
 *
 * @throws {SdkError} `link-bad-option`
 */
export function scanInstruments(options: ScanOptions = {}): InstrumentScan {
  const positive = { lookupAgain: options.lookupAgain, goneAfter: options.goneAfter };
  for (const [name, value] of Object.entries(positive)) {
    if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
      throw new SdkError('link-bad-option', `${name} must be more than 0 ms.`);
    }
  }
  for (const [name, value] of Object.entries({ limit: options.limit, queueLimit: options.queueLimit })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 8)) {
      throw new SdkError('link-bad-option', `${name} must be an integer of at least 8.`);
    }
  }
  return new Scan(options);
}

/** How often it is looked who is gone. */
const sweep = 1000;

class Scan implements InstrumentScan {
  readonly started: Promise<void>;
  readonly #options: ScanOptions;
  readonly #clock: Clock;
  readonly #around: Neighbourhood;
  readonly #queue: EventQueue<ScanEvent>;
  readonly #lookups: LookupQueue | undefined;
  #heard = 0;
  #condition: AdapterCondition = { state: 'starting' };
  #begun: { resolve: () => void; reject: (error: SdkError) => void } | undefined;
  #lease: NobleLease | undefined;
  #stop: (() => Promise<void>) | undefined;
  #timer: unknown;
  #closed = false;
  #closing: Promise<void> | undefined;
  readonly #opening: Promise<void>;
  readonly #onAbort = () => void this.close();

  constructor(options: ScanOptions) {
    const { goneAfter = 10_000, limit = 512, company, lookup, lookupAgain = 10_000, queueLimit = 1024 } = options;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#around = new Neighbourhood({ goneAfter, limit, ...(company === undefined ? {} : { company }) });
    this.#queue = new EventQueue<ScanEvent>(queueLimit, (count) => ({ type: 'dropped', at: this.#clock.now(), count }));
    this.#lookups = lookup && new LookupQueue(lookup, lookupAgain, limit, this.#unknown);
    this.started = new Promise((resolve, reject) => {
      this.#begun = { resolve, reject };
    });
    this.started.catch(() => {}); // it is an event as well
    if (options.signal?.aborted) {
      this.#closed = true;
      this.#queue.end();
      this.#begun?.reject(new SdkError('request-aborted', 'The scan was cancelled before it began.'));
      this.#opening = Promise.resolve();
      return;
    }
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#timer = this.#clock.setTimeout(this.#sweep, sweep);
    this.#opening = this.#open();
  }

  get adapter(): AdapterCondition {
    return this.#condition;
  }
  get statistics(): InstrumentScan['statistics'] {
    return { heard: this.#heard, foreign: this.#around.foreign };
  }
  snapshot(): NearbyInstrument[] {
    return this.#around.snapshot();
  }
  presentAt(kid: string): number {
    return this.#around.presentAt(kid);
  }

  [Symbol.asyncIterator](): AsyncIterator<ScanEvent> {
    return {
      next: () => this.#queue.next(),
      return: async () => {
        await this.close();
        return { done: true, value: undefined };
      },
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #open(): Promise<void> {
    try {
      this.#lease = await leaseNoble(this.#options.noble);
    } catch (error) {
      if (!(error instanceof SdkError)) throw error;
      this.#adapter({ state: 'absent', error });
      return;
    }
    if (this.#closed) return;
    const adapter = BleAdapter.of(this.#lease.noble, this.#clock);
    const leave = adapter.use((condition) => this.#adapter(condition));
    this.#adapter(adapter.condition);
    const end = adapter.scan((peripheral) => this.#take(peripheral));
    this.#stop = async () => {
      end();
      await leave();
    };
  }

  async #shut(): Promise<void> {
    this.#closed = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#clock.clearTimeout(this.#timer);
    this.#begun?.reject(new SdkError('request-aborted', 'The scan was ended before the adapter could be used.'));
    await this.#opening;
    await this.#stop?.();
    this.#lease?.release();
    this.#queue.end();
  }

  #adapter(condition: AdapterCondition): void {
    const { state, error } = condition;
    if (this.#closed || (state === this.#condition.state && error?.code === this.#condition.error?.code)) return;
    this.#condition = condition;
    if (error !== undefined) this.#begun?.reject(error);
    else if (state === 'scanning') this.#begun?.resolve();
    this.#queue.push({ type: 'adapter', at: this.#clock.now(), ...condition }, true);
  }

  #take(peripheral: PeripheralLike): void {
    if (this.#closed) return;
    const now = this.#clock.now();
    const { address, id, rssi, connectable, advertisement } = peripheral;
    const told = this.#around.take(
      {
        address: address || id,
        rssi,
        connectable: Boolean(connectable),
        name: advertisement.localName,
        manufacturerData: advertisement.manufacturerData,
        serviceUuids: advertisement.serviceUuids,
      },
      now,
    );
    this.#heard++;
    if (told === undefined) return;
    this.#queue.push({ at: now, ...told });
    const { kid } = told.instrument;
    if (kid !== undefined) this.#lookups?.ask(kid, now, (known) => this.#learn(kid, known));
  }

  #learn(kid: string, known: KnownNearby | undefined): void {
    const now = this.#clock.now();
    if (!this.#closed) for (const told of this.#around.learn(kid, known, now)) this.#queue.push({ at: now, ...told });
  }

  readonly #unknown = (kid: string, error: unknown): void => {
    if (!this.#closed) this.#queue.push({ type: 'lookup-failed', at: this.#clock.now(), kid, error });
  };

  readonly #sweep = (): void => {
    const now = this.#clock.now();
    for (const told of this.#around.expire(now)) this.#queue.push({ at: now, ...told }, true);
    this.#lookups?.keep((kid) => this.#around.has(kid));
    const count = this.#around.takeCrowded();
    if (count > 0) this.#queue.push({ type: 'crowded', at: now, count });
    this.#timer = this.#clock.setTimeout(this.#sweep, sweep);
  };
}
