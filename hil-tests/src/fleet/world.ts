import { EVENT_BOOT, EVENT_OVERLOAD, EVENT_SEAL } from '@hengzhun/protocol';
import { ueidOf } from './identity.js';
import { initialise, season, setAtStart } from './initialise.js';
import type { FleetCause } from './options.js';
import type { Site } from './places.js';
import { isDispenser, isScale, type Making, makeInstrument, makeStations, type Station } from './population.js';
import { Draws, normal, purpose, uniform } from './random.js';
import { FleetState, UNITS } from './state.js';
import { stepFraud } from './step-fraud.js';
import { stepNozzle, stepScale, type Week } from './step-unit.js';
import { causeOf, planFor, type TestPlan, worstPoint } from './true-error.js';
import { WEEK, Weather } from './weather.js';

const DAY = 86_400_000;
/** Weeks that are lived before the start, under plain periodic verification. */
export const BEFORE = 156;

/** Sites, instruments and what time does to them, week by week. Nothing here knows of frames or of visits. */
export class World {
  readonly stations: readonly Station[];
  readonly sites: readonly Site[];
  readonly makings: Making[];
  readonly plans: TestPlan[];
  readonly state: FleetState;
  readonly weather: Weather;
  readonly origin: number;
  readonly causes: FleetCause[];
  /** Per instrument: entries of its event log, as kind, boot, uptime and items. */
  readonly events: number[][][];
  now: number;
  /** Weeks lived since `origin`. */
  private weeks = 0;
  private readonly ueids: (string | undefined)[] = [];
  private readonly alive: Uint8Array;
  private readonly week: Week;

  constructor(
    readonly seed: string,
    size: number,
    readonly startAt: number,
    private readonly wear: number,
  ) {
    this.origin = startAt - BEFORE * WEEK;
    this.now = this.origin;
    const { stations, sites } = makeStations(seed, size);
    this.stations = stations;
    this.sites = sites;
    this.makings = stations.map((station, i) => makeInstrument(seed, i, 0, station, startAt));
    this.plans = stations.map((station, i) => planFor(this.makings[i]!, station));
    this.state = new FleetState(size);
    this.weather = new Weather(seed, sites);
    this.causes = Array.from<FleetCause>({ length: size }).fill('ageing');
    this.events = stations.map(() => []);
    this.alive = new Uint8Array(size);
    this.state.accountedAt.fill(this.origin);
    this.week = {
      step: 0,
      high: 0,
      low: 0,
      wear,
      temperature: 20,
      humidity: 0.7,
      use: 1,
      abrasion: 1,
      vibration: 1,
      coast: 0,
      roughness: 1,
      overload: 1,
    };
  }

  get size(): number {
    return this.stations.length;
  }

  /** When the next week begins, ms. */
  get nextWeek(): number {
    return this.origin + this.weeks * WEEK;
  }

  isAlive(i: number): boolean {
    return this.alive[i] === 1;
  }

  observedBy(i: number): 'internal-mass' | 'reference-checks' | undefined {
    const { type } = this.makings[i]!;
    if (isScale(type) && type.internalMass) return 'internal-mass';
    return this.stations[i]!.checkWeeks > 0 ? 'reference-checks' : undefined;
  }

  /** Lives the week that begins at `nextWeek`. @returns instruments that were put into service in it */
  stepWeek(): number[] {
    const step = this.weeks++;
    this.now = this.origin + step * WEEK;
    this.weather.step(step, this.now);
    const commissioned: number[] = [];
    for (let i = 0; i < this.size; i++) {
      if (this.alive[i] === 0) {
        const age = (this.now - this.makings[i]!.commissionedAt) / WEEK;
        if (age < 0) continue;
        this.commission(i, step === 0 ? age : 0);
        commissioned.push(i);
      } else this.stepInstrument(i, step);
      this.judge(i);
    }
    return commissioned;
  }

  /** Ends the time before the start: from here on days out of tolerance count. */
  begin(): void {
    this.now = this.startAt;
    for (let i = 0; i < this.size; i++) {
      if (this.alive[i] === 0) {
        this.commission(i, 0);
        this.judge(i);
      }
      this.account(i);
      this.events[i] = [];
      this.state.bootAt[i] = this.startAt - 86_400_000;
      this.log(i, EVENT_BOOT, 0);
      this.log(i, EVENT_SEAL, 0, 1);
    }
    this.state.outDays.fill(0);
  }

  /** A new instrument in the place of `i`. */
  replace(i: number): void {
    const generation = this.state.generation[i]! + 1;
    this.state.generation[i] = generation;
    this.ueids[i] = undefined;
    this.makings[i] = makeInstrument(this.seed, i, generation, this.stations[i]!, this.now);
    this.plans[i] = planFor(this.makings[i]!, this.stations[i]!);
    this.account(i);
    this.commission(i, 0);
    this.judge(i);
  }

  /** The same instrument with new parts: for one that could not be adjusted any more. */
  renew(i: number): void {
    this.account(i);
    this.commission(i, 0);
    this.judge(i);
  }

