import { cumulativeHazard } from './failures.js';
import { fuels } from './instrument-types.js';
import { failureKind, fraudKind } from './kinds.js';
import { isDispenser, isScale, type Making, type Station } from './population.js';
import { Draws } from './random.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';
import { smallFlowError } from './true-error.js';

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

/** What the years before have left of loads and dirt at this very place. */
export function season(s: FleetState, u: number, use: number, dirt: number): void {
  for (let k = 3 * u; k < 3 * u + 3; k++) s.creep[k] = s.creep[k]! * Math.min(2, 0.5 + 0.5 * use);
  s.parts[PARTS * u + part.wear] = s.parts[PARTS * u + part.wear]! * dirt;
}

/** From which state on errors count. New: as the maker set it. Found in service: somewhere on its way. */
export function setAtStart(s: FleetState, u: number, making: Making, age: number, draws: Draws): void {
  for (let k = PARTS * u; k < PARTS * (u + 1); k++) s.reference[k] = s.parts[k]!;
  const limit = isScale(making.type) ? 1000 : 3000;
  // An old meter was adjusted whenever it had worn too far: it stands somewhere between two adjustments.
  const worn = PARTS * u + part.wear;
  if (age > 0) s.reference[worn] = s.parts[worn]! + (Math.abs(s.parts[worn]!) % limit);
  const low = isDispenser(making.type) ? 0.5 * smallFlowError(s, u) : 0;
  s.residual[u] = limit * (age === 0 ? 0.12 : 0.24) * draws.normal() - low;
}
