import type { TimerHandle } from './clock.js';

interface Timer extends TimerHandle {
  order: number;
  callback: () => void;
}

/** Timers by the moment they are due, those of the same moment in the order in which they were set. A binary heap. */
export class TimerQueue {
  #order = 0;
  readonly #heap: Timer[] = [];

  push(at: number, callback: () => void): TimerHandle {
    const timer: Timer = { at, cancelled: false, order: this.#order++, callback };
    const heap = this.#heap;
    let i = heap.push(timer) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i]!, heap[parent]!)) break;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
    return timer;
  }

  /** The timer that is due first; cancelled ones are dropped on the way. */
  first(): Timer | undefined {
    while (this.#heap[0]?.cancelled) this.shift();
    return this.#heap[0];
  }

  shift(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
      if (!before(heap[child]!, heap[i]!)) return;
      [heap[i], heap[child]] = [heap[child]!, heap[i]!];
      i = child;
    }
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
