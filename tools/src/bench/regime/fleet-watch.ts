import type { Fleet, FleetObservation } from '@hengzhun/hil-tests';
import {
  assimilate,
  assumedPoints,
  type CalibrationSample,
  calibrationSample,
  emptyProspect,
  estimationRules,
  frameEvidence,
  type Increment,
  incrementsOf,
  type LearnedPriors,
  learnPriors,
  type MeasurementEvidence,
  newEstimate,
  nothingLearned,
  priorOf,
  prospectOf,
  symptomsSeen,
  toDay,
  type Verification,
  verificationEvidence,
} from '@hengzhun/host-sdk';

/** What the regime knows of one instrument. */
interface Watched {
  readonly type: string;
  readonly batch: string;
  estimate: Float64Array;
  measurements: { readonly evidence: MeasurementEvidence; readonly symptoms: number }[];
}

/** The regime's eyes: estimates of every instrument of a fleet, made from nothing but frames and verifications. */
export class FleetWatch {
  readonly #fleet: Fleet;
  readonly #watched: Watched[];
  /** Of instruments that were replaced since. */
  readonly #increments: Increment[] = [];
  readonly #samples: CalibrationSample[] = [];
  #priors: LearnedPriors = nothingLearned(estimationRules.stepGiven);
  readonly #prospect = emptyProspect();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#watched = fleet.instruments.map((_, index) => this.#start(index));
    const indices = new Map(fleet.instruments.map(({ record }, index) => [record.ueid, index]));
    const history = [...fleet.history()].sort((a, b) => a.at - b.at);
    for (const verification of history) this.#keep(indices.get(verification.instrument)!, verification);
    this.learn();
    // Only now is it known how such instruments behave: the past is read once more in that light.
    for (const [index, watched] of this.#watched.entries()) Object.assign(watched, this.#start(index));
    for (const verification of history) this.measured(indices.get(verification.instrument)!, verification);
  }

  get priors(): LearnedPriors {
    return this.#priors;
  }

  #start(index: number): Watched {
    const { model, batch, record, commissionedAt } = this.#fleet.instruments[index]!;
    const prior = priorOf(this.#priors, model, batch);
    const estimate = newEstimate(assumedPoints(record.data ?? {}), toDay(commissionedAt), prior);
    return { type: model, batch, estimate, measurements: [] };
  }

  #keep(index: number, verification: Verification): MeasurementEvidence {
    const watched = this.#watched[index]!;
    const evidence = this.#evidence(index, verification);
    watched.measurements.push({ evidence, symptoms: symptomsSeen(watched.estimate) });
    return evidence;
  }

  #evidence(index: number, verification: Verification): MeasurementEvidence {
    const { data } = this.#fleet.instruments[index]!.record;
    return verificationEvidence(verification, data ?? {}, `record/verification/${verification.id}/1`);
  }

  /** Takes a measurement with standards in. @param random the calendar, or chance, had chosen it */
  measured(index: number, verification: Verification, random = false): void {
    const evidence = this.#keep(index, verification);
    const watched = this.#watched[index]!;
    const prior = priorOf(this.#priors, watched.type, watched.batch);
    const { stepGiven } = this.#priors;
    if (random) this.#samples.push(calibrationSample(watched.estimate, evidence, prior, estimationRules, stepGiven));
    watched.estimate = this.#taken(assimilate(watched.estimate, evidence, prior, estimationRules, stepGiven));
  }

  /** Takes frames and traders' reference checks in, in the order of time. */
  takeInOrder(frames: readonly FleetObservation[], checks: readonly Verification[]): void {
    const happenings = [
      ...frames.map((frame) => ({ at: frame.at, take: () => this.observed(frame) })),
      ...checks.map((check) => ({
        at: check.at,
        take: () => this.measured(this.#fleet.indexOf(check.instrument), check),
      })),
    ];
    for (const { take } of happenings.sort((a, b) => a.at - b.at)) take();
  }

  /** Another instrument stands in the place of one. */
  replaced(index: number): void {
    this.#increments.push(...incrementsOf(this.#watched[index]!, estimationRules));
    this.#watched[index] = this.#start(index);
  }

  /** Takes a frame in. */
  observed({ index, at, status }: FleetObservation): void {
    const watched = this.#watched[index]!;
    const prior = priorOf(this.#priors, watched.type, watched.batch);
    for (const evidence of frameEvidence(status, at, '')) {
      watched.estimate = this.#taken(
        assimilate(watched.estimate, evidence, prior, estimationRules, this.#priors.stepGiven),
      );
    }
  }

  #taken(estimate: Float64Array | undefined): Float64Array {
    if (estimate === undefined) throw new Error('The fleet has given evidence out of the order of time.');
    return estimate;
  }

  /** Learns types and batches anew from all increments so far. */
  learn(): void {
    const current = this.#watched.flatMap((watched) => incrementsOf(watched, estimationRules));
    const increments = [...this.#increments, ...current];
    this.#priors = learnPriors(increments, estimationRules, this.#priors.version + 1, this.#fleet.now, this.#samples);
  }

  /** Probability that the instrument is out of tolerance now. */
  probability(index: number): number {
    const { estimate, type, batch } = this.#watched[index]!;
    const prior = priorOf(this.#priors, type, batch);
    return prospectOf(
      estimate,
      toDay(this.#fleet.now),
      prior,
      this.#priors.calibrations,
      estimationRules,
      this.#prospect,
    ).probability;
  }
}
