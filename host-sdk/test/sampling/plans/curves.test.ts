import { describe, expect, it } from 'vitest';
import { curveSvg } from '../../../src/sampling/plans/curve-svg.js';
import { type AnyPlan, planCurves } from '../../../src/sampling/plans/curves.js';
import { planSequential } from '../../../src/sampling/plans/sequential-plan.js';
import { planVariables } from '../../../src/sampling/plans/variables-plan.js';

const single: AnyPlan = { kind: 'single', sampleSize: 109, acceptanceNumber: 3 };
const points = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 };
const plans: AnyPlan[] = [
  single,
  { kind: 'double', firstSize: 50, firstAcceptance: 0, firstRejection: 4, secondSize: 100, secondAcceptance: 3 },
  { kind: 'variables', ...planVariables(points, 'unknown') },
  { kind: 'sequential', ...planSequential(points) },
];
const outOfRange = expect.objectContaining({ code: 'sampling-out-of-range' });

describe('curves of plans', () => {
  it('pass the published points: n 109, c 3 at 1 % and 7 %', () => {
    const curve = planCurves(single, 0.1, 11);
    expect(curve[1]!.quality).toBeCloseTo(0.01, 12);
    expect(1 - curve[1]!.accepted).toBeCloseTo(0.0243, 4);
    expect(curve[7]!.accepted).toBeCloseTo(0.0485, 4);
  });

  it.each(plans)('of the kind $kind begin with certainty and fall', (plan) => {
    const curve = planCurves(plan, 0.3, 61);
    expect(curve[0]).toMatchObject({ quality: 0, accepted: 1, outgoingQuality: 0 });
    for (let i = 1; i < curve.length; i++) {
      expect(curve[i]!.accepted).toBeLessThanOrEqual(curve[i - 1]!.accepted + 1e-12);
      expect(curve[i]!.outgoingQuality).toBeLessThanOrEqual(curve[i]!.quality);
    }
    expect(curve.at(-1)!.accepted).toBeLessThan(1e-3);
  });

  it('of a lot have a point for each number that it can hold, and let nothing through when all are looked at', () => {
    const curve = planCurves({ kind: 'single', sampleSize: 20, acceptanceNumber: 0 }, 1, 1000, 20);
    expect(curve.map(({ quality }) => Math.round(quality * 20))).toEqual(Array.from({ length: 21 }, (_, i) => i));
    expect(curve.every(({ outgoingQuality }) => outgoingQuality === 0)).toBe(true);
    expect(curve[1]!.accepted).toBe(0);
  });

  it('that cannot be are refused', () => {
    expect(() => planCurves(single, 0, 10)).toThrow(outOfRange);
    expect(() => planCurves(single, 0.1, 1)).toThrow(outOfRange);
    expect(() => planCurves(plans[2]!, 0.1, 10, 100)).toThrow(outOfRange);
  });
});

describe('curves as pictures', () => {
  it.each(['accepted', 'outgoingQuality', 'averageSample'] as const)(
    '%s is drawn inside its frame, in both languages',
    (name) => {
      for (const language of ['en', 'zh'] as const) {
        for (const plan of plans) {
          const svg = curveSvg(planCurves(plan, 0.1, 51), name, language);
          expect(svg).toMatch(/^<svg [^>]*role="img".*<title id="title">[^<]+<\/title>.*<\/svg>\n$/s);
          const drawn = /<polyline [^>]*points="([^"]+)"/
            .exec(svg)![1]!
            .split(' ')
            .map((pair) => pair.split(',').map(Number));
          expect(drawn).toHaveLength(51);
          for (const [x, y] of drawn as [number, number][]) {
            expect(x).toBeGreaterThanOrEqual(72);
            expect(x).toBeLessThanOrEqual(620);
            expect(y).toBeGreaterThanOrEqual(40);
            expect(y).toBeLessThanOrEqual(344);
          }
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        }
      }
    },
  );
});
