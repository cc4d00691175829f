import { describe, expect, it } from 'vitest';
import { assimilate } from '../../src/estimation/assimilate.js';
import { unknownPopulation } from '../../src/estimation/behaviour-prior.js';
import { MIXTURE, pointAt, SYMPTOMS } from '../../src/estimation/estimate-layout.js';
import { estimationRules as rules } from '../../src/estimation/estimation-rules.js';
import type { MeasurementEvidence, RepairEvidence, ReportEvidence } from '../../src/estimation/evidence.js';
import { incrementsOf } from '../../src/estimation/increments.js';
import { renewedBy } from '../../src/estimation/measuring-parts.js';
import { COMPONENT_SIZE, COMPONENTS, ERROR, RATE, WEIGHT } from '../../src/estimation/mixture.js';
import { newEstimate, type TestPoint } from '../../src/estimation/new-estimate.js';
import { symptomBit, symptomsOf } from '../../src/estimation/symptoms.js';

const prior = unknownPopulation;
const day = 86_400_000;
const start = 20_000;
const at = (days: number) => (start + days) * day;
const full: TestPoint = { nominal: 15_000_000, nozzle: -1, flow: 0, limit: 15_000 };
const nozzles = [0, 1].map((nozzle): TestPoint => ({ nominal: 20_000, nozzle, flow: 40_000, limit: 100 }));

const measured = (days: number, errors: readonly [TestPoint, number][]): MeasurementEvidence => ({
  kind: 'measurement',
  at: at(days),
  how: 'subsequent-verification',
  found: errors.map(([point, error]) => ({ ...point, error, uncertainty: point.limit / 30 })),
  source: 'record/verification/v/1',
});
const repair = (days: number, adjusted: boolean, parts: readonly string[]): RepairEvidence => ({
  kind: 'repair',
  at: at(days),
  adjusted,
  renewed: renewedBy(parts),
  source: 'record/repair/r/1',
});
const report = (days: number, calibrationCounter: number): ReportEvidence => ({
  kind: 'report',
  at: at(days),
  symptoms: 0,
  calibrationCounter,
  source: 'frame',
});
type Taken = Parameters<typeof assimilate>[1];
const take = (points: readonly TestPoint[], ...list: Taken[]) =>
  list.reduce((one, evidence) => assimilate(one, evidence, prior, rules)!, newEstimate(points, start, prior));

/** Mean of a field over the ways in which an instrument may behave. */
function mean(estimate: Float64Array, field: number, index = 0): number {
  let sum = 0;
  for (let c = 0; c < COMPONENTS; c++) {
    const component = pointAt(index) + MIXTURE + c * COMPONENT_SIZE;
    sum += estimate[component + WEIGHT]! * estimate[component + field]!;
  }
  return sum;
}

/** A scale that has drifted by a quarter of its limit a year, for three years. */
const drifted = [0, 365, 730, 1095].map((days) => measured(days, [[full, (3_750 * days) / 365]]));

describe('a repair in the estimate', () => {
  it('that exchanged what measures begins anew: neither error nor rate is that of before', () => {
    const before = take([full], ...drifted);
    expect(mean(before, RATE)).toBeGreaterThan(0.1);
    const after = take([full], ...drifted, repair(1095, true, ['称重传感器']));
    const fresh = newEstimate([], start, prior);
    expect(fresh.length).toBeGreaterThan(0);
    expect(mean(after, ERROR)).toBeCloseTo(prior.initialError, 10);
    // Of a new instrument of this population.
    expect(mean(after, RATE)).toBeCloseTo(prior.driftingShare * prior.driftRate, 10);
  });

  it('that only adjusted sets the error, and the rate goes on', () => {
    const before = take([full], ...drifted);
    const after = take([full], ...drifted, repair(1095, true, ['显示屏', 'battery']));
    expect(mean(after, ERROR)).toBeCloseTo(prior.initialError, 10);
    expect(mean(after, RATE)).toBeCloseTo(mean(before, RATE), 10);
  });

  it('that touched nothing that measures changes nothing', () => {
    const before = take([full], ...drifted);
    expect(take([full], ...drifted, repair(1095, false, ['键盘', 'printer', '外壳']))).toEqual(before);
  });

  it('at one nozzle of a dispenser leaves the others as they are', () => {
    const history = [0, 365, 730].map((days) =>
      measured(days, [
        [nozzles[0]!, (25 * days) / 365],
        [nozzles[1]!, (25 * days) / 365],
      ]),
    );
    const before = take(nozzles, ...history);
    const after = take(nozzles, ...history, repair(730, false, ['油枪 1 流量计']));
    expect(mean(after, RATE, 0)).toBe(mean(before, RATE, 0));
    expect(mean(after, ERROR, 0)).toBe(mean(before, ERROR, 0));
    expect(mean(after, ERROR, 1)).toBeCloseTo(prior.initialError, 10);
    expect(mean(after, RATE, 1)).not.toBe(mean(before, RATE, 1));
  });

  it('explains a calibration counter that moved; without one it is a sign of tampering', () => {
    const said = (...between: Taken[]) => {
      const estimate = take([full], drifted[0]!, report(10, 4), ...between, report(30, 5));
      return symptomsOf(estimate[SYMPTOMS]!);
    };
    expect(said()).toEqual(symptomsOf(symptomBit('tamper')));
    expect(said(repair(20, true, []))).toEqual([]);
  });

  it('from before what an estimate rests on has it made anew', () => {
    expect(assimilate(take([full], ...drifted), repair(500, true, []), prior, rules)).toBeUndefined();
  });

  it('lies between two measurements that say nothing of the behaviour of the type', () => {
    const between = (repaired: boolean) =>
      incrementsOf(
        {
          type: 't',
          batch: '',
          measurements: [
            { evidence: drifted[0]!, symptoms: 0 },
            { evidence: drifted[1]!, symptoms: 0, repaired },
            { evidence: drifted[2]!, symptoms: 0 },
          ],
        },
        rules,
      );
    expect(between(false)).toHaveLength(2);
    expect(between(true)).toHaveLength(1);
  });
});

describe('parts that measure', () => {
  it.each([
    [['称重传感器'], 'all'],
    [['Load cell L6E'], 'all'],
    [['主板', '显示屏'], 'all'],
    [['A/D 模块'], 'all'],
    [['流量测量变换器'], 'all'],
    [
      ['nozzle 2 flow meter', '油枪 0 编码器'],
      [0, 2],
    ],
    [['nozzle 2 flow meter', 'main board'], 'all'],
    // Makers count nozzles from one: nobody can tell which one is meant.
    [['1 号枪流量计'], 'all'],
    [['nozzle 12 flow meter'], 'all'],
    [['显示屏', '键盘', '打印机', '电池', 'hose', '油枪 1 胶管'], []],
    [[], []],
  ] as const)('%j restart %j', (parts, renewed) => {
    expect(renewedBy(parts)).toEqual(renewed);
  });
});
