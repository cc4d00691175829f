import { describe, expect, it } from 'vitest';
import { computeScaleSheet, readScaleSheet } from '../../../host-sdk/src/index.js';
import { newScaleForm, scaleReadings } from '../../web/src/views/sheet/scale-form.js';

const scale = { accuracyClass: 3, maximum: 3_000_000, minimum: 20_000, interval: 1000 } as const;
const frame = {
  id: 'sheet-1',
  instrument: `01${'ab'.repeat(16)}`,
  kind: 'in-service-inspection',
  at: Date.UTC(2026, 10, 27),
  person: 'wang',
  authority: 'pudong',
};
const standard = { id: 'm1-set', constant: '1', relative: '5', validUntil: '2027-06-01' };

describe('a check sheet as it is typed', () => {
  it('begins with the loads that R 76-1:2006 A.4.4.1 asks for at a verification', () => {
    const form = newScaleForm('verification', scale);
    expect(form.weighings.map(({ load, direction }) => `${load}${direction}`)).toEqual([
      '20up',
      '500up',
      '2000up',
      '3000up',
      '2000down',
      '500down',
      '20down',
    ]);
    expect(form.eccentricity.load).toBe('1000');
    expect(form.repeatability.load).toBe('2400');
    expect(form.discrimination.added).toBe('1.4');
  });

  it('filled in as the form proposes, is a sheet in which the SDK misses nothing', () => {
    for (const occasion of ['verification', 'in-service'] as const) {
      const form = newScaleForm(occasion, scale);
      const exact = { additional: '0.5' };
      const filled = {
        ...form,
        standard,
        zero: { ...form.zero, indication: form.zero.load, ...exact },
        weighings: form.weighings.map((one) => ({ ...one, indication: one.load, ...exact })),
        eccentricity: {
          ...form.eccentricity,
          readings: form.eccentricity.readings.map(() => ({ indication: form.eccentricity.load, ...exact })),
        },
        repeatability: {
          ...form.repeatability,
          readings: form.repeatability.readings.map(() => ({ indication: form.repeatability.load, ...exact })),
        },
        discrimination: { load: '1500', indication: '1500', added: '1.4', after: '1501' },
      };
      const sheet = readScaleSheet({ ...frame, ...scaleReadings(filled) });
      const result = computeScaleSheet(sheet);
      expect(result.findings).toEqual([]);
      expect(result.outcome).toBe('pass');
    }
  });

  it('leaves out what nobody has filled in, so that the SDK can say what is missing', () => {
    const readings = scaleReadings({ ...newScaleForm('in-service', scale), standard });
    expect(readings).toMatchObject({ weighings: [], maximumCapacity: 3_000_000 });
    expect(readings).not.toHaveProperty('zero');
    const { findings, outcome } = computeScaleSheet(readScaleSheet({ ...frame, ...readings }));
    expect(outcome).toBe('incomplete');
    expect(findings.map(({ code }) => code)).toContain('zero-missing');
  });

  it('is nothing before the instrument is described', () => {
    expect(scaleReadings({ ...newScaleForm('in-service', scale), maximumCapacity: '' })).toBeUndefined();
  });
});
