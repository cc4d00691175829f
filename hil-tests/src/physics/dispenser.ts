import { type DispenserOptions, healthyDispenser } from './dispenser-options.js';
import { createRandom, type Random } from './random.js';

/** What the counters say at one moment: cumulative since the start, edges. */
export interface DispenserReading {
  /** ms since the start. */
  timeMs: number;
  up: number;
  down: number;
  phaseErrors: number;
  /** The encoder's own register. */
  encoder: number;
  /** 0.01 degree Celsius. */
  temperature: number;
}

/** One fueling: the nozzle is lifted at the first reading and hung up at the last. */
export interface Fueling {
  /** Counted from 0. */
  number: number;
  /** The last reading before the nozzle was lifted. */
  before: DispenserReading;
  /** mL; undefined: none. */
  preset: number | undefined;
  readings: DispenserReading[];
  /** What the model knows and an instrument does not: what the customer got, mL. */
  delivered: number;
}

export interface DispenserModel {
  readonly options: DispenserOptions;
  /** The next fueling of the day's trade. */
  next(): Fueling;
}

const DAY = 86_400_000;

/** A nozzle in trade, from one seed. `options` are taken over `healthyDispenser`; see there for units. */
export function createDispenserModel(options: Partial<DispenserOptions>, seed: number): DispenserModel {
  const o: DispenserOptions = { ...healthyDispenser, ...options };
  const random = createRandom(seed);
  const millilitres = 1000 / o.edgesPerLitre;
  let number = 0;
  let wander = o.wander * random.normal();
  let owed = 0;
  const now: DispenserReading = { timeMs: 0, up: 0, down: 0, phaseErrors: 0, encoder: 0, temperature: 0 };

  const dayOf = (): number => now.timeMs / DAY + o.startHour / 24;

  /** Goes on to the next fueling; at night there is none. */
  function pause(): void {
    const before = now.timeMs;
    now.timeMs += Math.round(30_000 + (random.exponential() * (o.closes - o.opens) * 3_600_000) / o.fuelingsPerDay);
    const hour = (dayOf() % 1) * 24;
    if (hour < o.opens) now.timeMs += Math.round((o.opens - hour) * 3_600_000);
    else if (hour >= o.closes) now.timeMs += Math.round((24 - hour + o.opens) * 3_600_000);
    const days = (now.timeMs - before) / DAY;
    const share = Math.exp(-days / o.wanderDays);
    wander = wander * share + o.wander * Math.sqrt(1 - share * share) * random.normal();
    const leak = o.fraud.bypass && number >= o.fraud.bypass.from ? o.fraud.bypass.idle * days * 24 : 0;
    const idle = counted(o.idleEdgesPerDay * days, random);
    // shakes to and fro, but a leak goes one way
    const back = idle >> 1;
    now.up += idle - back + Math.round(leak);
    now.down += back;
    now.encoder += idle - 2 * back + Math.round(leak);
    const day = dayOf();
    now.temperature = Math.round(
      100 *
        (o.temperatureMean +
          o.temperatureYear * Math.sin((2 * Math.PI * day) / 365) +
          o.temperatureDay * Math.sin(2 * Math.PI * (day - 0.4))),
    );
  }

  /** Edges that reach the main board for each that passes the shaft. */
  function gainOf(): { pulser: number; board: number } {
    const { disc, inserter, switchable } = o.fraud;
    let pulser = 1;
    let board = 1;
    if (disc && number >= disc.from) pulser = disc.ratio;
    if (inserter && number >= inserter.from) board *= 1 + inserter.share;
    if (switchable?.on(number)) board *= 1 + switchable.share;
    return { pulser, board };
  }

  function next(): Fueling {
    pause();
    const before = { ...now };
    const days = now.timeMs / DAY;
    const small = random.uniform() < o.smallShare;
    const preset = !small && random.uniform() < o.presetShare;
    // round sums of money, or a full tank
    const wanted = small
      ? 500 + 4500 * random.uniform()
      : preset
        ? Math.round((100_000 * (1 + Math.floor(3 * random.uniform()))) / 7.5)
        : 12_000 + 43_000 * random.uniform();
    const volume = Math.round(wanted);
    const extra = preset
      ? Math.max(0, o.overshoot + o.overshootPerDay * days + o.overshootSpread * random.normal())
      : 0;
    const gain = gainOf();
    const edges = Math.max(1, Math.round((volume + extra) / millilitres));
    const drift = days > o.driftStartDay ? (o.driftPerWeek * (days - o.driftStartDay)) / 7 : 0;
    const relative = (wander + o.perDegree * (now.temperature / 100 - o.temperatureMean) + drift) * 1e-6;
    const lost = counted(edges * o.lostEdges, random);
    // the shaft turned so far that so many edges reached the board
    const shaft = (edges + lost) / (gain.pulser * gain.board);
    const own = o.fraud.disc?.ownSensor === false ? shaft * gain.pulser : shaft;
    const exact = own * (1 - relative) + owed;
    const encoder = Math.max(0, Math.round(exact + o.jitterEdges * random.normal()));
    // whole edges: what is left belongs to the next fueling
    owed = Math.max(-0.5, Math.min(0.5, exact - Math.round(exact)));
    const air = random.uniform() < o.airShare;
    const reverse = counted(o.reverseEdges * (air ? 10 : 1), random);
    const errors = counted(edges * o.phaseErrors * (air ? 50 : 1), random);
    const readings = readingsOf(edges, encoder, reverse, errors, o.flow + o.flowSpread * random.normal());
    const { bypass, adjuster } = o.fraud;
    const shorter =
      (bypass && number >= bypass.from ? bypass.share : 0) + (adjuster && number >= adjuster.from ? adjuster.share : 0);
    const delivered = shaft * millilitres * (1 + o.wear + o.wearPerDay * days) * (1 - shorter);
    return { number: number++, before, preset: preset ? volume : undefined, readings, delivered };
  }

  /** Spreads a fueling over its time: slow while the valve opens and closes. */
  function readingsOf(
    edges: number,
    encoder: number,
    reverse: number,
    errors: number,
    flow: number,
  ): DispenserReading[] {
    const start = { ...now };
    // the pump lets no more through than it is rated for
    const full = (Math.max(10, Math.min(48, flow)) / 60_000) * o.edgesPerLitre * o.stepMs;
    const readings: DispenserReading[] = [];
    let done = 0;
    for (let step = 0; done < edges; step++) {
      const left = edges - done;
      const slow = step * o.stepMs < 2000 || left < full;
      done += Math.max(1, Math.round(slow ? Math.min(left, full / 2) : Math.min(left, full)));
      const share = done / edges;
      now.timeMs += o.stepMs;
      now.up = start.up + done + Math.round(reverse * share);
      now.down = start.down + Math.round(reverse * share);
      now.phaseErrors = start.phaseErrors + Math.round(errors * share);
      now.encoder = start.encoder + Math.round(encoder * share);
      readings.push({ ...now });
    }
    return readings;
  }

  return { options: o, next };
}

/** A Poisson number with this mean. */
function counted(mean: number, random: Random): number {
  let count = 0;
  for (let left = mean - random.exponential(); left > 0; left -= random.exponential()) count++;
  return count;
}
