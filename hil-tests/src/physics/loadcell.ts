import { createClimate } from './climate.js';
import { healthyScale, type LoadCellOptions } from './options.js';
import { createRandom } from './random.js';
import { createTrade } from './trade.js';

/** One raw sample as the injection driver takes it. */
export interface LoadCellSample {
  /** ms since the start, an integer. */
  timeMs: number;
  /** Converter counts, an integer within 24 bits. */
  counts: number;
  /** Thermometer, 0.01 degree Celsius, an integer; undefined: none. */
  temperature: number | undefined;
}

export interface LoadCell {
  readonly options: LoadCellOptions;
  /** The next sample, written into `into` where given (no allocation in long runs). */
  next(into?: LoadCellSample): LoadCellSample;
  /** The samples of the next `durationMs`. */
  samples(durationMs: number): Generator<LoadCellSample, void, undefined>;
  /** What the model knows and an instrument does not: the true load, zero (e), span and cell temperature (degree). */
  truth(): { load: number; zero: number; span: number; cellTemperature: number };
}

const FULL_SCALE = 8388607;

/**
 * A load cell with its converter and what is done with it, from one seed. `options` are taken over
 * `healthyScale`; see there for units.
 */
export function createLoadCell(options: Partial<LoadCellOptions>, seed: number): LoadCell {
  const o: LoadCellOptions = { ...healthyScale, ...options };
  const random = createRandom(seed);
  const climate = createClimate(o, random);
  const trade = o.trade === null ? null : createTrade(o.trade, o.startHour, createRandom(seed ^ 0x5bd1e995));
  const dt = o.samplePeriodMs / 1000;
  const creep = o.creep.map((term) => ({ share: term.share, weight: 1 - Math.exp(-dt / term.time), state: 0 }));
  const noise = o.correlatedNoise.map((part) => {
    const kept = Math.exp(-dt / part.time);
    return { kept, fresh: part.deviation * Math.sqrt(1 - kept * kept), state: part.deviation * random.normal() };
  });
  const humStep = 2 * Math.PI * ((o.humFrequency * dt) % 1);
  const climatePeriod = Math.max(dt, 20);
  let index = 0;
  let climateAt = 0;
  let load = o.constantLoad;
  let faulty = 0;
  let zero = 0;
  let span = 1;
  let thermometer = 0;
  const full = o.trade?.largest ?? Math.max(1, o.constantLoad);

  // zero, span and thermometer change slowly: once per 20 s is enough
  function slow(seconds: number): void {
    climate.step(climatePeriod, o.startHour + seconds / 3600);
    const days = seconds / 86400;
    const driftDays = days > o.driftStartDay ? days - o.driftStartDay : 0;
    zero =
      o.zeroError + o.zeroTemperatureCoefficient * (climate.cell - o.temperatureMean) + o.zeroDriftPerDay * driftDays;
    for (const step of o.zeroSteps) if (days >= step.day) zero += step.size;
    if (o.warmUpSize !== 0) zero += o.warmUpSize * Math.exp(-seconds / o.warmUpTime);
    span =
      1 +
      o.spanError +
      o.spanTemperatureCoefficient * 1e-6 * (climate.cell - o.temperatureMean) +
      o.spanDriftPerDay * driftDays;
    thermometer = Math.round((climate.air + o.thermometerNoise * random.normal()) * 100);
  }

  function next(into?: LoadCellSample): LoadCellSample {
    const timeMs = index * o.samplePeriodMs;
    const seconds = timeMs / 1000;
    if (seconds >= climateAt) {
      slow(seconds);
      climateAt += climatePeriod;
    }
    if (trade !== null) {
      trade.step(seconds);
      load = trade.load;
    }
    let value = load * span + zero;
    for (let i = 0; i < creep.length; i++) {
      const term = creep[i]!;
      term.state += (load * term.share - term.state) * term.weight;
      value += term.state;
    }
    if (o.faultyCreepPerHour !== 0) {
      faulty = load > 20 ? faulty + (o.faultyCreepPerHour * (load / full) * dt) / 3600 : faulty * 0.98;
      value += faulty;
    }
    let rough = o.whiteNoise * random.normal();
    for (let i = 0; i < noise.length; i++) {
      const part = noise[i]!;
      part.state = part.state * part.kept + part.fresh * random.normal();
      rough += part.state;
    }
    value += seconds >= o.noiseChangeDay * 86400 ? rough * o.noiseFactor : rough;
    if (o.humAmplitude !== 0) value += o.humAmplitude * Math.sin(humStep * index);
    if (o.outliers > 0 && random.uniform() < o.outliers) value += o.outlierSize * random.normal();
    const steps = Math.round((o.zeroCounts + value * o.countsPerE) / o.quantum) * o.quantum;
    const counts = Math.max(-FULL_SCALE, Math.min(FULL_SCALE, steps));
    index++;
    const temperature = o.thermometer ? thermometer : undefined;
    if (into === undefined) return { timeMs, counts, temperature };
    into.timeMs = timeMs;
    into.counts = counts;
    into.temperature = temperature;
    return into;
  }

  return {
    options: o,
    next,
    *samples(durationMs) {
      const last = index + Math.floor(durationMs / o.samplePeriodMs);
      while (index < last) yield next();
    },
    truth: () => ({ load, zero, span, cellTemperature: climate.cell }),
  };
}
