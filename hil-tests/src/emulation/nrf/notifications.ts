import type { RadioPeripheral } from '../../radio/peripheral.js';

/** What became of the notifications that a program asked for. */
export interface NotificationCounts {
  sent: number;
  /** Dropped since every buffer was taken. */
  full: number;
  /** Dropped by chance, as was asked for. */
  injected: number;
}

/**
 * The buffers of a SoftDevice for notifications: one is free again when the other side's controller confirmed the
 * packet, which takes a connection event at least. What finds none is dropped, and nobody is told.
 */
export class NotificationBuffers {
  readonly counts: NotificationCounts = { sent: 0, full: 0, injected: 0 };
  /** Number of the host's packet after which each notification is confirmed. */
  #waiting: number[] = [];

  constructor(
    private readonly peripheral: RadioPeripheral,
    /** How many notifications wait at once. */
    private readonly size: number,
    private readonly random: () => number,
  ) {}

  /** @param loss - probability that it is dropped although there is room. @returns whether it was taken. */
  send(loss: number, notify: () => void): boolean {
    const { peripheral } = this;
    this.#waiting = this.#waiting.filter((number) => number > peripheral.confirmed);
    if (this.#waiting.length >= this.size) {
      this.counts.full++;
      return false;
    }
    if (loss > 0 && this.random() < loss) {
      this.counts.injected++;
      return false;
    }
    notify();
    this.counts.sent++;
    this.#waiting.push(peripheral.confirmed + peripheral.pending);
    return true;
  }

  /** A connection ended: its packets are gone. */
  clear(): void {
    this.#waiting = [];
  }
}
