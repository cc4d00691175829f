import { slipEncodeBytes } from '@hengzhun/protocol';
import { SerialPortStream } from '@serialport/stream';
import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import { backoffDelay } from './backoff.js';
import type { SerialBinding } from './binding.js';
import { loadDefaultBinding } from './default-binding.js';
import type { DisconnectedEvent, Link, LinkEvent, LinkStatistics } from './link.js';
import { LinkJournal } from './link-journal.js';
import { watchLiveness } from './liveness.js';
import { openError } from './serial-errors.js';
import { checkSerialOptions, type SerialLinkOptions } from './serial-options.js';

/** Bytes read at once: what a paused port may still deliver must fit the queue. */
const readSize = 4096;

/**
 * A serial port that stays open: it is opened at once, opened again after it vanished (exponential back-off with jitter), and
 * closed and opened again when it falls silent. Every connection gets a stream and a decoder of its own, so that neither half a
 * packet nor a queued write survives from a dead port into the next connection.
 *
 * @throws {SdkError} `link-bad-option`
 */
export function openSerialLink(options: SerialLinkOptions): Link {
  checkSerialOptions(options);
  return new SerialLink(options);
}

class SerialLink implements Link {
  readonly name: string;
  readonly #options: SerialLinkOptions;
  readonly #clock: Clock;
  readonly #journal: LinkJournal;
  #stream: SerialPortStream | undefined;
  #attempt = 0;
  #retryTimer: unknown;
  #unwatch: () => void = () => {};
  #paused = false;
  #closed = false;
  #closing: Promise<void> | undefined;
  #opening: Promise<void> = Promise.resolve();

  constructor(options: SerialLinkOptions) {
    this.#options = options;
    this.name = options.name ?? options.path;
    this.#clock = options.clock ?? systemClock;
    const pressed = (pressed: boolean) => this.#press(pressed);
    this.#journal = new LinkJournal(this.name, this.#clock, options.queueLimit ?? 1024, pressed);
    if (options.signal?.aborted) {
      this.#closed = true;
      this.#journal.end();
      return;
    }
    options.signal?.addEventListener('abort', () => void this.close(), { once: true });
    this.#opening = this.#open();
  }

  get isOpen(): boolean {
    return !this.#closed && (this.#stream?.isOpen ?? false);
  }
  get connection(): number {
    return this.#journal.connection;
  }
  get statistics(): LinkStatistics {
    return this.#journal.statistics;
  }

  [Symbol.asyncIterator](): AsyncIterator<LinkEvent> {
    return this.#journal.iterator(() => this.close());
  }

