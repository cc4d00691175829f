import { commandPieces, encodeBegin, ProtocolError, StreamReceiver, slipEncodeBytes } from '@hengzhun/protocol';
import type { Clock } from '../../clock.js';
import { SdkError } from '../../errors.js';
import { onViolation } from '../../radio/guard-noble.js';
import type { PeripheralLike } from '../../radio/noble-types.js';
import { findService, type InstrumentService, writesBlindly } from './gatt-service.js';
import { within } from './within.js';

const defaultMtu = 23;
/** How long a disconnection may take before the peripheral counts as gone, ms. */
const disconnectTimeout = 3000;

/** What a connection needs, and whom it tells. */
export interface ConnectionOptions {
  readonly clock: Clock;
  readonly address: string;
  /** ATT MTU that was asked for. */
  readonly mtu: number;
  /** ms. */
  readonly operationTimeout: number;
  /** The next bytes of the instrument's SLIP stream. */
  readonly bytes: (bytes: Uint8Array) => void;
  /** A notification that is no chunk; the connection ends. */
  readonly refused: (notification: Uint8Array, reason: string) => void;
  /** The connection is over, and not because it was closed. Called once, and only after it was open. */
  readonly ended: (error: SdkError) => void;
}

/** What the air did to a connection. */
export interface RadioStatistics {
  /** Negotiated ATT MTU; 0: none yet. */
  mtu: number;
  chunks: number;
  /** Chunks that were lost on the way, and such that came again; both are made good by the flow. */
  gaps: number;
  repeated: number;
}

/** One connection to one instrument: finds its service, lets the stream flow, acknowledges. Nothing of it outlives `close`. */
export class BleConnection {
  readonly statistics: RadioStatistics = { mtu: 0, chunks: 0, gaps: 0, repeated: 0 };
  readonly #peripheral: PeripheralLike;
  readonly #options: ConnectionOptions;
  readonly #cleanups: (() => void)[] = [];
  readonly #lost: Promise<never>;
  #lose: (error: SdkError) => void = () => {};
  #service: InstrumentService | undefined;
  #receiver: StreamReceiver | undefined;
  #timer: unknown;
  #writingFlow = false;
  #sending: Promise<void> = Promise.resolve();
  #paused = false;
  #over = false;

  private constructor(peripheral: PeripheralLike, options: ConnectionOptions) {
    this.#peripheral = peripheral;
    this.#options = options;
    this.#lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    this.#lost.catch(() => {}); // whoever waits for an operation is told by it
    const onDisconnect = (reason: number | string) => this.#end(this.#linkLost(reason));
    peripheral.on('disconnect', onDisconnect);
    this.#cleanups.push(
      () => peripheral.removeListener('disconnect', onDisconnect),
      onViolation(options.address, (reason) => this.#end(this.#lies(reason))),
    );
  }

