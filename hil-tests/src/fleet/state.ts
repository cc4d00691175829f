import { cumulativeHazard } from './failures.js';
import { fuels } from './instrument-types.js';
import { failureKind, fraudKind } from './kinds.js';
import { isDispenser, isScale, type Making, type Station } from './population.js';
import { Draws } from './random.js';

/** Parts of the error of a unit (a scale, or a nozzle with its meter), each in ppm of load or volume. */
export const part = {
  creep: 0,
  ageing: 1,
  moisture: 2,
  corrosion: 3,
  overload: 4,
  failure: 5,
  temperature: 6,
  wear: 7,
  adjuster: 8,
  fraud: 9,
} as const;
export const PARTS = 10;
export const UNITS = 4;

/** All that changes, in typed arrays: unit `4 i + nozzle` belongs to instrument `i`. */
export class FleetState {
  // Per unit: constants of its making.
  readonly noise;
  readonly creepAmplitude;
  readonly failureRate;
  readonly life;
  readonly ingress;
  readonly temperatureCoefficient;
  readonly wearRate;
  readonly curvature;
  readonly lowFlow;
  readonly swelling;
  // Per unit: what the physics carries along.
  readonly parts;
  /** Parts when it was last adjusted: what is left of them is the error. */
  readonly reference;
  /** What the last adjustment left, ppm. */
  readonly residual;
  readonly flicker;
  readonly walk;
  readonly creep;
  readonly water;
  readonly seal;
  /** Use since the meter was overhauled or the part was new, years of an ordinary trader. */
  readonly use;
  readonly partAge;
  readonly hazard;
  readonly hazardLimit;
  readonly failures;
  readonly failure;
  readonly failureSize;
  readonly failureAge;
  readonly totaliser;
  readonly fuelings;
  // Per instrument.
  readonly generation;
  readonly age;
  readonly zeroShift;
  readonly massDrift;
  readonly overloadPending;
  readonly overloads;
  /** Largest overload of the week, in Max. */
  readonly overloadSize;
  readonly fraud;
  readonly fraudSize;
  readonly fraudUnit;
  /** Bit 0: it shows in a flag; bit 1: in the second count. */
  readonly fraudTrace;
  readonly deterrence;
  readonly calibrationCounter;
  readonly sealState;
  readonly radioDead;
  readonly bootcount;
  readonly bootAt;
  readonly learning;
  readonly lastVerified;
  readonly outSince;
  readonly outDays;
  readonly accountedAt;

  constructor(size: number) {
    const units = () => new Float64Array(UNITS * size);
    const each = () => new Float64Array(size);
    this.noise = units();
    this.creepAmplitude = units();
    this.failureRate = units();
    this.life = units();
    this.ingress = units();
    this.temperatureCoefficient = units();
    this.wearRate = units();
    this.curvature = units();
    this.lowFlow = units();
    this.swelling = units();
    this.parts = new Float64Array(UNITS * size * PARTS);
    this.reference = new Float64Array(UNITS * size * PARTS);
    this.residual = units();
    this.flicker = new Float64Array(UNITS * size * 5);
    this.walk = units();
    this.creep = new Float64Array(UNITS * size * 3);
    this.water = units();
    this.seal = units();
    this.use = units();
    this.partAge = units();
    this.hazard = units();
    this.hazardLimit = units();
    this.failures = units();
    this.failure = new Uint8Array(UNITS * size);
    this.failureSize = units();
    this.failureAge = units();
    this.totaliser = units();
    this.fuelings = units();
    this.generation = each();
    this.age = each();
    this.zeroShift = each();
    this.massDrift = each();
    this.overloadPending = new Uint8Array(size);
    this.overloads = each();
    this.overloadSize = each();
    this.fraud = new Uint8Array(size);
    this.fraudSize = each();
    this.fraudUnit = new Uint8Array(size);
    this.fraudTrace = new Uint8Array(size);
    this.deterrence = each().fill(1);
    this.calibrationCounter = each();
    this.sealState = new Uint8Array(size);
    this.radioDead = new Uint8Array(size);
    this.bootcount = each();
    this.bootAt = each();
    this.learning = each();
    this.lastVerified = each();
    this.outSince = each().fill(Number.NaN);
    this.outDays = each();
    this.accountedAt = each();
  }