  send(message: Uint8Array): Promise<void> {
    const stream = this.#stream;
    if (this.#closed) return Promise.reject(this.#error('link-closed', 'The link was closed. Open a new one.'));
    if (stream === undefined || !stream.isOpen) {
      return Promise.reject(
        this.#error(
          'link-not-open',
          `The port ${this.name} is not open now. Wait for its \`connected\` event and send again.`,
        ),
      );
    }
    return new Promise((resolve, reject) => {
      const fail = (why: string, cause?: unknown) =>
        reject(
          this.#error(
            'link-write-failed',
            `Writing to ${this.name} failed: ${why}. Send again after \`connected\`.`,
            cause,
          ),
        );
      const timer = this.#clock.setTimeout(
        () => fail('the system did not take the bytes in time'),
        this.#options.writeTimeout ?? 5000,
      );
      // A stream never calls back for a write that a vanishing port interrupted: `close` settles it.
      const onClose = () => {
        this.#clock.clearTimeout(timer);
        fail('the port vanished');
      };
      stream.once('close', onClose);
      stream.write(Buffer.from(slipEncodeBytes(message)), (cause) => {
        this.#clock.clearTimeout(timer);
        stream.off('close', onClose);
        if (cause) fail(cause.message, cause);
        else resolve();
      });
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #shut(): Promise<void> {
    this.#closed = true;
    this.#clock.clearTimeout(this.#retryTimer);
    this.#unwatch();
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream !== undefined) {
      this.#lost('closed');
      await closeStream(stream);
    }
    await this.#opening; // an attempt under way would otherwise hold the port after close() has resolved
    this.#journal.end();
  }

  async #open(): Promise<void> {
    let stream: SerialPortStream | undefined;
    try {
      const binding = this.#options.binding ?? (await loadDefaultBinding());
      stream = await this.#openStream(binding);
    } catch (error) {
      this.#retry(error instanceof SdkError ? error : openError(this.#options.path, error));
      return;
    }
    if (this.#closed) {
      await closeStream(stream);
      return;
    }
    this.#stream = stream;
    this.#attempt = 0;
    this.#journal.connected();
    const opened = stream;
    opened.on('close', (cause: Error | null) => this.#vanished(opened, cause));
    opened.on('error', (cause: Error) => this.#vanished(opened, cause));
    opened.on('end', () => this.#vanished(opened, null));
    opened.on('data', (chunk: Uint8Array) => this.#take(opened, chunk));
    if (this.#paused) opened.pause();
    this.#watch();
  }

  #openStream(binding: SerialBinding): Promise<SerialPortStream> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = this.#clock.setTimeout(() => {
        late = true;
        reject(new Error('opening took too long'));
      }, this.#options.openTimeout ?? 5000);
      const stream = new SerialPortStream(
        {
          binding,
          path: this.#options.path,
          baudRate: this.#options.baudRate ?? 115_200,
          autoOpen: false,
          highWaterMark: readSize,
        },
        undefined,
      );
      stream.open((cause) => {
        this.#clock.clearTimeout(timer);
        if (late) void closeStream(stream);
        else if (cause) reject(cause);
        else resolve(stream);
      });
    });
  }

  #retry(error: SdkError): void {
    if (this.#closed) return;
    this.#attempt++;
    const delay = backoffDelay(this.#attempt, this.#options.backoff ?? {}, (this.#options.random ?? Math.random)());
    this.#journal.retry(this.#attempt, delay, error);
    this.#retryTimer = this.#clock.setTimeout(() => (this.#opening = this.#open()), delay);
  }

  #take(stream: SerialPortStream, chunk: Uint8Array): void {
    if (stream === this.#stream && !this.#closed) this.#journal.take(chunk);
  }

  #vanished(stream: SerialPortStream, cause: Error | null): void {
    if (stream !== this.#stream || this.#closed) return;
    this.#stream = undefined;
    const text = `The port ${this.name} vanished${cause ? ` (${cause.message})` : ''}. It is opened again when it is back.`;
    this.#lost('vanished', this.#error('link-vanished', text, cause));
    void closeStream(stream);
    this.#reopen();
  }

  #lost(reason: DisconnectedEvent['reason'], error?: SdkError): void {
    this.#unwatch();
    this.#journal.lost(reason, error);
  }

  #reopen(): void {
    const delay = backoffDelay(1, this.#options.backoff ?? {}, (this.#options.random ?? Math.random)());
    this.#retryTimer = this.#clock.setTimeout(() => (this.#opening = this.#open()), delay);
  }

  #watch(): void {
    if (this.#closed) return;
    const silent = (what: 'no-bytes' | 'no-packets', silence: number) => {
      const stream = this.#stream;
      if (stream === undefined) return;
      this.#journal.silent(what, silence);
      this.#stream = undefined;
      this.#lost('liveness');
      void closeStream(stream).then(() => (this.#closed ? undefined : this.#reopen()));
    };
    // While we do not read ourselves, silence says nothing about the instrument.
    this.#unwatch = watchLiveness(this.#clock, this.#options, this.#journal, () => this.#paused, silent);
  }

  #press(pressed: boolean): void {
    this.#paused = pressed;
    if (pressed) this.#stream?.pause();
    else this.#stream?.resume();
  }

  #error(code: SdkError['code'], message: string, cause?: unknown): SdkError {
    return new SdkError(code, message, { path: this.#options.path }, cause ?? undefined);
  }
}

/** Closes a stream and resolves when the port is free again, whatever state it is in. */
function closeStream(stream: SerialPortStream): Promise<void> {
  stream.removeAllListeners('data');
  stream.removeAllListeners('error');
  stream.on('error', () => {}); // the connection is over already; its cause was reported by the `disconnected` event
  return new Promise((resolve) => (stream.isOpen ? stream.close(() => resolve()) : resolve()));
}
