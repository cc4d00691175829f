import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditRules } from '../../../src/sampling/audit/audit-rules.js';
import { auditStatus } from '../../../src/sampling/audit/audit-status.js';
import { fixLot } from '../../../src/sampling/lots/fix-lot.js';
import type { SampleState } from '../../../src/sampling/results/sample-state.js';
import { candidates, mixedAuditLot } from '../candidates.js';
import { DAY, drawn, drawnAt, fixedAt, verification, verifyAll } from '../sample.js';

/** Every choice of `count` of `all`. */
function* subsets<T>(all: readonly T[], count: number, from = 0): Generator<T[]> {
  if (count === 0) yield [];
  else {
    for (let i = from; i <= all.length - count; i++) {
      for (const rest of subsets(all, count - 1, i + 1)) yield [all[i]!, ...rest];
    }
  }
}

/** Ten instruments: six flagged, four unflagged, three of a sample of each stratum. */
const small = fixLot(
  candidates(10).map((one, i) => ({
    ...one,
    level: i < 6 ? ('warning' as const) : ('normal' as const),
    probability: i < 6 ? 0.75 : 0.05,
  })),
  {
    id: 'small',
    rules: { ...mixedAuditLot },
    at: fixedAt,
    randomness: { source: 'x', notBefore: fixedAt + 1 },
    allocation: { flagged: 3, unflagged: 2 },
    reserveShare: 0,
  },
);
const [flagged, unflagged] = ['flagged', 'unflagged'].map((name) =>
  small.members.filter(({ stratum }) => stratum === name).map(({ ueid }) => ueid),
) as [string[], string[]];

/** The sample of a draw that came out like this. */
function seen(
  chosen: readonly (readonly string[])[],
  isBad: (ueid: string) => boolean,
  isMissing = (_: string) => false,
): SampleState {
  const strata = small.strata.map(({ name }, i) => ({ name, sample: chosen[i]!, reserve: [] }));
  const ueids = chosen.flat();
  return {
    lot: small,
    draw: { lot: 'small', digest: small.digest, randomness: 'x', strata },
    drawnAt,
    due: drawnAt + DAY,
    results: ueids
      .filter((ueid) => !isMissing(ueid))
      .map((ueid) => ({
        ueid,
        stratum: flagged.includes(ueid) ? 'flagged' : 'unflagged',
        verification: ueid,
        at: drawnAt,
        nonconforming: isBad(ueid),
        worst: isBad(ueid) ? 2 : 0.5,
      })),
    unreached: ueids.filter(isMissing).map((ueid) => ({
      ueid,
      stratum: flagged.includes(ueid) ? 'flagged' : 'unflagged',
      at: drawnAt,
      reason: '停业',
    })),
  };
}

describe('the audit, over every sample that can be drawn', () => {
  it.each([
    [4, 1],
    [6, 0],
    [0, 2],
    [3, 4],
    [0, 0],
  ])('with %d of 6 flagged and %d of 4 unflagged nonconforming', (badFlagged, badUnflagged) => {
    const bad = new Set([...flagged.slice(0, badFlagged), ...unflagged.slice(0, badUnflagged)]);
    const isBad = (ueid: string) => bad.has(ueid);
    const truth = badFlagged + badUnflagged;
    const confidence = 0.8;
    for (const isMissing of [(_: string) => false, isBad]) {
      let [count, sum, wrong, outside] = [0, 0, 0, 0];
      for (const first of subsets(flagged, 3)) {
        for (const second of subsets(unflagged, 2)) {
          const audit = auditStatus([seen([first, second], isBad, isMissing)], { ...auditRules, confidence });
          const { total, rates } = audit;
          count++;
          if (total.estimate !== null) sum += total.estimate;
          if (truth < total.lower || truth > total.upper) outside++;
          const inside = ({ lower, upper }: { lower: number; upper: number }, a: number, b: number): boolean =>
            b === 0 || (a / b >= lower - 1e-8 && a / b <= upper + 1e-8);
          const allRight =
            inside(rates.flagged, badFlagged, 1) &&
            inside(rates.unflagged, badUnflagged, 1) &&
            inside(rates.missed, badUnflagged, truth) &&
            inside(rates.missedAmongUnflagged, badUnflagged, 4) &&
            inside(rates.falseAlarm, 6 - badFlagged, 10 - truth) &&
            inside(rates.falseAmongFlagged, 6 - badFlagged, 6);
          if (!allRight) wrong++;
        }
      }
      // Horvitz and Thompson: the mean over all samples is the truth, exactly
      if (isMissing !== isBad) expect(sum / count).toBeCloseTo(truth, 9);
      // one confidence for all rates together, also when just the nonconforming ones cannot be reached
      expect(outside / count).toBeLessThanOrEqual(1 - confidence + 1e-12);
      expect(wrong / count).toBeLessThanOrEqual(1 - confidence + 1e-12);
    }
  });
});

