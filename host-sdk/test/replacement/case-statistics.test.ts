import { expect, it } from 'vitest';
import { tallySuspicions } from '../../src/replacement/case-statistics.js';
import { CaseDriver, documents } from './case-helpers.js';

it('suspicions by source: right, false alarms, undecided; exact bounds', () => {
  const refuted = () =>
    new CaseDriver().refuted().take('close', 'supervisor', { documents: documents('closing-report') });
  const overturned = new CaseDriver().replaced().arbitrating().arbitrated('pass');
  const cases = [
    ...Array.from({ length: 8 }, () => new CaseDriver().confirmed()),
    refuted(),
    overturned,
    new CaseDriver().opened(),
    new CaseDriver().opened().take('withdraw', 'supervisor', { reason: '重复' }),
  ].map(({ state }) => state!);
  const [tally, ...others] = tallySuspicions(cases);
  expect(others).toEqual([]);
  expect(tally).toMatchObject({ source: 'status-evaluation', confirmed: 8, refuted: 2, undecided: 2 });
  // Clopper and Pearson, 8 of 10: 0.4439 to 0.9748.
  expect(tally!.right!.share).toBe(0.8);
  expect(tally!.right!.lower).toBeCloseTo(0.4439, 4);
  expect(tally!.right!.upper).toBeCloseTo(0.9748, 4);
});

it('nothing decided: no share', () => {
  expect(tallySuspicions([new CaseDriver().opened().state!])[0]!.right).toBeUndefined();
});
