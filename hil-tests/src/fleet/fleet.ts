import type { EnrolmentRecord, Verification, VerificationKind } from '@hengzhun/host-sdk';
import { RigError } from '../error.js';
import { Due, type Sent } from './due.js';
import { FrameWriter, logEntry } from './frame-writer.js';
import { liveHistory } from './history.js';
import { identityOf, monthOf, privateKeyOf, recordOf, statementOf } from './identity.js';
import type { FleetFrame, FleetInstrument, FleetObservation, FleetOptions, FleetTruth } from './options.js';
import { trueError } from './true-error.js';
import { Visits } from './visits.js';
import { World } from './world.js';

const DAY = 86_400_000;

/**
 * A fleet of scales and dispensers over years: what is true of each, what they sign, what traders and inspectors measure. Its physics is
 * described in README.md; the same options give the same fleet again (signatures apart).
 */
export class Fleet {
  readonly instruments: readonly FleetInstrument[];
  private readonly list: FleetInstrument[];
  private readonly world: World;
  private readonly visits: Visits;
  private readonly due: Due;
  private readonly past: readonly Verification[];
  private readonly writers: (FrameWriter | undefined)[] = [];
  private readonly indices = new Map<string, number>();
  private readonly reportSeconds: number;
  private pending: Verification[] = [];

  /** @throws {RigError} `fleet-options` */
  constructor(options: FleetOptions) {
    const { seed, size, startAt, wear = 1, reportEveryDays = 7 } = options;
    if (!Number.isInteger(size) || size < 1 || size > 1_000_000)
      throw new RigError('fleet-options', 'The size of a fleet must be an integer from 1 to 1 000 000.');
    if (!Number.isFinite(startAt)) throw new RigError('fleet-options', '`startAt` must be a time in ms since 1970.');
    if (!(wear >= 0 && wear <= 100)) throw new RigError('fleet-options', '`wear` must lie within 0 to 100.');
    if (!(reportEveryDays >= 0.01 && reportEveryDays <= 366))
      throw new RigError('fleet-options', '`reportEveryDays` must lie within 0.01 to 366.');
    this.reportSeconds = Math.round(reportEveryDays * 86_400);
    this.world = new World(seed, size, startAt, wear);
    this.visits = new Visits(this.world);
    this.past = liveHistory(this.world, this.visits);
    this.world.begin();
    this.due = new Due(this.world, this.reportSeconds * 1000);
    for (let i = 0; i < size; i++) this.indices.set(this.world.ueid(i), i);
    this.list = Array.from({ length: size }, (_, i) => this.describe(i));
    this.instruments = this.list;
  }

  /** ms since 1970. */
  get now(): number {
    return this.world.now;
  }

  /** Place of the instrument in the fleet; -1: unknown, or replaced. */
  indexOf(ueid: string): number {
    return this.indices.get(ueid) ?? -1;
  }

  /** Verifications of the three years before the start, in the order of time. */
  history(): readonly Verification[] {
    return this.past;
  }

  /** Lets time pass. @returns the frames that were received, in the order of time; each instrument's chain in order */
  advance(days: number): FleetFrame[] {
    const frames: FleetFrame[] = [];
    this.pass(days, (sent) => {
      const bytes = this.writer(sent.index).status(sent.status, sent.delivered);
      if (bytes !== undefined) frames.push({ index: sent.index, at: sent.at, bytes });
    });
    return frames;
  }

  /** As {@link advance}, without signing: the same numbers. Frames of this time are in no chain. */
  frameless(days: number): FleetObservation[] {
    const seen: FleetObservation[] = [];
    this.pass(days, ({ index, at, status, delivered }) => {
      if (delivered) seen.push({ index, at, status });
    });
    return seen;
  }

  /** Reference checks that traders made since the last call. */
  checks(): Verification[] {
    const checks = this.pending;
    this.pending = [];
    return checks;
  }

  /** Asks the trader of instrument `index`, if he is one who checks, for a check within the coming week. */
  orderCheck(index: number): void {
    this.due.orderCheck(index);
  }

