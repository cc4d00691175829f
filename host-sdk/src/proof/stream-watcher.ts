import type { Frame } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import type { IngestOutcome, ReceivedPacket } from '../ingest/outcome.js';

/** Takes packets in: `store.ingest`, or something that does more. */
export type TakeIn = (packets: readonly ReceivedPacket[]) => Promise<IngestOutcome[]>;

/** Outcomes and frames kept. */
const kept = 1024;

interface Stored {
  readonly promise: Promise<IngestOutcome>;
  readonly resolve: (outcome: IngestOutcome) => void;
}

/**
 * Reads a stream from its making on and stores its packets as they come, asked for or not: what is received is kept whatever a question to
 * the instrument comes to.
 */
export class StreamWatcher {
  /** Ends with the link; rejects when the store does. */
  readonly finished: Promise<void>;
  /** What became of the packets, in order; the newest 1 024. */
  readonly outcomes: IngestOutcome[] = [];
  /** The frames that came, in order; the newest 1 024. */
  readonly frames: { readonly frame: Frame; readonly at: number }[] = [];
  readonly #stream: InstrumentStream;
  readonly #ingest: TakeIn;
  readonly #stored = new WeakMap<Uint8Array, Stored>();
  readonly #highest = new Map<string, number>();
  readonly #changes = new Set<() => void>();
  #failed: SdkError | undefined;
  #ended = false;

  constructor(stream: InstrumentStream, ingest: TakeIn) {
    this.#stream = stream;
    this.#ingest = ingest;
    this.finished = this.#watch();
    // Who waits for something of it is told by `stored` and `connected`.
    this.finished.catch(() => {});
  }

  /**
   * Resolves when the link is connected.
   * @param timeout ms; 0: the first attempt that fails is told at once, as to somebody who stands before the port
   * @param bears whether to wait on although an attempt failed like this. Default: whatever the failure
   * @throws {SdkError} why the last attempt failed; `link-closed`, `request-aborted`, `request-timeout`
   */
  connected(timeout = 0, signal?: AbortSignal, bears: (error: SdkError) => boolean = () => true): Promise<void> {
    const { clock, link } = this.#stream;
    if (link.isOpen) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: SdkError) => {
        this.#changes.delete(look);
        clock.clearTimeout(timer);
        signal?.removeEventListener('abort', look);
        if (error === undefined) resolve();
        else reject(error);
      };
      const look = () => {
        if (link.isOpen) settle();
        else if (signal?.aborted) settle(new SdkError('request-aborted', 'The visit was cancelled.'));
        else if (this.#ended) settle(new SdkError('link-closed', `The link ${link.name} was closed. Open a new one.`));
        else if (this.#failed !== undefined && (timeout === 0 || !bears(this.#failed))) settle(this.#failed);
      };
      const tooLong = () => {
        const text = `${link.name} did not come back within ${timeout} ms. Go nearer, check power and cable, and try again.`;
        settle(this.#failed ?? new SdkError('request-timeout', text, { link: link.name, timeout }));
      };
      const timer = timeout > 0 ? clock.setTimeout(tooLong, timeout) : undefined;
      this.#changes.add(look);
      signal?.addEventListener('abort', look);
      look();
    });
  }

  /** What became of a packet, once it is in the store. */
  stored(packet: ReceivedPacket): Promise<IngestOutcome> {
    const lost = this.finished.then(() => {
      throw new SdkError('link-closed', `The link ${this.#stream.link.name} ended before its packet was stored.`);
    });
    return Promise.race([this.#storedOf(packet.bytes).promise, lost]);
  }

  /** Highest sequence number that this key has shown on this stream; 0: none. */
  highest(kid: string): number {
    return this.#highest.get(kid) ?? 0;
  }

  async #watch(): Promise<void> {
    try {
      for await (const event of this.#stream) {
        if (event.type === 'connected') this.#failed = undefined;
        else if (event.type === 'retry') this.#failed = event.error;
        else if (event.type === 'frame') {
          const kid = toHex(event.frame.kid);
          this.#highest.set(kid, Math.max(this.highest(kid), event.frame.claims.sequence));
          if (this.#highest.size > kept) this.#highest.delete(this.#highest.keys().next().value!);
          keep(this.frames, { frame: event.frame, at: event.packet.latest });
        }
        if (event.type === 'frame' || event.type === 'refused') {
          const [outcome] = await this.#ingest([event.packet]);
          keep(this.outcomes, outcome!);
          this.#storedOf(event.packet.bytes).resolve(outcome!);
        }
        for (const look of [...this.#changes]) look();
      }
    } finally {
      this.#ended = true;
      for (const look of [...this.#changes]) look();
    }
  }

  #storedOf(bytes: Uint8Array): Stored {
    const known = this.#stored.get(bytes);
    if (known !== undefined) return known;
    let resolve: Stored['resolve'] = () => {};
    const promise = new Promise<IngestOutcome>((done) => {
      resolve = done;
    });
    const stored = { promise, resolve };
    this.#stored.set(bytes, stored);
    return stored;
  }
}

function keep<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > kept) list.shift();
}
