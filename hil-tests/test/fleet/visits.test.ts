import { Fleet } from '@hengzhun/hil-tests';
import { describe, expect, it } from 'vitest';

const startAt = Date.UTC(2027, 0, 4);
const kind = 'in-service-inspection';

describe('visits', () => {
  const fleet = new Fleet({ seed: 'visits', size: 3000, startAt });
  fleet.frameless(300);
  const worst = (points: readonly { error: number; limit: number }[]) =>
    Math.max(...points.map(({ error, limit }) => Math.abs(error) / limit));

  it('find what is true, within what an inspector can do', () => {
    let blunders = 0;
    for (let i = 0; i < 300; i++) {
      const truth = fleet.truth(i);
      if (truth.cause === 'fraud-one-key') continue;
      const { points, outcome } = fleet.visit(i, { kind });
      expect(points.map(({ nominal, nozzle, flow, limit }) => [nominal, nozzle, flow, limit])).toEqual(
        truth.points.map(({ nominal, nozzle, flow, limit }) => [nominal, nozzle, flow, limit]),
      );
      points.forEach(({ error, limit }, k) => {
        if (Math.abs(error - truth.points[k]!.error) > 0.5 * limit) blunders++;
      });
      expect(outcome).toBe(worst(points) > 1 ? 'fail' : 'pass');
    }
    // People err: not often.
    expect(blunders).toBeLessThan(0.02 * 1200);
  });

  it('find a one-key cheat only when the trader does not know of them', () => {
    const cheats = fleet.instruments.flatMap((_, i) => (fleet.truth(i).cause === 'fraud-one-key' ? [i] : []));
    expect(cheats.length).toBeGreaterThan(2);
    for (const i of cheats) {
      expect(fleet.truth(i).outOfTolerance).toBe(true);
      const open = fleet.visit(i, { kind });
      const covert = fleet.visit(i, { kind, covert: true });
      expect(covert).toMatchObject({ covert: true, outcome: 'fail' });
      // The 3 ‰ of the field against the cheat's percents.
      expect(worst(open.points)).toBeLessThan(0.5 * worst(covert.points));
    }
    const passed = cheats.filter((i) => fleet.visit(i, { kind }).outcome === 'pass').length;
    expect(passed / cheats.length).toBeGreaterThan(0.8);
  });

  it('are followed by repairs that leave small errors, mostly', () => {
    const left: number[] = [];
    for (let i = 300; i < 600; i++) {
      const counter = fleet.repair(i);
      if (counter === undefined) continue;
      expect(counter).toMatchObject({ kind: 'subsequent-verification', occasion: 'verification', at: fleet.now });
      left.push(worst(fleet.truth(i).points));
    }
    const good = left.filter((share) => share < 0.5).length / left.length;
    expect(good).toBeGreaterThan(0.85);
    expect(good).toBeLessThan(1);
  });

  it('come with what the trader measured meanwhile, where he does', () => {
    const checks = fleet.checks();
    const checked = new Set(checks.map(({ instrument }) => fleet.indexOf(instrument)));
    fleet.instruments.forEach(({ observedBy }, i) => {
      expect(checked.has(i)).toBe(observedBy === 'reference-checks');
    });
    for (const { points, kind } of checks) {
      expect(kind).toBe('reference-check');
      for (const { uncertainty, limit } of points) expect(uncertainty).toBeLessThan(limit / 3);
    }
    const share = fleet.instruments.filter(({ observed }) => observed).length / fleet.instruments.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.05);
  });
});
