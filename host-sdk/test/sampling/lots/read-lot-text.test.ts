import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleDecisionRules } from '../../../src/sampling/decisions/decision-rules.js';
import { fixLot } from '../../../src/sampling/lots/fix-lot.js';
import { lotText } from '../../../src/sampling/lots/fixed-lot.js';
import { decisionLotRules } from '../../../src/sampling/lots/lot-rules.js';
import { readLotText } from '../../../src/sampling/lots/read-lot-text.js';
import { planDouble } from '../../../src/sampling/plans/plan-double.js';
import { planSequential } from '../../../src/sampling/plans/sequential-plan.js';
import { candidates, mixedAuditLot, mixedLot } from '../candidates.js';

const points = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 };
const common = {
  id: 'lot-1',
  at: 1_800_000_000_123,
  randomness: { source: 'drand quicknet round 4567890', notBefore: 1_800_000_100_000 },
  reserveShare: 0.2,
};
const lots = [
  fixLot(candidates(60), { ...common, rules: mixedAuditLot, allocation: { flagged: 5, unflagged: 6, silent: 2 } }),
  fixLot(candidates(600, { model: 'ACS-15 (甲)', maker: '上海 某厂', manufactured: '2024', region: '沪' }), {
    ...common,
    rules: decisionLotRules,
    decision: scaleDecisionRules,
    plan: { kind: 'double', ...planDouble(points, 600) },
  }),
  fixLot(
    candidates(600).map(({ probability, ...one }) => one),
    { ...common, rules: mixedLot, plan: { kind: 'sequential', ...planSequential(points) } },
  ),
];
const refused = expect.objectContaining({ code: 'sampling-bad-lot' });

describe('the text of a lot', () => {
  it.each(lots)('is read as the lot that was written', (lot) => {
    expect(readLotText(lotText(lot))).toEqual(lot);
  });

  it('with anything changed is either refused or another lot', () => {
    const text = lotText(lots[0]!);
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom('', ' ', '\n', '0', '9', 'a', '-', '.', 'Z'),
        (at, change) => {
          const other = text.slice(0, at) + change + text.slice(at + 1);
          if (other === text) return;
          try {
            const read = readLotText(other);
            expect(lotText(read)).toBe(other);
            expect(read.digest).not.toBe(lots[0]!.digest);
          } catch (error) {
            expect(error).toEqual(refused);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['', ''],
    ['hengzhun lot 2', 'hengzhun lot 1'],
    [/unflagged \d+ 6 2/, 'unflagged 59 6 2'],
    ['stratum silent', 'stratum __proto__'],
    ['fixed 2027-01-15', 'fixed 2027-13-15'],
    [/\n$/, ''],
    [/member/, 'members'],
  ])('is refused with %s as %j', (from, to) => {
    const text = lotText(lots[0]!);
    const bad = from === '' ? 'nothing' : text.replace(from, to);
    expect(bad).not.toBe(text);
    expect(() => readLotText(bad)).toThrow(refused);
  });
});
