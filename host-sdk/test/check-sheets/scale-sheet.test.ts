import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import { readScaleSheet, type ScaleSheet } from '../../src/check-sheets/scale-sheet.js';
import { sheetVerification } from '../../src/check-sheets/sheet-verification.js';
import { scaleSheet } from './sheet-helpers.js';

describe('OIML R 76-1 from raw readings', () => {
  it('A.4.4.3, worked example: e 5 g, L 1000 g, I 1000 g, ΔL 1.5 g, E0 +0.5 g: P 1001 g, E +1 g, Ec +0.5 g', () => {
    const { points, zeroError } = computeScaleSheet(
      scaleSheet({
        maximumCapacity: 15_000_000,
        minimumCapacity: 100_000,
        verificationInterval: 5000,
        // The same formula near zero: 50 + 2.5 − 2 = 50.5 g.
        zero: { load: 50_000, indication: 50_000, additional: 2000 },
        weighings: [{ load: 1_000_000, indication: 1_000_000, additional: 1500, direction: 'up' }],
        eccentricity: { load: 5_000_000, readings: [] },
        repeatability: { load: 5_000_000, readings: [] },
        discrimination: [],
      }),
    );
    expect(zeroError).toBe(500);
    expect(points).toEqual([expect.objectContaining({ value: 1_001_000, error: 1000, corrected: 500 })]);
  });

  it('a good scale passes, for certain, with nothing missing', () => {
    const { outcome, certain, findings, requirements } = computeScaleSheet(scaleSheet());
    expect({ outcome, certain, findings }).toEqual({ outcome: 'pass', certain: true, findings: [] });
    expect(requirements.map(({ code, met }) => [code, met])).toEqual([
      ['zero-setting', true],
      ['repeatability', true],
      ['discrimination', true],
    ]);
  });

  // R 76-1 3.5.1 table 6, class III, e 1 g; 3.5.2: twice that in service.
  it.each([
    ['verification', [500, 500, 1000, 1500]],
    ['in-service', [1000, 1000, 2000, 3000]],
  ] as const)('limits at %s', (occasion, limits) => {
    const { points } = computeScaleSheet(scaleSheet({ occasion }));
    const rising = points.filter(({ test, direction }) => test === 'weighing' && direction === 'up');
    expect(rising.map(({ judgement }) => judgement.limit)).toEqual(limits);
  });

  const at3kg = (additional: number): Partial<ScaleSheet> => ({
    weighings: scaleSheet().weighings.map((one) =>
      one.load === 3_000_000 ? { ...one, indication: 3_001_000, additional } : one,
    ),
  });
  // At 3 kg the limit is 1.5 g: P = 3001 + 0.5 − ΔL.
  it.each([
    [0, 'pass', 1500, false],
    [900, 'pass', 600, true],
  ])('ΔL %i mg at Max: %s, Ec %i mg', (additional, outcome, corrected, certain) => {
    const result = computeScaleSheet(scaleSheet(at3kg(additional)));
    expect(result).toMatchObject({ outcome, certain });
    expect(result.points.find(({ load }) => load === 3_000_000)!.corrected).toBe(corrected);
  });

  it('an error just beyond the limit fails, and far beyond it fails for certain', () => {
    const beyond = (indication: number) =>
      computeScaleSheet(
        scaleSheet({
          weighings: scaleSheet().weighings.map((one) => (one.load === 3_000_000 ? { ...one, indication } : one)),
        }),
      );
    expect(beyond(3_002_000)).toMatchObject({ outcome: 'fail', certain: true });
    const near = computeScaleSheet(
      scaleSheet({
        weighings: scaleSheet().weighings.map((one) =>
          one.load === 3_000_000 ? { ...one, indication: 3_002_000, additional: 950 } : one,
        ),
      }),
    );
    expect(near).toMatchObject({ outcome: 'fail', certain: false });
  });

  it.each<[string, Partial<ScaleSheet>]>([
    [
      '3.6.1 spread of 1.1 g at 2.4 kg, limit 1.5 g in total: not exceeded by 1.5, exceeded by 1.6',
      {
        repeatability: {
          load: 2_400_000,
          readings: [
            { indication: 2_400_000, additional: 900 },
            { indication: 2_401_000, additional: 300 },
            { indication: 2_400_000, additional: 500 },
          ],
        },
      },
    ],
    [
      '3.6.2 eccentricity of 1.1 g at 1 kg, limit 1 g',
      {
        eccentricity: {
          load: 1_000_000,
          readings: [{ indication: 1_001_000, additional: 400 }, ...scaleSheet().eccentricity!.readings.slice(1)],
        },
      },
    ],
    [
      '3.8.2.2 nothing changes under 1.4 d',
      { discrimination: [{ load: 1e6, indication: 1e6, added: 1400, after: 1e6 }] },
    ],
    ['4.5.2 zero set to 0.3 e', { zero: { load: 10_000, indication: 10_000, additional: 200 } }],
  ])('fails by %s', (_, changes) => {
    expect(computeScaleSheet(scaleSheet(changes)).outcome).toBe('fail');
  });

  it('tare: the net errors are judged by the limit of the net load', () => {
    const tare = (additional: number): Partial<ScaleSheet> => ({
      tare: {
        load: 1_000_000,
        zero: { load: 10_000, indication: 10_000, additional: 500 },
        weighings: [{ load: 1_500_000, indication: 1_501_000, additional, direction: 'up' }],
      },
    });
    expect(computeScaleSheet(scaleSheet(tare(700))).points.at(-1)).toMatchObject({ test: 'tare', corrected: 800 });
    expect(computeScaleSheet(scaleSheet(tare(700))).outcome).toBe('pass');
    expect(computeScaleSheet(scaleSheet(tare(400))).outcome).toBe('fail');
  });
});