  truth(index: number): FleetTruth {
    const { world } = this;
    const plan = world.plans[index]!;
    const { state } = world;
    const points = plan.nominal.map((nominal, k) => ({
      quantity: plan.quantity,
      nominal,
      ...(plan.quantity === 'volume' ? { nozzle: plan.nozzle[k]!, flow: plan.flow[k]! } : {}),
      error: trueError(state, index, plan, k, true),
      limit: plan.limit[k]!,
    }));
    const since = state.outSince[index]!;
    const out = !Number.isNaN(since);
    return { points, outOfTolerance: out, since: out ? since : undefined, cause: world.causes[index]! };
  }

  /** Days out of tolerance since the start, of whatever instrument stood in this place. */
  outOfToleranceDays(index: number): number {
    this.world.account(index);
    return this.world.state.outDays[index]!;
  }

  /** An inspector measures now. */
  visit(index: number, options: { readonly kind: VerificationKind; readonly covert?: boolean }): Verification {
    return this.visits.visit(index, options.kind, options.covert === true);
  }

  /** Repairs and adjusts. @returns what was left; undefined: beyond repair, and nothing was done */
  repair(index: number): Verification | undefined {
    return this.visits.repair(index);
  }

  /** Puts a new instrument with a new key into the place of `index`. */
  replace(index: number): FleetInstrument {
    const { world } = this;
    this.indices.delete(world.ueid(index));
    world.replace(index);
    this.indices.set(world.ueid(index), index);
    this.writers[index] = undefined;
    this.due.forget(index);
    return (this.list[index] = this.describe(index));
  }

  /** An identity frame of instrument `index`, signed now: the next in its chain. */
  identity(index: number): FleetFrame {
    const { world } = this;
    const { state } = world;
    const moment = {
      uptime: world.uptime(index, world.now),
      bootcount: state.bootcount[index]!,
      logLength: world.events[index]!.length,
    };
    return { index, at: world.now, bytes: this.writer(index).identity(moment) };
  }

  /** Entries of the event log of instrument `index`, from the start of its chain. */
  eventLog(index: number): Uint8Array[] {
    return this.world.events[index]!.map(logEntry);
  }

  private pass(days: number, take: (sent: Sent) => void): void {
    if (!(days >= 0 && days <= 36_525))
      throw new RigError('fleet-options', 'Days to pass must lie within 0 to 36 525.');
    const { world, due } = this;
    const end = world.now + days * DAY;
    while (world.now < end) {
      if (world.nextWeek <= world.now) world.stepWeek();
      const until = Math.min(end, world.nextWeek);
      for (const sent of due.reports(world.now, until)) take(sent);
      for (const check of due.checks(world.now, until)) this.pending.push(check);
      world.now = until;
    }
  }

  private writer(i: number): FrameWriter {
    const known = this.writers[i];
    if (known !== undefined) return known;
    const { world } = this;
    const identity = identityOf(world.seed, i, world.state.generation[i]!);
    const statement = statementOf(identity, world.makings[i]!, this.list[i]!.record);
    return (this.writers[i] = new FrameWriter(privateKeyOf(identity), statement, world.events[i]!));
  }

  private describe(i: number): FleetInstrument {
    const { world, reportSeconds } = this;
    const making = world.makings[i]!;
    const station = world.stations[i]!;
    const generation = world.state.generation[i]!;
    const observedBy = world.observedBy(i);
    let record: EnrolmentRecord | undefined;
    return {
      // A key takes its time: it is made when somebody asks for it.
      get record() {
        const site = world.sites[station.site]!;
        return (record ??= recordOf(identityOf(world.seed, i, generation), making, station, site, reportSeconds));
      },
      model: making.type.model,
      batch: making.batch.name,
      manufactured: monthOf(making.manufacturedAt),
      observed: observedBy !== undefined,
      observedBy,
      trader: station.trader.id,
      site: `s-${station.site}`,
      commissionedAt: Math.round(making.commissionedAt),
      get lastVerified() {
        return world.state.lastVerified[i]!;
      },
    };
  }
}
