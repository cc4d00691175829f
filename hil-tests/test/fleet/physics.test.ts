import { Fleet } from '@hengzhun/hil-tests';
import { describe, expect, it } from 'vitest';
import { batchOf } from '../../src/fleet/batches.js';
import { cumulativeHazard } from '../../src/fleet/failures.js';
import { World } from '../../src/fleet/world.js';

const DAY = 86_400_000;
const startAt = Date.UTC(2027, 0, 4);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('plain periodic verification', () => {
  it('leaves between 1 and 3.5 % out of tolerance, over three years of 2 000 instruments', () => {
    const fleet = new Fleet({ seed: 'share', size: 2000, startAt });
    const shares: number[] = [];
    for (let month = 0; month < 39; month++) {
      fleet.frameless(28);
      let out = 0;
      for (let i = 0; i < 2000; i++) {
        if (fleet.truth(i).outOfTolerance) out++;
        const { lastVerified, record } = fleet.instruments[i]!;
        const interval = (record.data!.instrumentKind === 1 ? 365 : 182) * DAY;
        if (fleet.now - lastVerified < interval) continue;
        const { outcome } = fleet.visit(i, { kind: 'subsequent-verification' });
        if (outcome === 'fail' && fleet.repair(i) === undefined) fleet.replace(i);
      }
      shares.push(out / 2000);
    }
    expect(mean(shares)).toBeGreaterThan(0.01);
    expect(mean(shares)).toBeLessThan(0.035);
    const days = fleet.instruments.reduce((sum, _, i) => sum + fleet.outOfToleranceDays(i), 0);
    // The account of days is the same thing, counted otherwise.
    expect(Math.abs(days / (2000 * 39 * 28) / mean(shares) - 1)).toBeLessThan(0.1);
  });
});

describe('the physics', () => {
  // Errors at Max of scales that nobody touches, week by week, in ppm.
  const fleet = new Fleet({ seed: 'physics', size: 600, startAt });
  const scales = fleet.instruments.flatMap(({ record }, i) => (record.data!.instrumentKind === 1 ? [i] : []));
  const series = scales.map((): number[] => []);
  for (let week = 0; week < 156; week++) {
    fleet.frameless(7);
    scales.forEach((i, n) => {
      const { error, nominal } = fleet.truth(i).points[3]!;
      series[n]!.push((1e6 * error) / nominal);
    });
  }
  const increments = series.map((errors) => errors.slice(1).map((error, k) => error - errors[k]!));
  /** Autocorrelation of the increments, each scale in its own measure. */
  const autocorrelation = (lag: number) =>
    mean(
      increments.map((steps) => {
        const centre = mean(steps);
        const spread = mean(steps.map((step) => (step - centre) ** 2));
        return mean(steps.slice(lag).map((step, k) => (step - centre) * (steps[k]! - centre))) / spread;
      }),
    );

  it('is no linear drift with Gaussian steps: increments remember, and know the seasons', () => {
    // Independent increments would give 0 ± 0.005 at every lag (300 series of 155).
    expect(autocorrelation(1)).toBeLessThan(-0.1);
    const half = mean([24, 25, 26, 27, 28].map(autocorrelation));
    const year = mean([50, 51, 52, 53, 54].map(autocorrelation));
    expect(year - half).toBeGreaterThan(0.01);
    // Nor are they normal: the fourth moment is far above three times the square of the second.
    const kurtosis = mean(
      increments.map((steps) => mean(steps.map((step) => step ** 4)) / mean(steps.map((step) => step ** 2)) ** 2),
    );
    expect(kurtosis).toBeGreaterThan(4);
  });

  it('fails in a bathtub: early, then rarely, then of use', () => {
    const rate = (age: number) =>
      (cumulativeHazard(age + 0.1, age + 0.1, 10, 1) - cumulativeHazard(age, age, 10, 1)) / 0.1;
    expect(rate(0)).toBeGreaterThan(4 * rate(3));
    expect(rate(20)).toBeGreaterThan(4 * rate(3));
  });

  it('lives that bathtub: failures by use, counted in a world without repairs', () => {
    const world = new World('bathtub', 3000, startAt, 1);
    const failed = [0, 0, 0];
    const exposed = [0, 0, 0];
    for (let week = 0; week < 156; week++) {
      const before = world.state.failures.slice();
      world.stepWeek();
      world.stations.forEach((station, i) => {
        if (!world.isAlive(i)) return;
        for (let n = 0; n < world.state.unitsOf(station); n++) {
          const u = 4 * i + n;
          if (before[u]! > 0) continue;
          const [age, use] = [world.state.partAge[u]!, world.state.use[u]!];
          const bin = age < 0.4 ? 0 : use > 9 ? 2 : age > 1.5 && use < 4 ? 1 : -1;
          if (bin < 0) continue;
          exposed[bin] = exposed[bin]! + 1;
          if (world.state.failures[u]! > before[u]!) failed[bin] = failed[bin]! + 1;
        }
      });
    }
    const [early, middle, late] = failed.map((count, bin) => count / exposed[bin]!);
    expect(early!).toBeGreaterThan(1.5 * middle!);
    expect(late!).toBeGreaterThan(1.5 * middle!);
  });

  it('keeps a family defect within its batch', () => {
    const seed = 'family';
    const world = new World(seed, 4000, startAt, 1);
    for (let week = 0; week < 156; week++) world.stepWeek();
    const out = { defective: [0, 0], sound: [0, 0] };
    for (let i = 0; i < world.size; i++) {
      const { batch, affected, type } = world.makings[i]!;
      // Type and half-year of manufacture alone decide.
      const halfYear = 2 * (Number(batch.name.slice(-5, -1)) - 2000) + (batch.name.endsWith('A') ? 0 : 1);
      expect(batch).toEqual(batchOf(seed, type, halfYear));
      if (batch.defect === undefined) expect(affected).toBe(false);
      if (world.causes[i] === 'family-defect') expect(batch.defect).toBeDefined();
      const count = out[batch.defect === undefined ? 'sound' : 'defective'];
      count[0] = count[0]! + (Number.isNaN(world.state.outSince[i]!) ? 0 : 1);
      count[1] = count[1]! + 1;
    }
    expect(out.defective[1]).toBeGreaterThan(100);
    expect(out.defective[0]! / out.defective[1]!).toBeGreaterThan((2 * out.sound[0]!) / out.sound[1]!);
  });
});
