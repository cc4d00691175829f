/** How far beyond its limit a queue takes what the producer cannot hold back any more. */
const overshoot = 16;

/**
 * A bounded queue between a producer that cannot wait and one asynchronous reader.
 *
 * `pressure` is called with true when the queue is half full and with false when it is a quarter full again: the
 * producer should pause there. What still comes when the queue is full is counted, not kept, and the reader is told by
 * `makeDropped` exactly where the loss happened.
 */
export class EventQueue<T> implements AsyncIterator<T, undefined> {
  readonly #items: T[] = [];
  #waiting: ((result: IteratorResult<T, undefined>) => void)[] = [];
  #ended = false;
  #lost = 0;
  #pressed = false;

  constructor(
    readonly limit: number,
    private readonly makeDropped: (count: number) => T,
    private readonly pressure: (pressed: boolean) => void = () => {},
  ) {}

  get size(): number {
    return this.#items.length;
  }

  /**
   * Returns false when the item was dropped because the queue is full. `must`: it was read already and cannot be held back, or it
   * changes the meaning of what follows; such an item is dropped only at 16 times the limit.
   */
  push(item: T, must = false): boolean {
    if (this.#ended) return false;
    if (this.#items.length >= (must ? this.limit * overshoot : this.limit)) {
      this.#lost++;
      return false;
    }
    if (this.#lost > 0) {
      const lost = this.#lost;
      this.#lost = 0;
      this.#hand(this.makeDropped(lost));
    }
    this.#hand(item);
    return true;
  }

  end(): void {
    if (this.#ended) return;
    if (this.#lost > 0) this.#hand(this.makeDropped(this.#lost));
    this.#lost = 0;
    this.#ended = true;
    for (const waiting of this.#waiting) waiting({ done: true, value: undefined });
    this.#waiting = [];
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const item = this.#items.shift();
    if (item !== undefined) {
      this.#settle();
      return Promise.resolve({ done: false, value: item });
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #hand(item: T): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting({ done: false, value: item });
      return;
    }
    this.#items.push(item);
    this.#settle();
  }

  #settle(): void {
    if (!this.#pressed && this.#items.length * 2 >= this.limit) {
      this.#pressed = true;
      this.pressure(true);
    } else if (this.#pressed && this.#items.length * 4 <= this.limit) {
      this.#pressed = false;
      this.pressure(false);
    }
  }
}
