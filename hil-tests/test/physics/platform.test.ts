import { describe, expect, it } from 'vitest';
import {
  createPlatform,
  createRandom,
  createSupply,
  ordinaryPlatform,
  ordinarySupply,
  type PlatformOptions,
} from '../../src/physics/index.js';

const quiet = { ...ordinaryPlatform, noise: 0 };

describe('platform on several cells', () => {
  it.each([
    { ...quiet, cells: 2 as const, gains: [1, 1] },
    { ...quiet, cells: 3 as const, gains: [1, 1, 1] },
    quiet,
  ] satisfies PlatformOptions[])(
    'of $cells cells: they carry platform and load between them, wherever it lies',
    (options) => {
      const platform = createPlatform(options, createRandom(3));
      for (let i = 0; i < 100; i++) {
        platform.place();
        const cells = platform.read(500);
        expect(cells).toHaveLength(options.cells);
        expect(cells.reduce((sum, one) => sum + one, 0)).toBeCloseTo(500 + options.deadLoad, 9);
        expect(Math.min(...cells)).toBeGreaterThan(0);
      }
    },
  );

  it('a stiff one puts half of every load on either diagonal (moments about both axes), a soft one does not', () => {
    for (const [flexibility, spread] of [
      [0, 0],
      [1, 0.05],
    ] as const) {
      const platform = createPlatform({ ...quiet, deadLoad: 0, flexibility }, createRandom(5));
      let most = 0;
      for (let i = 0; i < 50; i++) {
        platform.place();
        const [a, , c] = platform.read(100) as [number, number, number, number];
        most = Math.max(most, Math.abs((a + c) / 100 - 0.5));
      }
      if (spread === 0) expect(most).toBeLessThan(1e-12);
      else expect(most).toBeGreaterThan(spread);
    }
  });
});

describe('supply', () => {
  it('dips as often, as long and as deep as told', () => {
    const supply = createSupply({ ...ordinarySupply, dipsPerDay: 24, noise: 0 }, createRandom(8));
    let dips = 0;
    let low = 0;
    let before = false;
    const days = 50;
    for (let second = 0; second < days * 86_400; second++) {
      const voltage = supply(second);
      const is = voltage < ordinarySupply.nominal;
      if (is) {
        low++;
        expect(voltage).toBeGreaterThanOrEqual(ordinarySupply.dipFrom);
        expect(voltage).toBeLessThanOrEqual(ordinarySupply.dipTo);
      }
      if (is && !before) dips++;
      before = is;
    }
    // a dip shorter than a second may fall between two looks: e^(-1/2) are seen with certainty, most of the others too
    expect(dips / days).toBeGreaterThan(15);
    expect(dips / days).toBeLessThan(26);
    expect(low / days / 24).toBeGreaterThan(1.5);
    expect(low / days / 24).toBeLessThan(2.5);
  });
});
