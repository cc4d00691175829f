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
  /** Switches the shunt (1) or the internal reference mass (2) on from the next sample on; 0: neither. */
  actuate(kind: number): void;
  /** What the model knows and an instrument does not: the true load, zero (e), span and cell temperature (degree). */
  truth(): { load: number; zero: number; span: number; cellTemperature: number };
}

const FULL_SCALE = 8388607;

/** What a step of so many seconds does to the processes. */
function createStep(o: LoadCellOptions, seconds: number) {
  const noiseKept = o.correlatedNoise.map((part) => Math.exp(-seconds / part.time));
  return {
    seconds,
    creepWeights: o.creep.map((term) => 1 - Math.exp(-seconds / term.time)),
    noiseKept,
    noiseFresh: noiseKept.map((kept, i) => o.correlatedNoise[i]!.deviation * Math.sqrt(1 - kept * kept)),
  };
}

/**
 * A load cell with its converter and what is done with it, from one seed. `options` are taken over
 * `healthyScale`; see there for units.
 */
export function createLoadCell(options: Partial<LoadCellOptions>, seed: number): LoadCell {
  const o: LoadCellOptions = { ...healthyScale, ...options };
  const random = createRandom(seed);
  const climate = createClimate(o, random);
  const trade = o.trade === null ? null : createTrade(o.trade, o.startHour, createRandom(seed ^ 0x5bd1e995));
  const step = createStep(o, o.samplePeriodMs / 1000);
  const quietStep = createStep(o, Math.max(o.quietPeriodMs, o.samplePeriodMs) / 1000);
  const creep = o.creep.map(() => 0);
  const noise = o.correlatedNoise.map((part) => part.deviation * random.normal());
  const climatePeriod = Math.max(step.seconds, 20);
  let timeMs = 0;
  let length = 0;
  let actuated = 0;
  let electronics = 1;
  let climateAt = 0;
  let load = o.constantLoad;
  let faulty = 0;
  let zero = 0;
  let span = 1;
  let thermometer = 0;
  const full = o.trade?.largest ?? Math.max(1, o.constantLoad);

  // zero, span and thermometer change slowly: once per 20 s is enough
  function slow(seconds: number): void {
    const passed = Math.max(climatePeriod, seconds - climateAt + climatePeriod);
    climateAt += passed;
    climate.step(passed, o.startHour + seconds / 3600);
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
    electronics =
      1 +
      o.electronicsTemperatureCoefficient * 1e-6 * (climate.air - o.temperatureMean) +
      o.electronicsDriftPerDay * driftDays;
    thermometer = Math.round((climate.air + o.thermometerNoise * random.normal()) * 100);
  }

  function next(into?: LoadCellSample): LoadCellSample {
    timeMs += length;
    const seconds = timeMs / 1000;
    const by = length === o.samplePeriodMs ? step : quietStep;
    if (seconds >= climateAt) slow(seconds);
    length = o.samplePeriodMs;
    if (trade !== null) {
      trade.step(seconds);
      load = trade.load;
      if (o.quietPeriodMs > length && actuated === 0 && trade.quietUntil - seconds > o.quietPeriodMs / 1000 + 120)
        length = o.quietPeriodMs;
    }
    let value = load * span + zero;
    if (actuated === 2) value += o.referenceMass * span;
    for (let i = 0; i < creep.length; i++) {
      creep[i]! += (load * o.creep[i]!.share - creep[i]!) * by.creepWeights[i]!;
      value += creep[i]!;
    }
    if (o.faultyCreepPerHour !== 0) {
      faulty = load > 20 ? faulty + (o.faultyCreepPerHour * (load / full) * by.seconds) / 3600 : faulty * 0.98;
      value += faulty;
    }
    let rough = o.whiteNoise * random.normal();
    for (let i = 0; i < noise.length; i++) {
      noise[i] = noise[i]! * by.noiseKept[i]! + by.noiseFresh[i]! * random.normal();
      rough += noise[i]!;
    }
    value += seconds >= o.noiseChangeDay * 86400 ? rough * o.noiseFactor : rough;
    if (o.humAmplitude !== 0) value += o.humAmplitude * Math.sin(2 * Math.PI * ((o.humFrequency * seconds) % 1));
    if (actuated === 1) value += o.shuntLoad;
    value *= electronics;
    if (o.outliers > 0 && random.uniform() < o.outliers) value += o.outlierSize * random.normal();
    const steps = Math.round((o.zeroCounts + value * o.countsPerE) / o.quantum) * o.quantum;
    const counts = Math.max(-FULL_SCALE, Math.min(FULL_SCALE, steps));
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
      const last = timeMs + length + durationMs;
      while (timeMs + length < last) yield next();
    },
    actuate(kind) {
      actuated = kind;
    },
    truth: () => ({ load, zero, span, cellTemperature: climate.cell }),
  };
}
