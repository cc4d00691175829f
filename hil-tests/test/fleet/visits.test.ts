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

  it('hold a verification to half of what an inspection in service allows a scale (R 76-1 3.5.1, 3.5.2), a dispenser to the same (JJG 443)', () => {
    const kinds = ['in-service-inspection', 'subsequent-verification', 'sampling-verification'] as const;
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const scale = fleet.instruments[index]!.record.data!.instrumentKind === 1;
      const [service, ...verifications] = kinds.map((one) => fleet.visit(index, { kind: one }));
      expect(service!.occasion).toBe('in-service');
      for (const { occasion, points, outcome } of verifications) {
        expect(occasion).toBe('verification');
        points.forEach(({ limit }, k) => {
          expect(limit).toBe(service!.points[k]!.limit / (scale ? 2 : 1));
        });
        expect(outcome).toBe(worst(points) > 1 ? 'fail' : 'pass');
      }
    }
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
    expect(passed / cheats.length).toBeGreaterThan(0.7);
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
    // Dispensers at a large flow one time and at a small one the next: never only where it is easy.
    const flows = new Map<string, Set<number>>();
    for (const { instrument, points } of checks) {
      if (points[0]!.quantity === 'mass') continue;
      expect(new Set(points.map(({ flow }) => flow)).size).toBe(1);
      flows.set(instrument, (flows.get(instrument) ?? new Set()).add(points[0]!.flow!));
    }
    for (const seen of flows.values()) expect(seen.size).toBe(2);
    const share = fleet.instruments.filter(({ observed }) => observed).length / fleet.instruments.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.05);
  });

  it('are not needed for a check that the trader is asked for: within the week, at both flows, the others as they were', () => {
    const size = 400;
    const [asked, usual] = [0, 1].map(() => new Fleet({ seed: 'asked', size, startAt }));
    const index = asked!.instruments.findIndex(
      ({ observedBy, record }) => observedBy === 'reference-checks' && record.data!.instrumentKind === 2,
    );
    asked!.orderCheck(index);
    const ofWeek = (fleet: Fleet) => {
      fleet.frameless(7);
      return fleet.checks();
    };
    const [more, fewer] = [ofWeek(asked!), ofWeek(usual!)];
    const own = more.filter(({ instrument }) => asked!.indexOf(instrument) === index);
    expect(own).toHaveLength(1);
    expect(new Set(own[0]!.points.map(({ flow }) => flow)).size).toBe(2);
    const others = (list: typeof more) => list.filter(({ instrument }) => usual!.indexOf(instrument) !== index);
    expect(others(more)).toEqual(others(fewer));
  });
});
