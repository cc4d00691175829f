import type { Clock } from '../clock.js';
import type { SdkError } from '../errors.js';
import { EventQueue } from './event-queue.js';
import type { DisconnectedEvent, LinkEvent, LinkStatistics } from './link.js';
import { PacketReader } from './packet-reader.js';

/** What happens on a link, told to its one reader in order: connections, the packets in their bytes, and everything that was lost. */
export class LinkJournal {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #queue: EventQueue<LinkEvent>;
  readonly #statistics = { bytes: 0, packets: 0, discarded: 0, discardedBytes: 0, dropped: 0, connections: 0 };
  #reader = new PacketReader();
  /** Host time of the last byte and of the last packet, ms since 1970. */
  lastByte = 0;
  lastPacket = 0;

  /** @param pressure called with true when the reader is too slow and nothing more should be read, and with false afterwards */
  constructor(name: string, clock: Clock, queueLimit: number, pressure: (pressed: boolean) => void) {
    this.#name = name;
    this.#clock = clock;
    const dropped = (count: number): LinkEvent => ({ type: 'dropped', count, ...this.#arrival() });
    this.#queue = new EventQueue<LinkEvent>(queueLimit, dropped, pressure);
  }

  get connection(): number {
    return this.#statistics.connections;
  }
  get statistics(): LinkStatistics {
    return { ...this.#statistics };
  }
  /** What a link is iterated by; whoever breaks off closes it. */
  iterator(close: () => Promise<void>): AsyncIterator<LinkEvent> {
    return {
      next: () => this.#queue.next(),
      return: async () => {
        await close();
        return { done: true, value: undefined };
      },
    };
  }
  end(): void {
    this.#queue.end();
  }

  /** A connection begins: nothing of an earlier one runs on into it. */
  connected(): void {
    this.#reader = new PacketReader();
    this.#statistics.connections++;
    this.lastByte = this.lastPacket = this.#clock.now();
    this.#emit({ type: 'connected', ...this.#arrival() }, true);
  }

  take(bytes: Uint8Array): void {
    const at = this.#clock.now();
    this.lastByte = at;
    this.#statistics.bytes += bytes.length;
    for (const piece of this.#reader.push(bytes, at)) {
      if (piece.type === 'discarded') {
        this.discard(piece.bytes, piece.reason);
        continue;
      }
      this.lastPacket = at;
      this.#statistics.packets++;
      const { earliest, latest } = piece;
      this.#emit({ type: 'packet', bytes: piece.bytes, earliest, latest, ...this.#arrival() }, true);
    }
  }

  discard(bytes: Uint8Array, reason: string): void {
    this.#statistics.discarded++;
    this.#statistics.discardedBytes += bytes.length;
    this.#emit({ type: 'discarded', bytes, reason, ...this.#arrival() }, true);
  }

  /** The connection is over; first what it has cut off. */
  lost(reason: DisconnectedEvent['reason'], error?: SdkError): void {
    const rest = this.#reader.cutOff();
    if (rest !== undefined) this.discard(rest, 'disconnected');
    this.#reader = new PacketReader();
    this.#emit({ type: 'disconnected', reason, ...(error === undefined ? {} : { error }), ...this.#arrival() }, true);
  }

  retry(attempt: number, delay: number, error: SdkError): void {
    this.#emit({ type: 'retry', attempt, delay, error, ...this.#arrival() });
  }

  silent(what: 'no-bytes' | 'no-packets', silence: number): void {
    this.#emit({ type: 'liveness', what, silence, ...this.#arrival() });
  }

  #emit(event: LinkEvent, must = false): void {
    if (!this.#queue.push(event, must)) this.#statistics.dropped++;
  }
  #arrival(): { link: string; connection: number; at: number } {
    return { link: this.#name, connection: this.#statistics.connections, at: this.#clock.now() };
  }
}
