import { EVENT_BOOT, EVENT_SELF_STATE, FLAG_BIT_RESTARTED } from '@hengzhun/protocol';
import { passes } from './inspect.js';
import type { FleetStatus, Verification } from './options.js';
import { isScale, type Making } from './population.js';
import { purpose, uniform } from './random.js';
import { referenceCheck, type TraderStandard, traderStandard } from './reference-check.js';
import { report } from './report.js';
import { WEEK } from './weather.js';
import type { World } from './world.js';

/** A report that was made, whether or not it gets through. */
export interface Sent {
  readonly index: number;
  readonly at: number;
  readonly status: FleetStatus;
  readonly delivered: boolean;
}

/** What comes due between two moments of one week: scheduled frames, and traders' checks. */
export class Due {
  private readonly selfStates: Uint8Array;
  private readonly ordered = new Set<number>();
  private readonly standards = new Map<string, TraderStandard>();

  constructor(
    private readonly world: World,
    private readonly reportEvery: number,
  ) {
    this.selfStates = new Uint8Array(4 * world.size);
  }

  /** Forgets what a replaced instrument said. */
  forget(i: number): void {
    this.selfStates.fill(0, 4 * i, 4 * i + 4);
  }

  /** Reports made after `from`, until `to`, in the order of time. */
  reports(from: number, to: number): Sent[] {
    const { world, reportEvery } = this;
    const sent: Sent[] = [];
    for (let i = 0; i < world.size; i++) {
      if (world.state.radioDead[i] === 1) continue;
      const shift = world.origin + world.stations[i]!.phase * reportEvery;
      for (let n = Math.floor((from - shift) / reportEvery) + 1; shift + n * reportEvery <= to; n++)
        sent.push(this.make(i, n, Math.round(shift + n * reportEvery)));
    }
    return sent.sort((a, b) => a.at - b.at || a.index - b.index);
  }

  private make(i: number, n: number, at: number): Sent {
    const { world } = this;
    const { state: s } = world;
    const making = world.makings[i]!;
    const station = world.stations[i]!;
    const site = world.sites[station.site]!;
    const temperature = world.weather.temperature[station.site]!;
    const nozzles = station.nozzles.length;
    const nozzle = nozzles === 0 ? 0 : n % nozzles;
    const { flags, selfState, channels } = report(s, i, making, station, site, { temperature }, n, nozzle);
    const now = world.now;
    world.now = at;
    if ((flags & (1 << FLAG_BIT_RESTARTED)) !== 0) {
      s.bootcount[i] = s.bootcount[i]! + 1;
      s.bootAt[i] = at - 3_600_000;
      world.log(i, EVENT_BOOT, 0);
    }
    const before = this.selfStates[4 * i + nozzle]!;
    if (before !== selfState) world.log(i, EVENT_SELF_STATE, before, selfState, flags);
    this.selfStates[4 * i + nozzle] = selfState;
    world.now = now;
    if (s.learning[i]! > 0) s.learning[i] = s.learning[i]! - 1;
    if (s.overloadPending[i]! > 0) s.overloadPending[i] = s.overloadPending[i]! - 1;
    let selfStates = 0;
    for (let k = 0; k < nozzles; k++) selfStates += this.selfStates[4 * i + k]! << (2 * k);
    const u = 4 * i + nozzle;
    const { high, low } = making.key;
    return {
      index: i,
      at,
      delivered: uniform(high, low, purpose.delivery, n) < 0.99 * station.coverage,
      status: {
        flags,
        selfState,
        sealState: s.sealState[i]!,
        calibrationCounter: s.calibrationCounter[i]!,
        channels,
        temperature: Math.round(100 * temperature + 80 * uniform(high, low, purpose.reading, n)),
        bootcount: s.bootcount[i]!,
        uptime: world.uptime(i, at),
        logLength: world.events[i]!.length,
        nozzle:
          nozzles === 0
            ? undefined
            : { index: nozzle, selfStates, totaliser: s.totaliser[u]!, fuelings: s.fuelings[u]! % 16_777_216 },
      },
    };
  }

  /** A trader who checks anyway is asked to do it within the week. */
  orderCheck(i: number): void {
    this.ordered.add(i);
  }

  /** Checks that traders made after `from`, until `to`: their regular ones, and those that were ordered. */
  checks(from: number, to: number): Verification[] {
    const { world } = this;
    const found: Verification[] = [];
    for (let i = 0; i < world.size; i++) {
      const { checkWeeks, checkPhase } = world.stations[i]!;
      if (checkWeeks === 0) continue;
      const making = world.makings[i]!;
      if (isScale(making.type) && making.type.internalMass) continue;
      // Whoever is asked checks once a week, when he would.
      const ordered = this.ordered.delete(i);
      const every = ordered ? WEEK : checkWeeks * WEEK;
      const shift = world.origin + checkPhase * checkWeeks * WEEK;
      for (let n = Math.floor((from - shift) / every) + 1; shift + n * every <= to; n++) {
        const at = shift + n * every;
        const count = Math.floor((at - world.origin) / WEEK);
        // Holidays, and traders who forget.
        if (uniform(making.key.high, making.key.low, purpose.forgotten, count) < 0.08) continue;
        // One time at a large flow and the next at a small one; at both when asked.
        const flows = ordered ? 'both' : n % 2 === 0 ? 'large' : 'small';
        found.push(this.check(i, making, count, Math.round(at), flows));
      }
    }
    return found.sort((a, b) => a.at - b.at);
  }

  private check(i: number, making: Making, count: number, at: number, flows: 'large' | 'small' | 'both'): Verification {
    const { world } = this;
    const { trader, site } = world.stations[i]!;
    const mass = isScale(making.type);
    let standard = this.standards.get(trader.id);
    if (standard === undefined) this.standards.set(trader.id, (standard = traderStandard(world.seed, trader.id, mass)));
    const interval = isScale(making.type) ? making.type.interval : 10;
    const points = referenceCheck(world.state, i, world.plans[i]!, interval, standard, making.key, count, flows);
    return {
      id: `c-${i}-${world.state.generation[i]}-${count}`,
      instrument: world.ueid(i),
      kind: 'reference-check',
      at,
      occasion: 'in-service',
      points,
      outcome: passes(points) ? 'pass' : 'fail',
      conditions: { temperature: Math.round(world.weather.temperature[site]! * 10) / 10 },
      standards: [standard.name],
      person: trader.id,
      authority: trader.id,
    };
  }
}