describe('missed and false alarms', () => {
  const lot = drawn(700, { rules: mixedAuditLot, allocation: { flagged: 100, unflagged: 150, silent: 60 } });
  const alarms = new Map(lot.lot.members.map(({ ueid, alarm }) => [ueid, alarm]));
  const sample = verifyAll(lot, (ueid, index) => {
    const alarm = alarms.get(ueid)!;
    return index % (alarm === 'flagged' ? 2 : alarm === 'silent' ? 6 : 50) === 0 ? 'nonconforming' : 'conforming';
  });
  const audit = auditStatus([sample], auditRules);

  it('are the weighted shares of what was found', () => {
    const bad = (alarm: string): number => {
      const { size, looked, nonconforming } = audit.strata.find(({ name }) => name === alarm)!;
      return (size * nonconforming) / looked;
    };
    const [f, u, s] = [bad('flagged'), bad('unflagged'), bad('silent')];
    expect(audit.total.estimate).toBeCloseTo(f + u + s, 5);
    expect(audit.rates.missed.estimate).toBeCloseTo(u / (f + u + s), 8);
    expect(audit.rates.silentShare.estimate).toBeCloseTo(s / (f + u + s), 8);
    const good = audit.rates.flagged.size - f;
    expect(audit.rates.falseAlarm.estimate).toBeCloseTo(good / (700 - f - u - s), 8);
    expect(audit.rates.falseAmongFlagged.estimate).toBeCloseTo(good / audit.rates.flagged.size, 8);
    for (const { estimate, lower, upper } of [audit.rates.missed, audit.rates.falseAlarm, audit.rates.silentShare]) {
      expect(lower).toBeLessThan(estimate!);
      expect(upper).toBeGreaterThan(estimate!);
    }
    expect(audit.reasons[1]!.zh).toMatch(/^漏报率 [\d.]+ % \([\d.]+ % … [\d.]+ %\)；误报率/);
  });

  it('of an undivided lot are judged by the classes that its sample happened to hit', () => {
    const plan = { kind: 'single', sampleSize: 200, acceptanceNumber: 3 } as const;
    const whole = verifyAll(drawn(700, { plan }), (_, index) => (index % 10 === 0 ? 'nonconforming' : 'conforming'));
    const { rates, total } = auditStatus([whole], auditRules);
    expect(rates.flagged.looked + rates.unflagged.looked + rates.silent.looked).toBe(200);
    expect(rates.flagged.size + rates.unflagged.size + rates.silent.size).toBe(700);
    expect(total.estimate).toBeCloseTo(70, 9);
  });

  it('of several lots are judged together', () => {
    const other = { ...sample, lot: sample.lot, draw: sample.draw };
    const both = auditStatus([sample, other], auditRules);
    expect(both.total.size).toBe(1400);
    expect(both.total.estimate).toBeCloseTo(2 * audit.total.estimate!, 5);
    expect(both.total.standardError).toBeCloseTo(Math.SQRT2 * audit.total.standardError!, 5);
  });

  it('come from complete random samples only', () => {
    const waiting = { ...sample, results: sample.results.slice(1) };
    expect(() => auditStatus([waiting], auditRules)).toThrow(expect.objectContaining({ code: 'sampling-incomplete' }));
    const drawnOnes = new Set(lot.draw.strata.flatMap((one) => [...one.sample, ...one.reserve]));
    const target = lot.lot.members.find(({ ueid }) => !drawnOnes.has(ueid))!;
    const visit = { ...sample.results[0]!, ueid: target.ueid, verification: verification(target.ueid, 2).id };
    expect(() => auditStatus([{ ...sample, results: [...sample.results, visit] }], auditRules)).toThrow(
      expect.objectContaining({ code: 'sampling-not-random' }),
    );
    expect(() => auditStatus([sample], { ...auditRules, edges: [0, 0.5] })).toThrow(
      expect.objectContaining({ code: 'sampling-bad-rules' }),
    );
  });

  it('is the same on every machine: it survives JSON, and is made of nine digits', () => {
    expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
  });
});

