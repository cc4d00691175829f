import { describe, expect, it } from 'vitest';
import { findings, inOrder, outstanding } from '../../../src/sampling/results/findings.js';
import type { SampleState } from '../../../src/sampling/results/sample-state.js';
import { takeResult, takeUnreached } from '../../../src/sampling/results/take-result.js';
import { DAY, drawn, drawnAt, verification, verifyAll } from '../sample.js';

const refused = (code: string) => expect.objectContaining({ code });
const plan = { kind: 'single', sampleSize: 20, acceptanceNumber: 1 } as const;
const now = drawnAt + 2 * DAY;

describe('the result of a drawn instrument', () => {
  const state = drawn(200, { plan });
  const { sample, reserve } = state.draw.strata[0]!;
  const first = sample[0]!;

  it('is how it was found, not how it was left', () => {
    const adjusted = verification(first, -1.2, {
      outcome: 'pass',
      pointsAfter: [{ quantity: 'mass', nominal: 1_000_000, error: 0, uncertainty: 300, limit: 3000 }],
    });
    expect(takeResult(state, adjusted, now)).toMatchObject({ nonconforming: true, worst: 1.2, stratum: 'whole' });
    expect(takeResult(state, verification(first, 0.9), now)).toMatchObject({ nonconforming: false });
    // failed for another reason than an error: a broken seal
    expect(takeResult(state, verification(first, 0.9, { outcome: 'fail' }), now).nonconforming).toBe(true);
  });

  it.each([
    ['sampling-not-random', verification(first, 0, { kind: 'in-service-inspection' }), now],
    ['sampling-not-random', verification(first, 0, { kind: 'arbitration' }), now],
    ['sampling-result-foreign', verification('ff', 0), now],
    [
      'sampling-result-foreign',
      verification(state.lot.members.find(({ ueid }) => !sample.includes(ueid) && !reserve.includes(ueid))!.ueid, 0),
      now,
    ],
    ['sampling-out-of-order', verification(reserve[0]!, 0), now],
    ['sampling-too-early', verification(first, 0, { at: drawnAt - 1 }), now],
    ['sampling-result-late', verification(first, 0), state.due + 1],
    ['sampling-result-late', verification(first, 0, { at: state.due + 1 }), now],
    ['sampling-result-unusable', verification(first, 0, { points: [] }), now],
    ['sampling-result-unusable', verification(first, Number.NaN), now],
  ])('is refused with %s', (code, bad, at) => {
    expect(() => takeResult(state, bad, at)).toThrow(refused(code));
  });

  it('is taken once', () => {
    const taken: SampleState = { ...state, results: [takeResult(state, verification(first, 0), now)] };
    expect(() => takeResult(taken, verification(first, 0, { id: 'again' }), now)).toThrow(
      refused('sampling-result-duplicate'),
    );
    // one record cannot stand for two instruments
    expect(() => takeResult(taken, verification(sample[1]!, 0, { id: `v-${first}` }), now)).toThrow(
      refused('sampling-result-duplicate'),
    );
    expect(() => takeUnreached(taken, first, '停业', now)).toThrow(refused('sampling-result-duplicate'));
  });
});

describe('instruments that cannot be reached', () => {
  it('are replaced by the reserve in its order, and stay visible', () => {
    let state = drawn(200, { plan });
    const { sample, reserve } = state.draw.strata[0]!;
    state = { ...state, unreached: [takeUnreached(state, sample[3]!, '搬迁', now)] };
    expect(outstanding(state, 'whole')).toEqual([...sample.filter((one) => one !== sample[3]), reserve[0]]);
    expect(() => takeResult(state, verification(reserve[1]!, 0), now)).toThrow(refused('sampling-out-of-order'));
    const done = verifyAll(state, () => 'conforming');
    expect(findings(done)).toEqual([
      { name: 'whole', size: 200, sample: 20, looked: 20, nonconforming: 0, unreached: 1, outstanding: 0 },
    ]);
    expect(inOrder(done, 'whole', 'left-out')).toHaveLength(20);
    expect(inOrder(done, 'whole', 'nonconforming').indexOf(true)).toBe(3);
  });

  it('and are reached after all have a result, while the reserve’s stays', () => {
    let state = drawn(200, { plan });
    const { sample } = state.draw.strata[0]!;
    state = verifyAll(state, (ueid) => (ueid === sample[0] ? 'unreached' : 'conforming'));
    const result = takeResult(state, verification(sample[0]!, 1.5), now);
    state = { ...state, results: [...state.results, result], unreached: [] };
    expect(findings(state)[0]).toMatchObject({ looked: 21, nonconforming: 1, unreached: 0, outstanding: 0 });
  });

  it('may be more than the reserve: then the sample stays short', () => {
    const state = verifyAll(drawn(200, { plan }), (_, index) => (index < 6 ? 'unreached' : 'conforming'));
    expect(findings(state)[0]).toMatchObject({ looked: 18, unreached: 6, outstanding: 0 });
  });

  it('need a reason', () => {
    const state = drawn(200, { plan });
    const [first] = state.draw.strata[0]!.sample;
    expect(() => takeUnreached(state, first!, ' ', now)).toThrow(refused('sampling-result-unusable'));
    expect(() => takeUnreached(state, first!, '停业', state.due + 1)).toThrow(refused('sampling-result-late'));
    expect(() => takeUnreached(state, state.draw.strata[0]!.reserve[0]!, '停业', now)).toThrow(
      refused('sampling-out-of-order'),
    );
  });
});