  unitsOf(station: Station): number {
    return station.kind === 'scale' ? 1 : station.nozzles.length;
  }
}

/** Puts a new or found instrument into its station: `age` in weeks, adjusted just now. */
export function initialise(
  state: FleetState,
  i: number,
  making: Making,
  station: Station,
  age: number,
  wear: number,
): void {
  const draws = new Draws(making.key, 1);
  const { type, affected, batch } = making;
  const years = age / 52.18;
  // Instruments of one maker differ; the tail of that is what fails first.
  for (let nozzle = 0; nozzle < state.unitsOf(station); nozzle++) {
    const u = UNITS * i + nozzle;
    const severity = affected ? batch.severity : 0;
    state.noise[u] = type.noise * draws.logNormal(0.4);
    const adhesive = batch.defect === 'adhesive' ? 1 + 6 * severity : 1;
    state.creepAmplitude[u] = type.creep * draws.logNormal(0.5) * adhesive;
    const pulser = batch.defect === 'pulser' ? 1 + 50 * severity : 1;
    state.failureRate[u] = type.failures * draws.logNormal(0.4) * pulser;
    state.life[u] = type.life * draws.logNormal(0.25);
    state.curvature[u] = 60 * draws.normal();
    state.lowFlow[u] = 250 * draws.normal();
    state.temperatureCoefficient[u] = draws.normal();
    if (isScale(type)) {
      const potting = batch.defect === 'potting' ? 1 + 7 * severity : 1;
      state.ingress[u] = type.ingress * draws.logNormal(0.6) * potting;
      state.temperatureCoefficient[u] *= type.temperature;
    } else if (isDispenser(type)) {
      const material = batch.defect === 'seal-material' ? 1 + 5 * severity : 1;
      const fuel = fuels[station.nozzles[nozzle]!]!;
      state.wearRate[u] = type.wear * fuel.abrasion * draws.logNormal(0.5) * material;
      state.swelling[u] = fuel.swelling;
      state.temperatureCoefficient[u] *= 15;
    }
    for (let j = 0; j < 5; j++) state.flicker[5 * u + j] = draws.normal();
    const lived = years * station.trader.use * wear;
    // Meters are overhauled, parts exchanged: what is found has not carried its whole age.
    state.use[u] = age === 0 ? 0 : lived * (0.35 + 0.65 * draws.uniform());
    state.partAge[u] = years * (0.4 + 0.6 * draws.uniform());
    const slow = 1 - Math.exp(-age / 150);
    for (let j = 0; j < 3; j++) state.creep[3 * u + j] = age === 0 ? 0 : j === 2 ? slow : 1;
    state.water[u] = 0.3 + 0.3 * (1 - Math.exp(-years / 4));
    state.seal[u] = Math.max(0.1, 1 - 0.035 * years * wear * state.ingress[u]!);
    state.failures[u] = 0;
    state.failure[u] = failureKind.none;
    state.failureSize[u] = 0;
    state.failureAge[u] = 0;
    state.totaliser[u] = Math.floor(years * station.trader.use * 4e8 * draws.uniform());
    state.fuelings[u] = Math.floor(state.totaliser[u]! / 28_000);
    state.walk[u] = 0;
    state.hazard[u] = cumulativeHazard(state.partAge[u]!, state.use[u]!, state.life[u]!, state.failureRate[u]!);
    state.hazardLimit[u] = draws.exponential();
    state.residual[u] = 0;
    state.parts.fill(0, PARTS * u, PARTS * (u + 1));
    state.parts[PARTS * u + part.wear] = -52 * state.wearRate[u]! * state.use[u]!;
    state.reference.fill(0, PARTS * u, PARTS * (u + 1));
  }
  state.age[i] = age;
  state.zeroShift[i] = 0;
  state.massDrift[i] = 0;
  state.overloadPending[i] = 0;
  state.overloads[i] = 0;
  state.overloadSize[i] = 0;
  state.fraud[i] = fraudKind.none;
  state.fraudSize[i] = 0;
  state.fraudTrace[i] = 0;
  state.calibrationCounter[i] = 1 + Math.floor(years / 2);
  state.sealState[i] = 1;
  state.radioDead[i] = 0;
  state.bootcount[i] = 1;
  state.learning[i] = age === 0 ? 2 : 0;
}
