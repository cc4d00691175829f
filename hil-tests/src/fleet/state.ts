import type { Station } from './population.js';

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