  ueid(i: number): string {
    return (this.ueids[i] ??= ueidOf(this.seed, i, this.state.generation[i]!));
  }

  private commission(i: number, age: number): void {
    const { state } = this;
    const making = this.makings[i]!;
    const units = state.unitsOf(this.stations[i]!);
    initialise(state, i, making, this.stations[i]!, age, this.wear);
    this.alive[i] = 1;
    this.events[i] = [];
    state.bootAt[i] = this.now;
    this.log(i, EVENT_BOOT, 0);
    this.log(i, EVENT_SEAL, 0, 1);
    const station = this.stations[i]!;
    const site = this.sites[station.site]!;
    if (age > 0) {
      const use = site.activity * station.trader.use;
      for (let n = 0; n < units; n++) season(state, UNITS * i + n, use, site.activity * site.dirt);
    }
    this.stepInstrument(i, Math.max(0, this.weeks - 1));
    const draws = new Draws(making.key, 2);
    for (let n = 0; n < units; n++) setAtStart(state, UNITS * i + n, making, age, draws);
    const interval = (isScale(making.type) ? 365 : 182) * DAY;
    state.lastVerified[i] = age === 0 ? this.now : this.now - interval * draws.uniform();
  }

  private stepInstrument(i: number, step: number): void {
    const { state: s, week: w } = this;
    const station = this.stations[i]!;
    const site = this.sites[station.site]!;
    const making = this.makings[i]!;
    const { type } = making;
    const { high, low } = making.key;
    w.step = step;
    w.temperature = this.weather.temperature[station.site]!;
    w.humidity = this.weather.humidity[station.site]!;
    w.abrasion = this.weather.abrasion[station.site]!;
    w.vibration = site.vibration;
    w.coast = site.coast;
    w.roughness = station.trader.roughness;
    s.age[i] = s.age[i]! + 1;
    const own = Math.exp(0.2 * normal(high, low, purpose.use, step));
    w.use = this.weather.trade[station.site]! * station.trader.use * own;
    if (isScale(type)) {
      w.overload = type.overload;
      w.high = high;
      w.low = low;
      const before = s.overloads[i]!;
      stepScale(s, i, UNITS * i, w);
      if (s.overloads[i]! > before) {
        const indication = Math.round((s.overloadSize[i]! * type.maximum) / type.interval);
        this.log(i, EVENT_OVERLOAD, indication, s.overloads[i]!, s.overloadSize[i]! > 1.5 ? 1 : 0);
      }
      if (type.internalMass)
        s.massDrift[i] = s.massDrift[i]! + 1.5 * site.dust * (0.1 + normal(high, low, purpose.internalMass, step));
    } else {
      for (let n = 0; n < station.nozzles.length; n++) {
        // A substream for each nozzle.
        w.high = high ^ Math.imul(n + 1, 0x632be5ab);
        w.low = low;
        stepNozzle(s, UNITS * i + n, w, (type.maximumFlow / 50_000) * 8000);
      }
    }
    if (uniform(high, low, purpose.radio, step) < 0.0005) s.radioDead[i] = 1;
    const [counter, seal] = [s.calibrationCounter[i]!, s.sealState[i]!];
    stepFraud(s, i, high, low, step, {
      dishonesty: station.trader.dishonesty,
      observed: this.observedBy(i) !== undefined,
      scale: isScale(type),
      paired: isDispenser(type) && type.paired,
      units: s.unitsOf(station),
    });
    // Whoever adjusts leaves this much in the log; whoever breaks a seal, too.
    if (s.sealState[i] !== seal) this.log(i, EVENT_SEAL, seal, s.sealState[i]!);
    else if (s.calibrationCounter[i] !== counter) {
      this.log(i, EVENT_SEAL, 1, 0);
      this.log(i, EVENT_SEAL, 0, 1);
    }
  }

  /** Adds to the log of instrument `i`. */
  log(i: number, kind: number, ...items: number[]): void {
    this.events[i]!.push([kind, this.state.bootcount[i]!, this.uptime(i, this.now), ...items]);
  }

  uptime(i: number, at: number): number {
    return Math.max(0, Math.floor((at - this.state.bootAt[i]!) / 1000));
  }

  /** Brings the account of days out of tolerance up to now; before anything changes. */
  account(i: number): void {
    const { state: s } = this;
    if (!Number.isNaN(s.outSince[i]!)) s.outDays[i] = s.outDays[i]! + (this.now - s.accountedAt[i]!) / DAY;
    s.accountedAt[i] = this.now;
  }

  /** Whether instrument `i` is out of tolerance from now on. */
  judge(i: number): void {
    this.account(i);
    const { state: s } = this;
    const plan = this.plans[i]!;
    const { point, ratio } = worstPoint(s, i, plan);
    const smallFlow = plan.quantity === 'volume' && point % 2 === 0;
    this.causes[i] = causeOf(s, i, UNITS * i + plan.nozzle[point]!, this.makings[i]!, smallFlow);
    if (ratio <= 1) s.outSince[i] = Number.NaN;
    else if (Number.isNaN(s.outSince[i]!)) s.outSince[i] = this.now;
  }
}
