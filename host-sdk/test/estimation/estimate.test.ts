import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assimilate } from '../../src/estimation/assimilate.js';
import { unknownPopulation } from '../../src/estimation/behaviour-prior.js';
import { asStated } from '../../src/estimation/calibration.js';
import { predictedCrossing } from '../../src/estimation/crossing.js';
import { AS_OF, POINT_COUNT } from '../../src/estimation/estimate-layout.js';
import { estimationRules } from '../../src/estimation/estimation-rules.js';
import type { MeasurementEvidence, ReportEvidence, SpanEvidence } from '../../src/estimation/evidence.js';
import { newEstimate, type TestPoint } from '../../src/estimation/new-estimate.js';
import { prospectOf } from '../../src/estimation/prospect.js';
import { symptomBit, symptoms } from '../../src/estimation/symptoms.js';

const prior = unknownPopulation;
const rules = estimationRules;
const day = 86_400_000;
const start = 20_000;
const at = (days: number) => (start + days) * day;
// A scale of class III, Max 15 kg, e 5 g: ±15 g in service at Max (R 76-1 table 6, twice 1.5 e).
const full: TestPoint = { nominal: 15_000_000, nozzle: -1, flow: 0, limit: 15_000 };
const half: TestPoint = { nominal: 5_000_000, nozzle: -1, flow: 0, limit: 10_000 };

function measured(days: number, errors: readonly [TestPoint, number][], left?: readonly [TestPoint, number][]) {
  const points = (list: readonly [TestPoint, number][]) =>
    list.map(([point, error]) => ({ ...point, error, uncertainty: 500 }));
  const evidence: MeasurementEvidence = {
    kind: 'measurement',
    at: at(days),
    how: 'subsequent-verification',
    found: points(errors),
    ...(left === undefined ? {} : { left: points(left) }),
    source: 'record/verification/v/1',
  };
  return evidence;
}
const report = (days: number, mask = 0, calibrationCounter = 4): ReportEvidence => ({
  kind: 'report',
  at: at(days),
  symptoms: mask,
  calibrationCounter,
  source: 'frame',
});
const span = (days: number, percent: number): SpanEvidence => ({
  kind: 'span',
  at: at(days),
  value: percent,
  uncertainty: 0.005,
  source: 'frame',
});
const take = (estimate: Float64Array, ...list: Parameters<typeof assimilate>[1][]) =>
  list.reduce((one, evidence) => assimilate(one, evidence, prior, rules)!, estimate);
const outside = (estimate: Float64Array, days: number) =>
  prospectOf(estimate, start + days, prior, asStated, rules).probability;

