import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDispenserSheet, volumeShareLimit } from '../../src/check-sheets/compute-dispenser-sheet.js';
import { type DispenserSheet, type ProverRun, readDispenserSheet } from '../../src/check-sheets/dispenser-sheet.js';
import { computeRun, proverVolume } from '../../src/check-sheets/prover-volume.js';
import { sheetVerification } from '../../src/check-sheets/sheet-verification.js';
import { dispenserSheet } from './sheet-helpers.js';

/** The height that the neck shows when the error shall be `percent` at 24 °C. */
const heightFor = (percent: number) => {
  const atMeter = 20_000 / (1 + percent / 100);
  const standard = atMeter / (1 + 50e-6 * 4);
  return 66 - (20_000 - standard) / 2;
};

describe('JJG 443 from raw readings', () => {
  it('worked example A: neck 2 mL/mm, 66 mm for 20 L, reads 31 mm: V_B 19.930, V_Bt 19.934, E +0.33 %: fails', () => {
    const result = computeDispenserSheet(dispenserSheet(Array(3).fill({ reading: 31 })));
    const [point] = result.points;
    const [run] = point!.runs;
    expect(run!.standard).toBe(19_930);
    expect(run!.atMeter / 1000).toBeCloseTo(19.934, 3);
    expect(run!.error * 100).toBeCloseTo(0.33, 2);
    expect(result.outcome).toBe('fail');
  });

  // Published exercise: 69 mm for 20 L, 2 mL/mm, 20.04 L indicated, read at 38 mm, 24 °C.
  it('another one: V_B 19.938 L', () => {
    const sheet = dispenserSheet([{ reading: 38, indicated: 20_040 }]);
    const prover = { ...sheet.provers[0]!, nominalReading: 69 };
    expect(proverVolume(prover, 38)).toBe(19_938);
    expect(computeRun(sheet.runs[0]!, prover, sheet.nozzles[0]!).error * 100).toBeCloseTo(0.49, 2);
  });

  it('worked example B: +0.43, +0.36, +0.58 %: mean 0.46 %, E_n 0.13 %: fails both', () => {
    const runs = [0.43, 0.36, 0.58].map((percent) => ({ reading: heightFor(percent) }));
    const result = computeDispenserSheet(dispenserSheet(runs));
    const { judged } = result.points[0]!;
    expect(result.points[0]!.runs.map(({ error }) => Number((error * 100).toFixed(6)))).toEqual([0.43, 0.36, 0.58]);
    expect(judged.meanError * 100).toBeCloseTo(0.46, 2);
    expect(judged.repeatability * 100).toBeCloseTo(0.13, 2);
    expect(judged).toMatchObject({ errorWithin: false, repeatabilityWithin: false });
    expect(result).toMatchObject({ outcome: 'fail', certain: true });
  });

  it('fails by repeatability alone', () => {
    const runs = [-0.15, 0.15, 0].map((percent) => ({ reading: heightFor(percent) }));
    const result = computeDispenserSheet(dispenserSheet(runs));
    expect(result.points[0]!.judged).toMatchObject({ errorWithin: true, repeatabilityWithin: false });
    expect(result).toMatchObject({ outcome: 'fail', certain: true });
  });

  it('a good nozzle passes; at verification both flows are asked for', () => {
    const runs: Partial<ProverRun>[] = [0.05, 0.06, 0.04].map((percent) => ({ reading: heightFor(percent) }));
    expect(computeDispenserSheet(dispenserSheet(runs))).toMatchObject({ outcome: 'pass', certain: true, findings: [] });
    const full = computeDispenserSheet(dispenserSheet(runs, { occasion: 'verification' }));
    expect(full.findings.map(({ text }) => text.en)).toEqual(['runs missing: nozzle 0, low flow: 3 more']);
    expect(full.outcome).toBe('incomplete');
    const both = [...runs, ...runs.map((one) => ({ ...one, at: 'low' as const, flow: 6000 }))];
    expect(computeDispenserSheet(dispenserSheet(both, { occasion: 'verification' })).outcome).toBe('pass');
  });

  // Small volumes, R 117-1 class 0.5: 1 to 2 L ±10 mL, 0.5 L ±5 mL; from 2 L on JJG 443's 0.30 %.
  it.each([
    [20_000, 0.003],
    [2000, 0.003],
    [1999, 10 / 1999],
    [1000, 0.01],
    [500, 0.01],
    [100, 0.02],
    [50, 0.04],
  ])('%i mL: ±%d', (volume, limit) => {
    expect(volumeShareLimit(volume)).toBeCloseTo(limit, 9);
  });
});

