import { describe, expect, it } from 'vitest';
import { unknownPopulation } from '../../src/estimation/behaviour-prior.js';
import { estimationRules } from '../../src/estimation/estimation-rules.js';
import type { Increment } from '../../src/estimation/increments.js';
import { learnPriors } from '../../src/estimation/learn-priors.js';
import { populationKey, priorOf } from '../../src/estimation/learned-priors.js';
import { symptomBit } from '../../src/estimation/symptoms.js';
import { normalQuantile } from '../../src/statistics/normal-quantile.js';

/** Evenly spread normal quantiles in a fixed shuffled order: a sample without luck. */
function normals(count: number): number[] {
  return Array.from({ length: count }, (_, i) => normalQuantile((((i * 37) % count) + 0.5) / count));
}

function steady(type: string, batch: string, count: number, spread = 0.08): Increment[] {
  return normals(count).map((z) => ({
    type,
    batch,
    years: 1,
    change: spread * z,
    variance: 0.002,
    symptoms: 0,
    blunderShare: 0.02,
  }));
}

function drifting(type: string, batch: string, count: number, rate: number): Increment[] {
  return normals(count).map((z) => ({
    type,
    batch,
    years: 1,
    change: rate + 0.1 * z,
    variance: 0.002,
    symptoms: 0,
    blunderShare: 0.02,
  }));
}

const learn = (increments: readonly Increment[]) => learnPriors(increments, estimationRules, 1, 0);

describe('what is learned of populations', () => {
  const healthy = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'].flatMap((batch) => steady('scale-a', batch, 40));

  it('shows a family defect within its batch and does not smear it over the type', () => {
    const without = learn(healthy);
    const learned = learn([...healthy, ...drifting('scale-a', 'bad', 40, 0.8)]);
    expect(learned.apart).toEqual([populationKey('scale-a', 'bad')]);
    const bad = priorOf(learned, 'scale-a', 'bad');
    expect(bad.driftingShare * bad.driftRate).toBeGreaterThan(0.4);
    for (const batch of ['b1', 'b6', 'never seen']) {
      const good = priorOf(learned, 'scale-a', batch);
      const before = priorOf(without, 'scale-a', batch);
      expect(good.driftingShare).toBeCloseTo(before.driftingShare, 2);
      expect(good.stepRate).toBeCloseTo(before.stepRate, 2);
      expect(good.walk).toBeCloseTo(before.walk, 2);
    }
  });

  it('pools partially: a batch with three results leans on its type, one with sixty stands on its own', () => {
    const learned = learn([...healthy, ...drifting('scale-a', 'few', 3, 0.5), ...drifting('scale-a', 'many', 60, 0.5)]);
    const share = (batch: string) => priorOf(learned, 'scale-a', batch).driftingShare;
    expect(share('b1')).toBeLessThan(share('few'));
    expect(share('few')).toBeLessThan(share('many'));
    expect(priorOf(learned, 'scale-a', 'many').driftRate).toBeGreaterThan(0.35);
  });

  it('learns how often errors step', () => {
    const steps: Increment[] = [1, -1.4, 0.9, -0.7, 1.2, 2.5, -3].map((change) => ({
      type: 'pump',
      batch: 'b',
      years: 0.5,
      change,
      variance: 0.002,
      symptoms: 0,
      blunderShare: 0.02,
    }));
    const quiet = normals(93).map((z) => ({
      type: 'pump',
      batch: 'b',
      years: 0.5,
      change: 0.05 * z,
      variance: 0.002,
      symptoms: 0,
      blunderShare: 0.02,
    }));
    const learned = learn([...steps, ...quiet]);
    // Seven in fifty years, less those that blunders explain, with thirty increments' worth of what is assumed elsewhere.
    expect(priorOf(learned, 'pump', 'b').stepRate).toBeGreaterThan(0.04);
    expect(priorOf(learned, 'pump', 'b').stepRate).toBeLessThan(0.2);
  });

  it('learns what a symptom means', () => {
    const mask = symptomBit('overload');
    const harmless = steady('scale-a', 'b1', 40).map((one) => ({ ...one, symptoms: mask }));
    const harmful = harmless.map((one, index) => (index % 2 === 0 ? { ...one, change: 1.5 } : one));
    expect(learn([...healthy, ...harmless]).stepGiven.overload).toBeLessThan(estimationRules.stepGiven.overload);
    expect(learn([...healthy, ...harmful]).stepGiven.overload).toBeGreaterThan(0.25);
    expect(learn([...healthy, ...harmful]).stepGiven.creep).toBe(estimationRules.stepGiven.creep);
  });

  it('finds no walk where the measurements explain all, and the walk that is there where they do not', () => {
    const short = (walk: number) =>
      normals(200).map((z) => ({
        type: 'scale-a',
        batch: 'b',
        years: 0.2,
        change: Math.sqrt(0.01 + 0.2 * walk) * z,
        variance: 0.01,
        symptoms: 0,
        blunderShare: 0,
      }));
    // Negative squares cut off would make it 0.02 out of nothing.
    expect(learn(short(0)).types['scale-a']!.walk).toBeLessThan(0.01);
    const walking = learn(short(0.05)).types['scale-a']!;
    expect(walking.walk + walking.driftingShare * walking.driftSpread ** 2 * 0.2).toBeGreaterThan(0.03);
    expect(walking.walk).toBeLessThan(0.06);
  });

  it.each([0.8, 1.3, 1.6])('learns that points go along by %d, with errors in both', (factor) => {
    const noise = normals(211).toReversed();
    const other = [...noise.slice(100), ...noise.slice(0, 100)];
    const along = normals(211).map((z, i) => ({
      leading: 0.3 * z + 0.05 * noise[i]!,
      own: factor * 0.3 * z + 0.05 * other[i]!,
      leadingVariance: 0.0025,
      ownVariance: 0.0025,
    }));
    const increments = steady('pump', 'b', 211).map((one, i) => ({ ...one, along: [along[i]!] }));
    const { pointFactor, pointSpread } = learn(increments).types.pump!;
    expect(pointFactor).toBeCloseTo(factor, 1);
    expect(pointSpread).toBeLessThan(0.1);
  });

  it('knows nothing from nothing, and gives the same numbers whatever the order of batches', () => {
    expect(learn([]).unseen).toEqual(unknownPopulation);
    const shuffled = [...healthy.slice(100), ...healthy.slice(0, 100)];
    const [a, b] = [learn(healthy), learn(shuffled)];
    expect(b.types['scale-a']!.walk).toBeCloseTo(a.types['scale-a']!.walk, 5);
  });
});
