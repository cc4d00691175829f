import { describe, expect, it } from 'vitest';
import { readRecordOf, regionName, regionOf, regions } from '../../src/index.js';

const trader = (creditCode: string) => readRecordOf('trader', { id: 't', name: '老王', places: [], creditCode });

describe('unified social credit code, GB 32100-2015', () => {
  // The first is the standard's own example; the others are published by the companies that bear them.
  it.each(['91350100M000100Y43', '914403001922038216', '9144030071526726XG'])('%s is one', (code) => {
    expect(trader(code).creditCode).toBe(code);
  });
  it('one wrong character, or two exchanged, do not pass', () => {
    const code = '91350100M000100Y43';
    for (let i = 0; i < 18; i++) {
      const wrong = code.slice(0, i) + (code[i] === '7' ? '8' : '7') + code.slice(i + 1);
      expect(() => trader(wrong)).toThrow(/`creditCode`/);
      const [a, b] = [code[i]!, code[i + 1] ?? code[i]!];
      if (a !== b) expect(() => trader(code.slice(0, i) + b + a + code.slice(i + 2))).toThrow(/`creditCode`/);
    }
  });
});

describe('divisions, GB/T 2260', () => {
  it('are as many as the lists of the end of 2024 hold', () => {
    // Lines of that list that begin with 31, 32, 33 and 34.
    const inUse = regions.filter(({ ended }) => ended === undefined);
    expect(
      ['31', '32', '33', '34'].map((province) => inUse.filter(({ code }) => code.startsWith(province)).length),
    ).toEqual([17, 109, 102, 121]);
    expect(new Set(inUse.map(({ code }) => code)).size).toBe(inUse.length);
  });

  it.each([
    ['310115', '上海市浦东新区'],
    ['320102', '江苏省南京市玄武区'],
    ['330106', '浙江省杭州市西湖区'],
    ['340102', '安徽省合肥市瑶海区'],
    ['340100', '安徽省合肥市'],
    ['330000', '浙江省'],
  ])('%s is %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });

  it('know what they were in a year: 卢湾区 went to 黄浦区 in 2011, Hangzhou was divided anew in 2021', () => {
    expect(regionOf('310103', 2010)).toMatchObject({ name: '卢湾区', ended: 2011, successors: ['310101'] });
    expect(regionOf('310103', 2012)).toBeUndefined();
    expect(regionOf('330102', 2020)).toMatchObject({ name: '上城区' });
    expect(regionOf('330104', 2020)).toMatchObject({ name: '江干区', ended: 2021 });
    expect(regionOf('330113', 2020)).toBeUndefined();
    expect(regionOf('330113', 2025)).toMatchObject({ name: '临平区', from: 2021 });
  });

  it('whatever ended names successors that are known, but for a prefecture whose counties went different ways', () => {
    const codes = new Set(regions.map(({ code }) => code));
    for (const { code, ended, successors } of regions) {
      if (ended !== undefined && code !== '341400') expect(successors.length).toBeGreaterThan(0);
      for (const one of successors) expect(codes).toContain(one);
    }
  });
});

describe('what no field says alone', () => {
  const approval = { id: 'a', number: '2024F1', holder: '甲', models: ['ACS-15'], validatedChannels: [] };
  const certificate = {
    number: 'c',
    issuer: 'NIM',
    issued: '2026-01-01',
    validUntil: '2026-12-31',
    value: 1e6,
    expandedUncertainty: 16,
    coverageFactor: 2,
  };
  const standard = { id: 's', name: '砝码', quantity: 'mass', nominal: 1e6, owner: 'o' };
  const point = { nominal: 1, error: 0, uncertainty: 1, limit: 1 };
  const verification = {
    id: 'v',
    instrument: '01'.repeat(17),
    kind: 'arbitration',
    at: 1,
    occasion: 'verification',
    outcome: 'pass',
    standards: [],
    person: 'p',
    authority: 'a',
  };
  it.each([
    [
      'type-approval',
      { ...approval, instrumentKind: 'scale', maximumFlow: 5 },
      '`maximumFlow` does not belong to a scale',
    ],
    [
      'type-approval',
      { ...approval, instrumentKind: 'dispenser', accuracyClass: 3 },
      '`accuracyClass` does not belong',
    ],
    [
      'type-approval',
      { ...approval, instrumentKind: 'dispenser', minimumFlow: 9, maximumFlow: 5 },
      '`minimumFlow` is above',
    ],
    [
      'type-approval',
      { ...approval, instrumentKind: 'scale', validFrom: '2026-01-02', validUntil: '2026-01-01' },
      '`validFrom` is above',
    ],
    ['type-approval', { ...approval, instrumentKind: 'scale', models: ['a', 'a'] }, 'holds a twice'],
    ['place', { id: 'p', name: 'n', region: '310101', latitude: 31 }, '`longitude` is missing'],
    [
      'standard',
      { ...standard, certificates: [{ ...certificate, validUntil: '2025-12-31' }] },
      '`certificates[0].validUntil` is before',
    ],
    [
      'standard',
      { ...standard, certificates: [certificate, { ...certificate, issued: '2025-01-01' }] },
      '`certificates[1].issued` is before',
    ],
    ['standard', { ...standard, certificates: [certificate, certificate] }, '`certificates[1].number` is there twice'],
    ['standard', { ...standard, certificates: [{ ...certificate, expandedUncertainty: 1e6 }] }, 'Check the units'],
    ['standard', { ...standard, certificates: [{ ...certificate, parent: 's' }] }, 'is the standard itself'],
    [
      'verification',
      { ...verification, points: [{ ...point, quantity: 'mass', nozzle: 1 }] },
      '`points[0].nozzle` does not belong to a scale',
    ],
    [
      'verification',
      {
        ...verification,
        points: [
          { ...point, quantity: 'mass' },
          { ...point, quantity: 'volume' },
        ],
      },
      '`points[1].quantity`',
    ],
    [
      'verification',
      { ...verification, points: [{ ...point, quantity: 'mass', uncertainty: 0 }] },
      '`points[0].uncertainty` must be above 0',
    ],
    ['verification', { ...verification, points: [] }, '`points` must be a list of 1 to 500'],
    [
      'verification',
      { ...verification, points: [{ ...point, quantity: 'mass' }], pointsAfter: [] },
      '`pointsAfter` must be a list',
    ],
  ] as const)('%s: refused, because %#', (kind, value, message) => {
    expect(() => readRecordOf(kind, value)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });
});