describe('uncertainty of a dispenser’s error (JCGM 100)', () => {
  const sheetAt = (tJ: number, tB: number, reading: number): DispenserSheet =>
    dispenserSheet(Array(3).fill({ reading, meterTemperature: tJ, proverTemperature: tB }));

  // 李阳华 2016 for JJG 443-2015, V 100 L, β_Y 9e-4, t_J − t_B 4: c(V_J) 0.01 per L, c(t_J) −0.0009, c(β_Y) −4, c(β_B) within ±10.
  it('has the published sensitivities', () => {
    const base = sheetAt(24, 20, 66);
    const sheet: DispenserSheet = {
      ...base,
      nozzles: [{ ...base.nozzles[0]!, expansion: 9e-4 }],
      provers: [{ ...base.provers[0]!, nominal: 100_000 }],
      runs: base.runs.map((one) => ({ ...one, indicated: 100_000 })),
    };
    const { contributions } = computeDispenserSheet(sheet).points[0]!.budget;
    const of = (source: string) => contributions.find((one) => one.source === source)!.sensitivity;
    expect(of('resolution') * 1000).toBeCloseTo(0.01, 4);
    expect(of('standard') * 1000).toBeCloseTo(-0.01, 4);
    // First order there; with V_J / V_Bt here: 1 % less.
    expect(of('meter-temperature') / -0.0009).toBeCloseTo(1, 1);
    expect(of('fuel-expansion')).toBeCloseTo(-4, 1);
    expect(Math.abs(of('prover-expansion'))).toBeLessThanOrEqual(10);
  });

  it('its sensitivities are the slopes of the error', () => {
    const temperature = fc.double({ min: 5, max: 35, noNaN: true });
    fc.assert(
      fc.property(
        temperature,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 40, max: 90, noNaN: true }),
        (tB, difference, reading) => {
          const sheet = sheetAt(tB + difference, tB, reading);
          const prover = sheet.provers[0]!;
          const nozzle = sheet.nozzles[0]!;
          const run = sheet.runs[0]!;
          const { contributions } = computeDispenserSheet(sheet).points[0]!.budget;
          const of = (source: string) => contributions.find((one) => one.source === source)!.sensitivity;
          const slope = (step: number, error: (step: number) => number) => (error(step) - error(-step)) / (2 * step);
          const checks: [string, number][] = [
            ['prover-reading', slope(0.01, (h) => computeRun({ ...run, reading: reading + h }, prover, nozzle).error)],
            ['standard', slope(0.1, (h) => computeRun(run, { ...prover, nominal: 20_000 + h }, nozzle).error)],
            ['resolution', slope(0.1, (h) => computeRun({ ...run, indicated: 20_000 + h }, prover, nozzle).error)],
            [
              'meter-temperature',
              slope(0.01, (h) => computeRun({ ...run, meterTemperature: tB + difference + h }, prover, nozzle).error),
            ],
            [
              'prover-temperature',
              slope(0.01, (h) => computeRun({ ...run, proverTemperature: tB + h }, prover, nozzle).error),
            ],
            [
              'fuel-expansion',
              slope(1e-5, (h) => computeRun(run, prover, { ...nozzle, expansion: nozzle.expansion + h }).error),
            ],
            [
              'prover-expansion',
              slope(1e-5, (h) => computeRun(run, { ...prover, expansion: prover.expansion + h }, nozzle).error),
            ],
          ];
          for (const [source, expected] of checks) {
            expect(Math.abs(of(source) - expected)).toBeLessThan(1e-6 + 1e-4 * Math.abs(expected));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('lies where it should for a 20 L prover of U 0.025 %: U(E) between 0.03 % and 0.1 %, a third of the limit at most', () => {
    const { judgement } = computeDispenserSheet(dispenserSheet([30, 31, 32].map((reading) => ({ reading }))))
      .points[0]!;
    expect(judgement.expanded).toBeGreaterThan(0.0003);
    expect(judgement.expanded).toBeLessThan(0.001);
  });
});

describe('what cannot be right in a sheet of a dispenser', () => {
  const good = Array<Partial<ProverRun>>(3).fill({});
  it.each<[string, Partial<ProverRun>]>([
    ['unit-suspicious', { indicated: 20 }],
    ['reading-outside-neck', { reading: 140 }],
    ['nozzle-unknown', { nozzle: 3 }],
    ['standard-unknown', { prover: 'P-99' }],
  ])('%s blocks', (code, run) => {
    const result = computeDispenserSheet(dispenserSheet([...good, run]));
    expect(result.findings.map((one) => [one.code, one.severity, one.where])).toContainEqual([code, 'blocks', 'run 4']);
    expect(result).toMatchObject({ outcome: 'incomplete', points: [] });
  });
  it.each<[string, Partial<ProverRun>]>([
    ['temperature-difference', { meterTemperature: 29 }],
    ['flow-range', { flow: 2000 }],
  ])('%s is a doubt', (code, run) => {
    const result = computeDispenserSheet(dispenserSheet([...good, run]));
    expect(result.findings.map((one) => [one.code, one.severity])).toContainEqual([code, 'doubt']);
  });
  it('runs into two provers are no series', () => {
    const other = { ...dispenserSheet([]).provers[0]!, id: 'P-21' };
    const sheet = dispenserSheet([{}, {}, { prover: 'P-21' }], { provers: [...dispenserSheet([]).provers, other] });
    const result = computeDispenserSheet(sheet);
    expect(result.outcome).toBe('incomplete');
    expect(result.single).toHaveLength(1);
  });
  it('more than six runs are not judged in silence', () => {
    const result = computeDispenserSheet(dispenserSheet(Array(7).fill({})));
    expect(result.findings.map(({ code }) => code)).toEqual(['runs-dropped']);
    expect(result.outcome).toBe('incomplete');
  });
});

describe('the verification record', () => {
  it('has a point for each nozzle and flow, in mL', () => {
    const sheet = readDispenserSheet(JSON.parse(JSON.stringify(dispenserSheet(Array(3).fill({ reading: 31 })))));
    const record = sheetVerification(computeDispenserSheet(sheet));
    expect(record).toMatchObject({ id: 'D-1', outcome: 'fail', standards: ['P-20'], kind: 'in-service-inspection' });
    expect(record.points).toEqual([
      expect.objectContaining({ quantity: 'volume', nominal: 20_000, nozzle: 0, flow: 35_000, limit: 60 }),
    ]);
    expect(record.points[0]!.error).toBeCloseTo(66.2, 1);
  });
  it('unknown fields and bad numbers are refused', () => {
    const bad = expect.objectContaining({ code: 'sheet-bad-input' });
    expect(() => readDispenserSheet({ ...dispenserSheet([]), more: 1 })).toThrow(bad);
    expect(() => readDispenserSheet(dispenserSheet([{ reading: Number.NaN }]))).toThrow(bad);
    expect(() => readDispenserSheet(null)).toThrow(bad);
  });
});