describe('the calibration of stated probabilities', () => {
  it('Brier and log score of a whole lot are their definitions', () => {
    const count = 40;
    const state = drawn(count, {
      rules: { ...mixedAuditLot, stratifiedBy: [] },
      allocation: { whole: count },
      reserveShare: 0,
    });
    const probability = new Map(state.lot.members.map((one) => [one.ueid, one.probability!]));
    const done = verifyAll(state, (ueid) => (probability.get(ueid)! > 0.6 ? 'nonconforming' : 'conforming'));
    const { calibration } = auditStatus([done], auditRules);
    const pairs = done.results.map(
      ({ ueid, nonconforming }) => [probability.get(ueid)!, nonconforming ? 1 : 0] as const,
    );
    const mean = (all: number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
    expect(calibration.brier).toBeCloseTo(mean(pairs.map(([p, y]) => (p - y) ** 2)), 8);
    const log = pairs.map(([p, y]) => -Math.log(Math.min(1 - 1e-6, Math.max(1e-6, y === 1 ? p : 1 - p))));
    expect(calibration.logScore).toBeCloseTo(mean(log), 7);
    expect(calibration.rows.reduce((sum, { size }) => sum + size, 0)).toBe(count);
    for (const { lower, upper, estimate, from } of calibration.rows) {
      // everything was seen
      expect([lower, upper]).toEqual([estimate, estimate]);
      expect(estimate).toBe(from > 0.65 ? 1 : from < 0.55 ? 0 : estimate);
    }
  });

  it('is weighted: what is drawn more often counts less', () => {
    const bad = new Set(flagged.slice(0, 3));
    const state = seen([flagged.slice(0, 3), unflagged.slice(0, 2)], (ueid) => bad.has(ueid));
    const { brier } = auditStatus([state], auditRules).calibration;
    // weights 6/3 and 4/2: here alike, 2 each
    expect(brier).toBeCloseTo((3 * 0.25 ** 2 + 2 * 0.05 ** 2) / 5, 9);
    const fewer = seen(
      [flagged.slice(0, 3), unflagged.slice(0, 2)],
      (ueid) => bad.has(ueid),
      (ueid) => ueid === unflagged[0],
    );
    // 3 of weight 2 and one of weight 4
    expect(auditStatus([fewer], auditRules).calibration.brier).toBeCloseTo((6 * 0.25 ** 2 + 4 * 0.05 ** 2) / 10, 9);
  });

  it('says so when the sample contradicts what was stated, and when none was stated', () => {
    const lot = drawn(700, { rules: { ...mixedAuditLot, stratifiedBy: [] }, allocation: { whole: 500 } });
    const none = auditStatus([verifyAll(lot, () => 'conforming')], auditRules).calibration;
    expect(none.rows.at(-1)).toMatchObject({ from: 0.9, to: 1, isConsistent: false, nonconforming: 0 });
    const { lot: fixed } = drawn(20, {
      rules: { ...mixedAuditLot, stratifiedBy: [] },
      allocation: { whole: 20 },
    });
    expect(fixed.members).toHaveLength(20);
    const unstated = candidates(20).map(({ probability, ...one }) => one);
    const bare = fixLot(unstated, {
      id: 'bare',
      rules: { ...mixedAuditLot, stratifiedBy: [] },
      at: 1,
      randomness: { source: 'x', notBefore: 2 },
      allocation: { whole: 1 },
      reserveShare: 0,
    });
    expect(bare.members.every((one) => !('probability' in one))).toBe(true);
  });

  it('puts every probability into one row', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (all) => {
        const lot = fixLot(
          candidates(all.length).map((one, i) => ({ ...one, probability: all[i]! })),
          {
            id: 'x',
            rules: { ...mixedAuditLot, stratifiedBy: [] },
            at: fixedAt,
            randomness: { source: 'x', notBefore: fixedAt + 1 },
            allocation: { whole: all.length },
            reserveShare: 0,
          },
        );
        const strata = [{ name: 'whole', sample: lot.members.map(({ ueid }) => ueid), reserve: [] }];
        const draw = { lot: 'x', digest: lot.digest, randomness: 'x', strata };
        const state = verifyAll(
          { lot, draw, drawnAt, due: drawnAt + 60 * DAY, results: [], unreached: [] },
          () => 'conforming',
        );
        const { rows } = auditStatus([state], auditRules).calibration;
        expect(rows.reduce((sum, { size }) => sum + size, 0)).toBe(all.length);
        for (const { from, to, stated } of rows) {
          expect(stated).toBeGreaterThanOrEqual(from - 1e-9);
          expect(stated).toBeLessThanOrEqual(to + 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });
});
