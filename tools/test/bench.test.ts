import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { measurePair, median } from '../src/bench/measure.js';
import { build, objects, type Run, run } from './helpers/cli.js';

const runner = fileURLToPath(new URL('../bootstrap/run.mjs', import.meta.url));
const bench = (...args: string[]) => run(process.execPath, [runner, 'bench', ...args]);

describe('measuring in pairs', () => {
  it('takes the median of the ratios of the rounds, both in turn', async () => {
    const order: string[] = [];
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const spin = (name: string, milliseconds: number) => () => {
      order.push(name);
      now += milliseconds;
    };
    const pair = await measurePair(spin('subject', 2), spin('reference', 6), { rounds: 5, units: 100 });
    clock.mockRestore();
    expect(pair.ratio).toBeCloseTo(3);
    expect(pair.value).toBeCloseTo(50_000);
    expect(pair.reference).toBeCloseTo(100_000 / 6);
    expect(order.filter((name) => name === 'subject').length).toBe(8);
    // In every round both, and neither always first.
    for (let i = 0; i < order.length; i += 2) expect(order[i]).not.toBe(order[i + 1]);
    expect(new Set(order.filter((_, i) => i % 2 === 0)).size).toBe(2);
  });

  it('knows the median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});

describe('npm run bench', () => {
  let smoke: Run;
  beforeAll(async () => {
    await build();
    smoke = await bench('--smoke', '--json');
  });

  it('prints one JSON object per line, every name of the design, and nothing else', () => {
    expect(smoke.code).toBe(0);
    const results = objects(smoke.stdout);
    const names = results.map(({ name }) => name);
    for (const name of [
      'slip.decode',
      'frame.verify',
      'chain.verify',
      'ingest.store',
      'evaluate.fleet',
      'regime.accuracy',
      'regime.found60d',
      'regime.visits',
      'regime.calibration',
      'regime.brier',
      'regime.unobserved',
      'firmware.scale.image.nrf52840.element',
    ]) {
      expect(names).toContain(name);
    }
    for (const result of results) {
      expect(Object.keys(result)).toEqual(expect.arrayContaining(['name', 'value', 'unit', 'reference', 'ratio']));
      // In half a year of sixty instruments some of the regime's figures are none.
      const regime = String(result.name).startsWith('regime.');
      if (result.skipped === undefined && !regime) expect(result.value).toBeGreaterThan(0);
      if (regime) expect(Number.isFinite(result.value)).toBe(true);
    }
  });

  it('says what it could not measure without the real interpreter', () => {
    const skipped = objects(smoke.stdout).filter((result) => result.skipped !== undefined);
    expect(skipped.map(({ skipped: why }) => why).join()).toContain('ESPRUINO_BIN');
  });

  it('refuses what it does not know', async () => {
    const { code, stderr } = await bench('--fast');
    expect(code).toBe(2);
    expect(stderr).toContain('--fast');
  });
});