  /**
   * Takes over a peripheral that has just been connected, until the instrument's stream has begun. On failure it is disconnected.
   * @param signal ends it
   * @throws {SdkError} `ble-not-an-instrument`, `ble-bad-peripheral`, `ble-link-lost`, `ble-operation-timeout`, `link-closed`
   */
  static async begin(
    peripheral: PeripheralLike,
    options: ConnectionOptions,
    signal: AbortSignal,
  ): Promise<BleConnection> {
    const connection = new BleConnection(peripheral, options);
    const onAbort = () => connection.#lose(new SdkError('link-closed', 'The link was closed. Open a new one.'));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal.aborted) onAbort();
      await connection.#begin();
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #begin(): Promise<void> {
    const { clock, address, mtu } = this.#options;
    this.#service = await findService(this.#peripheral, address, (name, work) => this.#within(name, work));
    const { stream, flow } = this.#service;
    const onData = (data: Uint8Array) => this.#take(data);
    stream.on('data', onData);
    this.#cleanups.push(() => stream.removeListener('data', onData));
    await this.#within('subscribe', stream.subscribeAsync());
    // The smaller of what both sides said: a peripheral that claims more than was asked for does not get it.
    this.statistics.mtu = Math.max(defaultMtu, Math.min(this.#peripheral.mtu ?? defaultMtu, mtu));
    const begin = encodeBegin(this.statistics.mtu);
    this.#receiver = new StreamReceiver(begin[1]!, clock.now());
    await this.#within('begin', flow.writeAsync(Buffer.from(begin), writesBlindly(flow)));
    this.#acknowledge();
  }

  get isOpen(): boolean {
    return !this.#over && this.#receiver !== undefined;
  }

  /**
   * Sends one message in pieces; one after the other when several are sent at once.
   * @throws {SdkError} why the connection ended meanwhile, `ble-operation-timeout`
   */
  send(message: Uint8Array): Promise<void> {
    const write = async () => {
      const { commands } = this.#service!;
      const blindly = writesBlindly(commands);
      for (const piece of commandPieces(slipEncodeBytes(message), this.statistics.mtu)) {
        await this.#within('write', commands.writeAsync(Buffer.from(piece), blindly));
      }
    };
    const sent = this.#sending.then(write);
    // A message of which a piece was lost leaves the instrument in the middle of it: the next begins with an END and is whole.
    this.#sending = sent.catch(() => {});
    return sent;
  }

  /** While paused nothing is acknowledged, so that the instrument stops sending. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#acknowledge();
  }

  /** Disconnects, and resolves when that has happened or the peripheral is gone. */
  async close(): Promise<void> {
    this.#release();
    const { clock } = this.#options;
    const peripheral = this.#peripheral;
    if (peripheral.state !== 'connected') return;
    try {
      await within(clock, disconnectTimeout, 'disconnect', peripheral.disconnectAsync());
    } catch {
      // It does not answer any more, or is gone already: the supervision time-out ends what is left.
    }
  }

  #release(): void {
    this.#over = true;
    this.#options.clock.clearTimeout(this.#timer);
    this.#lose(new SdkError('link-closed', 'The connection was closed.'));
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  #end(error: SdkError): void {
    this.#lose(error);
    if (this.#over || this.#receiver === undefined) return;
    this.#over = true;
    this.#options.ended(error);
  }

  #take(notification: Uint8Array): void {
    // Before begin an instrument notifies nothing.
    if (this.#over || this.#receiver === undefined) return;
    try {
      const { bytes, irregular } = this.#receiver.take(notification, this.#options.clock.now());
      if (irregular === 'gap') this.statistics.gaps++;
      if (irregular === 'repeated') this.statistics.repeated++;
      if (bytes !== undefined) {
        this.statistics.chunks++;
        this.#options.bytes(bytes);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#options.refused(notification, error.code);
      this.#end(this.#lies(error.code));
      return;
    }
    this.#acknowledge();
  }

  /** Writes the acknowledgement when it is due; one at a time, since a later one says all that an earlier one does. */
  #acknowledge(): void {
    const { clock, operationTimeout } = this.#options;
    clock.clearTimeout(this.#timer);
    if (this.#over || this.#receiver === undefined || this.#writingFlow || this.#paused) return;
    const wait = this.#receiver.due - clock.now();
    if (wait > 0) {
      this.#timer = clock.setTimeout(() => this.#acknowledge(), wait);
      return;
    }
    this.#writingFlow = true;
    const { flow } = this.#service!;
    const bytes = Buffer.from(this.#receiver.acknowledge(clock.now()));
    const blindly = flow.properties.includes('writeWithoutResponse');
    within(clock, operationTimeout, 'acknowledge', flow.writeAsync(bytes, blindly), this.#lost)
      .then(
        () => {
          this.#writingFlow = false;
          this.#acknowledge();
        },
        (error: unknown) => this.#end(error instanceof SdkError ? error : this.#linkLost(error)),
      )
      // Only a fault of this program: it ends the connection visibly, and not the process.
      .catch((error: unknown) => this.#end(this.#linkLost(error)));
  }

  async #within<T>(name: string, work: Promise<T>): Promise<T> {
    try {
      return await within(this.#options.clock, this.#options.operationTimeout, name, work, this.#lost);
    } catch (error) {
      // noble rejects with texts and plain errors when the peripheral goes.
      throw error instanceof SdkError ? error : this.#linkLost(error);
    }
  }

  #linkLost(reason: unknown): SdkError {
    const { address } = this.#options;
    const words = reason instanceof Error ? reason.message : String(reason);
    const text = `The Bluetooth connection to ${address} was lost (${words}). Go nearer; it is connected again by itself.`;
    return new SdkError(
      'ble-link-lost',
      text,
      { address, reason: words },
      reason instanceof Error ? reason : undefined,
    );
  }

  #lies(reason: string): SdkError {
    const { address } = this.#options;
    const text = `${address} does not keep to the contract (${reason}): it is no instrument, or somebody imitates one. Do not believe it.`;
    return new SdkError('ble-bad-peripheral', text, { address, reason });
  }
}