describe('uncertainty of an error (JCGM 100)', () => {
  it('is the root of the sum of squares of the listed contributions', () => {
    const { points } = computeScaleSheet(scaleSheet({ temperatureChange: 5 }));
    for (const { budget } of points) {
      expect(budget.contributions.map(({ source }) => source)).toEqual([
        'standard',
        'resolution',
        'zero-resolution',
        'repeatability',
        'temperature',
      ]);
      const sum = Math.hypot(...budget.contributions.map((one) => one.contribution));
      expect(budget.combined).toBeCloseTo(sum, 6);
    }
  });

  it('step 0.1 e: 28.9 mg for e 1 g; no changeover point: d/√12 = 288.7 mg; weights 3e-5 at k 2: 45 mg at 3 kg', () => {
    const of = (additional: number | undefined) => {
      const sheet = scaleSheet();
      const weighings = sheet.weighings.map(({ additional: _, ...one }) =>
        additional === undefined ? one : { ...one, additional },
      );
      const point = computeScaleSheet({ ...sheet, weighings }).points.find(({ load }) => load === 3_000_000)!;
      return Object.fromEntries(point.budget.contributions.map((one) => [one.source, one.contribution]));
    };
    expect(of(500).resolution).toBeCloseTo(100 / Math.sqrt(12), 6);
    expect(of(undefined).resolution).toBeCloseTo(1000 / Math.sqrt(12), 6);
    expect(of(500).standard).toBeCloseTo(45, 9);
    // 2400.0, 2399.9, 2400.0 g: s = 57.7 mg
    expect(of(500).repeatability).toBeCloseTo(57.735, 3);
  });
});

