import { describe, expect, it } from 'vitest';
import { temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

describe('an outlook', () => {
  it('begins where the judgement of today stands, and knows less with every day', async () => {
    const clock = testClock();
    const store = await temporaryStore({ clock });
    const scale = new TestInstrument(1);
    const { instrument } = await store.registry.enrol(scale.record());
    const judgement = await store.estimates.judge(instrument, clock.now());
    const outlook = await store.estimates.outlook(instrument, [0, 30, 365], clock.now());
    expect(outlook.map(({ at }) => at - clock.now())).toEqual([0, 30 * 86_400_000, 365 * 86_400_000]);
    expect(outlook[0]!.points).toEqual(judgement.points);
    expect(outlook[0]!.probability).toBe(judgement.probability);
    const spread = outlook.map(({ points }) => points[0]!.uncertainty);
    expect(spread[1]).toBeGreaterThan(spread[0]!);
    expect(spread[2]).toBeGreaterThan(spread[1]!);
    expect(outlook[2]!.probability).toBeGreaterThan(outlook[0]!.probability);
  });
});