describe('estimate of an instrument', () => {
  it('follows the points that were measured, in limits in service', () => {
    const estimate = take(
      newEstimate([full], start, prior),
      measured(1, [
        [half, 2_000],
        [full, 6_000],
      ]),
    );
    expect(estimate[POINT_COUNT]).toBe(2);
    const prospect = prospectOf(estimate, start + 1, prior, asStated, rules);
    expect(prospect.point).toBe(1);
    expect(prospect.error).toBeCloseTo(0.4, 1);
    expect(prospect.uncertainty).toBeLessThan(0.1);
  });

  it('grows less sure with time, and the probability of being out of tolerance with it', () => {
    const estimate = take(newEstimate([full], start, prior), measured(0, [[full, 3_000]]));
    const days = [0, 30, 180, 365, 1000, 2000];
    const chances = days.map((one) => outside(estimate, one));
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    expect(chances[0]).toBeLessThan(0.001);
    expect(chances.at(-1)).toBeGreaterThan(0.1);
  });

  it('never shrinks the uncertainty of a span that nobody observed: good reports change nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (gaps) => {
        const silent = take(newEstimate([full], start, prior), measured(0, [[full, 3_000]]));
        let reporting: Float64Array = silent.slice();
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          reporting = take(reporting, report(now));
        }
        const before = prospectOf(silent, start + now, prior, asStated, { ...rules, silentHazard: 1 });
        const after = prospectOf(reporting, start + now, prior, asStated, { ...rules, silentHazard: 1 });
        // Only merging in several pieces differs, by less than a hundredth; it is no information.
        expect(after.uncertainty).toBeGreaterThan(before.uncertainty * 0.99);
        expect(after.probability).toBeGreaterThan(before.probability * 0.97 - 1e-6);
      }),
    );
  });

  it.each(symptoms)('is more at risk with the symptom %s, once', (symptom) => {
    const estimate = take(newEstimate([full], start, prior), measured(0, [[full, 0]]), report(10));
    const quiet = outside(take(estimate.slice(), report(20)), 20);
    const shown = take(estimate.slice(), report(20, symptomBit(symptom)));
    expect(outside(shown, 20)).toBeGreaterThan(quiet * 1.5);
    const again = take(shown.slice(), report(21, symptomBit(symptom)), report(22, symptomBit(symptom)));
    const once = take(shown.slice(), report(21), report(22));
    expect(outside(again, 22)).toBeCloseTo(outside(once, 22), 12);
  });

  it('takes a calibration counter that moved between measurements as a sign of tampering', () => {
    const estimate = take(newEstimate([full], start, prior), measured(0, [[full, 0]]), report(10, 0, 4));
    const moved = outside(take(estimate.slice(), report(20, 0, 5)), 20);
    expect(moved).toBeGreaterThan(outside(take(estimate.slice(), report(20, 0, 4)), 20) + 0.1);
    // A measurement afterwards makes it a matter of the past.
    const settled = take(estimate.slice(), measured(20, [[full, 0]]), report(21, 0, 5));
    expect(outside(settled, 21)).toBeLessThan(0.01);
  });

  it('believes a scale that sees its own span: the change adds to the error found at each load', () => {
    let estimate = take(newEstimate([full], start, prior), measured(0, [[full, 1_500]]), span(1, 0.002));
    for (let week = 1; week <= 30; week++) estimate = take(estimate, span(1 + 7 * week, 0.002 + 0.004 * week));
    // 0.12 % of 15 kg are 18 g, with the 1.5 g found: 1.3 limits of 15 g.
    const prospect = prospectOf(estimate, start + 211, prior, asStated, rules);
    expect(prospect.error).toBeCloseTo(1.3, 1);
    expect(prospect.probability).toBeGreaterThan(0.95);
    expect(prospect.uncertainty).toBeGreaterThanOrEqual(rules.selfFloor);
  });

  it('takes the first reading of its own span for the way it has gone since it was adjusted, where nobody has measured it', () => {
    const estimate = take(newEstimate([full], start, prior), span(1000, 0.12));
    const { error, uncertainty } = prospectOf(estimate, start + 1000, prior, asStated, rules);
    expect(error).toBeCloseTo(1.2, 2);
    // As surely as an adjustment is near zero, and no more.
    expect(uncertainty).toBeGreaterThan(prior.initialSpread);
    // Where somebody has, that counts for more.
    const known = take(newEstimate([full], start, prior), measured(999, [[full, 3_000]]), span(1000, 0.12));
    expect(Math.abs(prospectOf(known, start + 1000, prior, asStated, rules).error - 0.2)).toBeLessThan(0.05);
  });

  it('lets a flow that was not checked go along with the one that was, as far as the population goes and however often it is checked', () => {
    const flow = (rate: number): TestPoint => ({ nominal: 20_000, nozzle: 0, flow: rate, limit: 60 });
    const measure = (days: number, how: MeasurementEvidence['how'], ...list: [number, number][]) => ({
      ...measured(days, []),
      how,
      found: list.map(([rate, error]) => ({ ...flow(rate), error, uncertainty: 3 })),
    });
    const worn = { ...prior, pointFactor: 1.5, pointSpread: 0.03 };
    let estimate = newEstimate([], start, worn);
    const next = (evidence: MeasurementEvidence) => {
      estimate = assimilate(estimate, evidence, worn, rules)!;
    };
    next(measure(0, 'subsequent-verification', [10_000, 6], [40_000, 12]));
    for (let week = 1; week <= 30; week++) next(measure(7 * week, 'reference-check', [40_000, 12 - week]));
    const prospect = prospectOf(estimate, start + 210, worn, asStated, rules);
    // The large flow has gone by −30 mL, so the small one by −45 mL: from 6 to −39 mL, −0.65 limits; checks of another cannot make it sure.
    expect(prospect.point).toBe(0);
    expect(prospect.error).toBeGreaterThan(-0.75);
    expect(prospect.error).toBeLessThan(-0.5);
    expect(prospect.uncertainty).toBeGreaterThan(0.04);
  });

  it('predicts the day of crossing of a scale that drifts', () => {
    let estimate = take(newEstimate([full], start, prior), measured(0, [[full, 0]]), span(1, 0));
    for (let week = 1; week <= 26; week++) estimate = take(estimate, span(1 + 7 * week, 0.001 * week));
    // 0.052 %/year of 15 kg are 7.8 g/year: 15 g after 702 days.
    const crossing = predictedCrossing(estimate, start + 183, 2000, 0.5, prior, asStated, rules)!;
    expect(crossing - start).toBeGreaterThan(560);
    expect(crossing - start).toBeLessThan(900);
    expect(prospectOf(estimate, crossing, prior, asStated, rules).probability).toBeGreaterThanOrEqual(0.5);
    expect(prospectOf(estimate, crossing - 1, prior, asStated, rules).probability).toBeLessThan(0.5);
    expect(predictedCrossing(estimate, start + 183, 100, 0.5, prior, asStated, rules)).toBeUndefined();
  });

  it('starts anew from what an adjustment left, and remembers the rate', () => {
    const drifting = take(
      newEstimate([full], start, prior),
      measured(0, [[full, 0]]),
      measured(365, [[full, 9_000]]),
      measured(730, [[full, 18_000]], [[full, 0]]),
    );
    expect(outside(drifting, 730)).toBeLessThan(0.01);
    expect(prospectOf(drifting, start + 730 + 365, prior, asStated, rules).error).toBeGreaterThan(0.4);
    const renewed = take(newEstimate([full], start, prior), measured(0, [[full, 0]]), measured(365, [[full, 9_000]]), {
      ...measured(730, [[full, 18_000]], [[full, 0]]),
      renewed: true,
    });
    expect(Math.abs(prospectOf(renewed, start + 730 + 365, prior, asStated, rules).error)).toBeLessThan(0.1);
  });

  it('counts the nozzles of a dispenser each on its own', () => {
    const nozzle = (index: number): TestPoint => ({ nominal: 20_000, nozzle: index, flow: 35_000, limit: 60 });
    const one = (index: number): [TestPoint, number] => [nozzle(index), 40];
    const measure = (...list: [TestPoint, number][]): MeasurementEvidence => ({
      ...measured(0, []),
      found: list.map(([point, error]) => ({ ...point, error, uncertainty: 6 })),
    });
    const single = outside(take(newEstimate([nozzle(0)], start, prior), measure(one(0))), 180);
    const both = outside(take(newEstimate([nozzle(0), nozzle(1)], start, prior), measure(one(0), one(1))), 180);
    expect(both).toBeCloseTo(1 - (1 - single) ** 2, 12);
  });

  it('refuses evidence from before what it rests on', () => {
    const estimate = take(newEstimate([full], start, prior), measured(30, [[full, 0]]));
    const before = estimate.slice();
    expect(assimilate(estimate, report(29), prior, rules)).toBeUndefined();
    expect(estimate).toEqual(before);
    expect(estimate[AS_OF]).toBe(start + 30);
  });
});