describe('what a sheet lacks', () => {
  const codes = (changes: Partial<ScaleSheet>) =>
    computeScaleSheet(scaleSheet(changes)).findings.map(({ code }) => code);
  const without = (name: keyof ScaleSheet) => {
    const { [name]: _, ...rest } = scaleSheet();
    return computeScaleSheet(rest as ScaleSheet);
  };
  it.each([
    ['zero', 'zero-missing'],
    ['eccentricity', 'eccentricity-missing'],
    ['repeatability', 'repeatability-missing'],
    ['discrimination', 'discrimination-missing'],
  ] as const)('without %s: %s, and no outcome', (name, code) => {
    const result = without(name);
    expect(result.findings.filter((one) => one.severity === 'missing').map((one) => one.code)).toEqual([code]);
    expect(result.outcome).toBe('incomplete');
    expect(() => sheetVerification(result)).toThrow(expect.objectContaining({ code: 'sheet-incomplete' }));
  });

  it('loads that the procedure asks for: Min, Max and where the limit changes', () => {
    const { weighings } = scaleSheet();
    expect(codes({ weighings: weighings.filter(({ load }) => load !== 2_000_000) })).toEqual(['weighing-missing']);
    expect(codes({ weighings: [] })).toEqual([...Array(4).fill('weighing-missing'), 'descending-missing']);
    expect(codes({ weighings: weighings.filter(({ direction }) => direction === 'up') })).toEqual([
      'descending-missing',
    ]);
  });

  it('an on-site check in service asks for less: half of Max and Max', () => {
    const weighings = [1_500_000, 3_000_000].map((load) => ({
      load,
      indication: load,
      additional: 500,
      direction: 'up' as const,
    }));
    expect(computeScaleSheet(scaleSheet({ occasion: 'in-service', weighings, discrimination: [] })).outcome).toBe(
      'pass',
    );
  });

  it('a failure is a failure even while something is missing', () => {
    const { discrimination: _, ...rest } = scaleSheet();
    const weighings = rest.weighings.map((one) => ({ ...one, indication: one.indication + 5000 }));
    expect(computeScaleSheet({ ...rest, weighings }).outcome).toBe('fail');
  });

  it.each<[string, Partial<ScaleSheet>]>([
    ['unit-suspicious', { weighings: [{ load: 2_000_000, indication: 2000, direction: 'up' }] }],
    // 斤: half a kilogram
    ['unit-suspicious', { weighings: [{ load: 2_000_000, indication: 4_000_000, direction: 'up' }] }],
    ['load-above-maximum', { weighings: [{ load: 6_000_000, indication: 6_000_000, direction: 'up' }] }],
    ['additional-too-large', { zero: { load: 10_000, indication: 10_000, additional: 1500 } }],
    ['indication-not-multiple', { zero: { load: 10_000, indication: 10_300 } }],
    ['discrimination-load', { discrimination: [{ load: 1e6, indication: 1e6, added: 5000, after: 1_005_000 }] }],
    ['standard-expired', { standards: [{ ...scaleSheet().standards[0]!, validUntil: 0 }] }],
  ])('%s is flagged, and nothing is judged by it', (code, changes) => {
    const result = computeScaleSheet(scaleSheet(changes));
    const found = result.findings.find((one) => one.code === code)!;
    expect(found).toMatchObject({ severity: 'blocks' });
    expect(found.text.zh).toMatch(/\p{Script=Han}/u);
    expect(result).toMatchObject({ outcome: 'incomplete', points: [] });
  });

  it.each<[string, Partial<ScaleSheet>]>([
    ['standard-too-coarse', { standards: [{ ...scaleSheet().standards[0]!, relative: 1e-3 }] }],
    ['no-changeover', { weighings: scaleSheet().weighings.map(({ additional: _, ...one }) => one) }],
    [
      'eccentricity-load',
      {
        eccentricity: {
          ...scaleSheet().eccentricity!,
          load: 500_000,
          readings: Array(4).fill({ indication: 500_000, additional: 500 }),
        },
      },
    ],
  ])('%s is a doubt that leaves the outcome', (code, changes) => {
    const result = computeScaleSheet(scaleSheet(changes));
    expect(result.findings.map((one) => one.code)).toContain(code);
    expect(result.outcome).toBe('pass');
  });
});

describe('sheets from outside', () => {
  it('round trip, and the verification record of a sheet', () => {
    const sheet = readScaleSheet(JSON.parse(JSON.stringify(scaleSheet())));
    expect(sheet).toEqual(scaleSheet());
    const record = sheetVerification(computeScaleSheet(sheet), 'C-2026-1');
    expect(record).toMatchObject({ id: 'S-1', outcome: 'pass', certificate: 'C-2026-1', standards: ['W-7'] });
    expect(record.points).toHaveLength(7);
    for (const one of record.points) expect(one.uncertainty).toBeGreaterThan(0);
  });

  it('anything else is refused with a code, never computed', () => {
    const edit = fc.tuple(
      fc.constantFrom(...(Object.keys(scaleSheet()) as (keyof ScaleSheet)[])),
      fc.anything({ withNullPrototype: true }),
    );
    fc.assert(
      fc.property(edit, ([name, value]) => {
        let sheet: ScaleSheet;
        try {
          sheet = readScaleSheet({ ...scaleSheet(), [name]: value });
        } catch (error) {
          expect(error).toMatchObject({ code: 'sheet-bad-input' });
          return;
        }
        const { outcome } = computeScaleSheet(sheet);
        expect(['pass', 'fail', 'incomplete']).toContain(outcome);
      }),
      { numRuns: 500 },
    );
  });
});
