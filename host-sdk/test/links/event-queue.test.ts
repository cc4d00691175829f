import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelay } from '../../src/links/backoff.js';
import { EventQueue } from '../../src/links/event-queue.js';

type Item = number | { dropped: number };
const make = (limit: number, pressure?: (pressed: boolean) => void) =>
  new EventQueue<Item>(limit, (dropped) => ({ dropped }), pressure);

async function drain(queue: EventQueue<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for (;;) {
    const { done, value } = await queue.next();
    if (done) return items;
    items.push(value);
  }
}

describe('event queue', () => {
  it('tells where and how much was lost', async () => {
    const queue = make(8);
    for (let i = 0; i < 11; i++) queue.push(i);
    expect((await queue.next()).value).toBe(0);
    queue.push(11);
    queue.push(12);
    queue.end();
    expect(await drain(queue)).toEqual([1, 2, 3, 4, 5, 6, 7, { dropped: 3 }, 11, { dropped: 1 }]);
  });

  it('presses at half and relieves at a quarter of its limit', async () => {
    const pressure: boolean[] = [];
    const queue = make(8, (pressed) => pressure.push(pressed));
    for (let i = 0; i < 6; i++) queue.push(i);
    expect(pressure).toEqual([true]);
    for (let i = 0; i < 3; i++) await queue.next();
    expect(pressure).toEqual([true]);
    await queue.next();
    expect(pressure).toEqual([true, false]);
  });

  it('is bounded even for what must not be lost', async () => {
    const queue = make(8);
    for (let i = 0; i < 1000; i++) queue.push(i, true);
    expect(queue.size).toBe(128);
    queue.end();
    expect((await drain(queue)).at(-1)).toEqual({ dropped: 872 });
  });

  it('hands every item out once and in order, or counts it as dropped, however pushes and reads alternate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 200 }), async (steps) => {
        const queue = make(8);
        let pushed = 0;
        const reads: Promise<IteratorResult<Item, undefined>>[] = [];
        for (const push of steps) {
          if (push) queue.push(pushed++);
          else reads.push(queue.next());
        }
        queue.end();
        const read = (await Promise.all(reads)).flatMap(({ done, value }) => (done ? [] : [value as Item]));
        const all = [...read, ...(await drain(queue))];
        const numbers = all.filter((item): item is number => typeof item === 'number');
        const dropped = all.reduce<number>((sum, item) => sum + (typeof item === 'number' ? 0 : item.dropped), 0);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.length + dropped).toBe(pushed);
      }),
    );
  });
});

describe('back-off', () => {
  it('grows exponentially from the first delay and stays within its bounds', () => {
    const options = { initial: 100, maximum: 1000, factor: 2, jitter: 0.5 };
    expect([1, 2, 3, 4, 5, 1000].map((attempt) => backoffDelay(attempt, options, 0))).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const delay = backoffDelay(attempt, options, random);
          expect(delay).toBeGreaterThanOrEqual(50);
          expect(delay).toBeLessThanOrEqual(1000);
        },
      ),
    );
  });
});
