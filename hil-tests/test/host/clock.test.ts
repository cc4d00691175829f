import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RealTimeClock, VirtualClock } from '../../src/host/clock.js';

const clocks = [
  { name: 'virtual', make: () => new VirtualClock() },
  { name: 'real', make: () => new RealTimeClock() },
  { name: 'real, sixtyfold', make: () => new RealTimeClock(60) },
];

describe.each(clocks)('timers of the $name clock', ({ make }) => {
  it('fire in the order of their moments, and of one moment in the order in which they were set', async () => {
    const moments = fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(moments, async (times) => {
        const clock = make();
        const fired: number[] = [];
        times.forEach((at, index) => {
          clock.setTimer(at, () => fired.push(index));
        });
        while (fired.length < times.length) await clock.run(5);
        const expected = times.map((_, index) => index).sort((a, b) => times[a]! - times[b]! || a - b);
        expect(fired).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('do not fire once cancelled, and let the others fire', async () => {
    const clock = make();
    const fired: string[] = [];
    const first = clock.setTimer(1, () => fired.push('first'));
    clock.setTimer(2, () => fired.push('second'));
    clock.cancel(first);
    while (fired.length === 0) await clock.run(5);
    expect(fired).toEqual(['second']);
  });
});
