import { maximumPermissibleError } from '@hengzhun/host-sdk';
import type { InstrumentType } from './instrument-types.js';
import { fraudKind } from './kinds.js';
import type { FleetCause } from './options.js';
import type { Making, Station } from './population.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';

/** Where an instrument is tested, and by what limits. */
export interface TestPlan {
  readonly quantity: 'mass' | 'volume';
  /** Per point: mg or mL. */
  readonly nominal: readonly number[];
  readonly nozzle: readonly number[];
  /** mL/min; scales: 0. */
  readonly flow: readonly number[];
  /** Limits in service and at verification, mg or mL. */
  readonly limit: readonly number[];
  readonly verificationLimit: readonly number[];
}

const plans = new Map<string, TestPlan>();

/** Scales: the ends of the rows of R 76-1 table 6, half Max and Max. Dispensers: 20 L at a small and a large flow from each nozzle. */
export function planOf(type: InstrumentType, nozzles: number): TestPlan {
  const name = `${type.model}/${nozzles}`;
  const known = plans.get(name);
  if (known) return known;
  let plan: TestPlan;
  if (type.kind === 'scale') {
    const most = type.maximum / type.interval;
    const loads = type.accuracyClass === 3 ? [500, 0.5 * most, 2000, most] : [50, 200, 0.5 * most, most];
    const limits = (occasion: 'in-service' | 'verification') =>
      loads.map((load) => maximumPermissibleError(type.accuracyClass, load, occasion) * type.interval);
    plan = {
      quantity: 'mass',
      nominal: loads.map((load) => load * type.interval),
      nozzle: loads.map(() => 0),
      flow: loads.map(() => 0),
      limit: limits('in-service'),
      verificationLimit: limits('verification'),
    };
  } else {
    const points = Array.from({ length: 2 * nozzles }, (_, k) => k);
    const limit = points.map(() => 60);
    plan = {
      quantity: 'volume',
      nominal: points.map(() => 20_000),
      nozzle: points.map((k) => k >> 1),
      flow: points.map((k) => Math.round(type.maximumFlow * (k % 2 === 0 ? 0.2 : 0.8))),
      limit,
      verificationLimit: limit,
    };
  }
  plans.set(name, plan);
  return plan;
}

/** Sum of what has changed since the last adjustment and what that left, ppm. */
export function spanError(s: FleetState, u: number): number {
  let sum = s.residual[u]!;
  for (let k = PARTS * u, end = k + PARTS; k < end; k++) sum += s.parts[k]! - s.reference[k]!;
  return sum;
}

/** What a worn meter lets through uncounted at a small flow beyond what it does at a large one, ppm. */
export function smallFlowError(s: FleetState, u: number): number {
  return s.lowFlow[u]! + 0.3 * s.parts[PARTS * u + part.wear]!;
}

/** True error at point `k` of the plan in mg or mL. @param cheating whether a cheat that a key switches counts */
export function trueError(s: FleetState, i: number, plan: TestPlan, k: number, cheating: boolean): number {
  const u = UNITS * i + plan.nozzle[k]!;
  const nominal = plan.nominal[k]!;
  let ppm = spanError(s, u);
  if (plan.quantity === 'mass') {
    const x = nominal / plan.nominal[plan.nominal.length - 1]!;
    const p = PARTS * u;
    const bent = s.parts[p + part.corrosion]! + s.parts[p + part.overload]!;
    // Not linear: Max is where it was adjusted.
    ppm +=
      (1 - x) * (s.curvature[u]! + 0.3 * (bent - s.reference[p + part.corrosion]! - s.reference[p + part.overload]!));
  } else if (k % 2 === 0) ppm += smallFlowError(s, u);
  if (cheating && s.fraud[i] === fraudKind.oneKey) ppm += s.fraudSize[i]!;
  return ppm * 1e-6 * nominal;
}

/** Point that lies farthest out, relative to its limit; and how far. */
export function worstPoint(s: FleetState, i: number, plan: TestPlan): { point: number; ratio: number } {
  let point = 0;
  let ratio = 0;
  for (let k = 0; k < plan.nominal.length; k++) {
    const here = Math.abs(trueError(s, i, plan, k, true)) / plan.limit[k]!;
    if (here > ratio) {
      ratio = here;
      point = k;
    }
  }
  return { point, ratio };
}

const names: readonly FleetCause[] = [
  'creep',
  'ageing',
  'moisture',
  'corrosion',
  'overload',
  'failure',
  'temperature',
  'meter-wear',
  'adjuster',
];
const defectParts: Record<string, readonly number[]> = {
  potting: [part.moisture, part.corrosion],
  adhesive: [part.creep],
  'seal-material': [part.wear],
  pulser: [part.failure],
};

/** The largest part of the error of unit `u` of instrument `i` that has the error's sign. */
export function causeOf(s: FleetState, i: number, u: number, making: Making, smallFlow: boolean): FleetCause {
  const fraud = s.fraud[i]!;
  if (fraud === fraudKind.oneKey) return 'fraud-one-key';
  const p = PARTS * u;
  const more = smallFlow ? smallFlowError(s, u) : 0;
  const total = spanError(s, u) + more;
  let cause: FleetCause = 'misadjustment';
  let most = s.residual[u]! * Math.sign(total);
  for (let k = 0; k < PARTS; k++) {
    let share = (s.parts[p + k]! - s.reference[p + k]!) * Math.sign(total);
    // At a small flow a worn meter lets more through than an adjustment can take out.
    if (k === part.wear) share += more * Math.sign(total);
    if (share <= most) continue;
    most = share;
    if (k === part.fraud)
      cause =
        fraud === fraudKind.encoder ? 'fraud-encoder' : fraud === fraudKind.inserter ? 'fraud-inserter' : 'fraud-span';
    else cause = making.affected && defectParts[making.batch.defect!]!.includes(k) ? 'family-defect' : names[k]!;
  }
  return cause;
}

export function planFor(making: Making, station: Station): TestPlan {
  return planOf(making.type, station.kind === 'scale' ? 1 : station.nozzles.length);
}
