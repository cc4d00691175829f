import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import type { FrameEvent, InstrumentEvent, InstrumentStream, RefusedEvent } from '../frames/instrument-stream.js';
import { type BackoffOptions, backoffDelay } from '../links/backoff.js';
import type { Store } from '../store/store.js';
import type { IngestOutcome, ReceivedPacket } from './outcome.js';

export interface IngestStreamsOptions {
  readonly store: Pick<Store, 'ingest' | 'recordLosses'>;
  readonly streams: readonly InstrumentStream[];
  /** Packets per transaction at most. Default 1 000. */
  readonly batchSize?: number;
  /** Longest time that a packet waits for others before it is stored, ms. Default 200. */
  readonly batchDelay?: number;
  /** Called for every packet once it is durably stored. */
  readonly onOutcome?: (outcome: IngestOutcome) => void;
  /** Called for every event that is no frame: connections, retries, noise, replies. */
  readonly onEvent?: (event: Exclude<InstrumentEvent, FrameEvent | RefusedEvent>) => void;
  /** Called when the store fails for now (full, locked, I/O); the batch is kept and tried again after `delay` ms. */
  readonly onStoreError?: (error: SdkError, delay: number) => void;
  readonly backoff?: BackoffOptions;
  readonly clock?: Clock;
  /** Closes the streams; what was read until then is still stored. */
  readonly signal?: AbortSignal;
}

const passing = new Set(['store-full', 'store-locked', 'store-io', 'store-read-only']);

/**
 * Reads streams until they end and stores everything, in batches. While the store fails for a reason that may pass, the batch is
 * kept and the links are held up: nothing is thrown away and nothing is reported as stored that is not.
 *
 * @throws {SdkError} `store-*` that will not pass by itself: `store-corrupt`, `store-closed`, …
 */
export async function ingestStreams(options: IngestStreamsOptions): Promise<void> {
  const { streams, signal } = options;
  const worker = new IngestWorker(options);
  const closeAll = () => streams.forEach((stream) => void stream.close());
  if (signal?.aborted) closeAll();
  else signal?.addEventListener('abort', closeAll, { once: true });
  try {
    await Promise.all(streams.map((stream) => worker.read(stream)));
    await worker.finish();
  } finally {
    signal?.removeEventListener('abort', closeAll);
    closeAll();
  }
}

class IngestWorker {
  readonly #options: IngestStreamsOptions;
  readonly #clock: Clock;
  readonly #size: number;
  #pending: ReceivedPacket[] = [];
  #losses = new Map<string, { link: string; connection: number; discarded: number; bytes: number; dropped: number }>();
  #timer: unknown;
  #flushing: Promise<void> | undefined;

  constructor(options: IngestStreamsOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#size = options.batchSize ?? 1000;
  }

  async read(stream: InstrumentStream): Promise<void> {
    for await (const event of stream) {
      if (event.type === 'frame' || event.type === 'refused') {
        this.#pending.push(event.packet);
        // Not reading on is what holds the link up while the store is slow.
        if (this.#pending.length >= this.#size) await this.#flush();
        else this.#schedule();
        continue;
      }
      if (event.type === 'discarded')
        this.#lose(event.link, event.connection, { discarded: 1, bytes: event.bytes.length });
      if (event.type === 'dropped') this.#lose(event.link, event.connection, { dropped: event.count });
      this.#options.onEvent?.(event);
    }
  }

  async finish(): Promise<void> {
    this.#clock.clearTimeout(this.#timer);
    if (this.#failed !== undefined) throw this.#failed;
    while (this.#pending.length > 0 || this.#losses.size > 0 || this.#flushing !== undefined) await this.#flush();
  }

  #lose(link: string, connection: number, lost: { discarded?: number; bytes?: number; dropped?: number }): void {
    const name = `${connection}/${link}`;
    const sum = this.#losses.get(name) ?? { link, connection, discarded: 0, bytes: 0, dropped: 0 };
    sum.discarded += lost.discarded ?? 0;
    sum.bytes += lost.bytes ?? 0;
    sum.dropped += lost.dropped ?? 0;
    this.#losses.set(name, sum);
    this.#schedule();
  }

  #failed: unknown;

  #schedule(): void {
    if (this.#timer !== undefined || this.#flushing !== undefined) return;
    this.#timer = this.#clock.setTimeout(() => {
      // An error that does not pass is thrown where the next packet or the end comes by.
      this.#flush().catch((error) => {
        this.#failed = error;
        for (const stream of this.#options.streams) void stream.close();
      });
    }, this.#options.batchDelay ?? 200);
  }

  async #flush(): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed;
    if (this.#flushing !== undefined) return this.#flushing;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#write().finally(() => {
      this.#flushing = undefined;
      if (this.#pending.length > 0) this.#schedule();
    });
    return this.#flushing;
  }

  async #write(): Promise<void> {
    const batch = this.#pending.splice(0, this.#size);
    const losses = [...this.#losses.values()];
    this.#losses.clear();
    const outcomes = await this.#retrying(() => this.#options.store.ingest(batch));
    for (const { link, connection, ...lost } of losses) {
      await this.#retrying(() => this.#options.store.recordLosses(link, connection, lost));
    }
    for (const outcome of outcomes) this.#options.onOutcome?.(outcome);
  }

  async #retrying<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const hopeless = !(error instanceof SdkError) || !passing.has(error.code) || this.#options.signal?.aborted;
        if (hopeless) throw error;
        const delay = backoffDelay(attempt, this.#options.backoff ?? {}, Math.random());
        this.#options.onStoreError?.(error, delay);
        await new Promise<void>((resolve) => {
          this.#clock.setTimeout(resolve, delay);
        });
      }
    }
  }
}
