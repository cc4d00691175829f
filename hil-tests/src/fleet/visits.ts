import type { TestPointResult, Verification, VerificationKind } from '@hengzhun/host-sdk';
import { EVENT_SEAL } from '@hengzhun/protocol';
import { inspect, passes } from './inspect.js';
import { type Inspector, makeInspector } from './inspectors.js';
import { isScale } from './population.js';
import { Draws, keyOf } from './random.js';
import { repair } from './repair.js';
import type { World } from './world.js';

/** Inspectors at work: what they find, and what repairs leave. */
export class Visits {
  private readonly counts: Uint32Array;
  /** A covert visit has met a cheat since the last repair. */
  private readonly cheatMet: Uint8Array;
  private readonly inspectors = new Map<string, Inspector>();

  constructor(private readonly world: World) {
    this.counts = new Uint32Array(world.size);
    this.cheatMet = new Uint8Array(world.size);
  }

  visit(i: number, kind: VerificationKind, covert: boolean): Verification {
    const { world } = this;
    const { state } = world;
    const plan = world.plans[i]!;
    const { draws, by, id } = this.begin(i);
    // Only an inspection in service grants the wider limits: a verification, periodic or not, is held to those of R 76-1 3.5.1.
    const inService = kind === 'in-service-inspection';
    const limits = inService ? plan.limit : plan.verificationLimit;
    const points = inspect(state, i, plan, this.interval(i), by, draws, { covert, limits });
    const outcome = passes(points) ? 'pass' : 'fail';
    if (covert && outcome === 'fail') this.cheatMet[i] = 1;
    if (!covert) {
      // Who stands before it sees a broken seal and a dead radio.
      if (state.sealState[i] === 2) {
        state.sealState[i] = 1;
        world.log(i, EVENT_SEAL, 2, 1);
      }
      if (draws.chance(0.7)) state.radioDead[i] = 0;
      if (outcome === 'pass' && !inService) state.lastVerified[i] = world.now;
    }
    return {
      ...this.paper(i, id, by, draws),
      kind,
      occasion: inService ? 'in-service' : 'verification',
      points,
      outcome,
      ...(covert ? { covert: true } : {}),
    };
  }

  /** undefined: beyond repair. */
  repair(i: number): Verification | undefined {
    const { world } = this;
    const { state } = world;
    const plan = world.plans[i]!;
    const { draws, by, id } = this.begin(i);
    const scale = isScale(world.makings[i]!.type);
    world.account(i);
    const done = repair(state, i, state.unitsOf(world.stations[i]!), scale, this.cheatMet[i] === 1, draws);
    if (!done) return undefined;
    this.cheatMet[i] = 0;
    state.radioDead[i] = 0;
    state.lastVerified[i] = world.now;
    world.log(i, EVENT_SEAL, 1, 0);
    world.log(i, EVENT_SEAL, 0, 1);
    world.judge(i);
    const limits = plan.verificationLimit;
    const points = inspect(state, i, plan, this.interval(i), by, draws, { covert: false, limits });
    return {
      ...this.paper(i, id, by, draws),
      kind: 'subsequent-verification',
      occasion: 'verification',
      points,
      outcome: passes(points) ? 'pass' : 'fail',
    };
  }

  /** A new instrument stands here: its first verification. */
  initial(i: number): Verification {
    const { world } = this;
    this.cheatMet[i] = 0;
    const plan = world.plans[i]!;
    const { draws, by, id } = this.begin(i);
    const limits = plan.verificationLimit;
    const points = inspect(world.state, i, plan, this.interval(i), by, draws, { covert: false, limits });
    world.state.lastVerified[i] = world.now;
    return {
      ...this.paper(i, id, by, draws),
      kind: 'initial-verification',
      occasion: 'verification',
      points,
      outcome: passes(points) ? 'pass' : 'fail',
    };
  }

  /** What instrument `i` shows as it stands now, by the limits of verification. */
  measure(i: number): TestPointResult[] {
    const { draws, by } = this.begin(i);
    const plan = this.world.plans[i]!;
    const limits = plan.verificationLimit;
    return inspect(this.world.state, i, plan, this.interval(i), by, draws, { covert: false, limits });
  }

  private interval(i: number): number {
    const { type } = this.world.makings[i]!;
    return isScale(type) ? type.interval : 10;
  }

  private begin(i: number): { draws: Draws; by: Inspector; id: string } {
    const { world } = this;
    const count = (this.counts[i] = this.counts[i]! + 1);
    const draws = new Draws(keyOf(world.seed, 'visit', i, world.state.generation[i]!, count));
    const { region } = world.sites[world.stations[i]!.site]!;
    const number = draws.below(Math.max(2, Math.ceil(world.size / 1000)));
    const name = `${region}-${number}`;
    let by = this.inspectors.get(name);
    if (by === undefined) this.inspectors.set(name, (by = makeInspector(world.seed, region, number)));
    return { draws, by, id: `v-${i}-${count}` };
  }

  private paper(i: number, id: string, by: Inspector, draws: Draws) {
    const { world } = this;
    const { site } = world.stations[i]!;
    return {
      id,
      instrument: world.ueid(i),
      at: world.now,
      conditions: {
        temperature: Math.round(10 * (world.weather.temperature[site]! + 1.5 * draws.normal())) / 10,
        humidity: Math.round(Math.min(99, 100 * world.weather.humidity[site]! + 4 * draws.normal())),
      },
      standards: [isScale(world.makings[i]!.type) ? by.standards.mass : by.standards.volume],
      person: by.person,
      authority: by.authority,
    };
  }
}
