import type { Fleet, FleetObservation } from '@hengzhun/hil-tests';
import {
  assimilate,
  assumedPoints,
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
  last: { readonly evidence: MeasurementEvidence; readonly symptoms: number } | undefined;
}

/** The regime's eyes: estimates of every instrument of a fleet, made from nothing but frames and verifications. */
export class FleetWatch {
  readonly #fleet: Fleet;
  readonly #watched: Watched[];
  readonly #increments: Increment[] = [];
  #priors: LearnedPriors = nothingLearned(estimationRules.stepGiven);
  readonly #prospect = emptyProspect();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#watched = fleet.instruments.map((_, index) => this.#start(index));
    const indices = new Map(fleet.instruments.map(({ record }, index) => [record.ueid, index]));
    const history = [...fleet.history()].sort((a, b) => a.at - b.at);
    for (const verification of history) this.#learnFrom(indices.get(verification.instrument)!, verification);
    this.learn();
    // Only now is it known how such instruments behave: the past is read once more in that light.
    for (const [index, watched] of this.#watched.entries()) Object.assign(watched, this.#start(index));
    this.#increments.length = 0;
    for (const verification of history) this.measured(indices.get(verification.instrument)!, verification);
  }

  get priors(): LearnedPriors {
    return this.#priors;
  }

  #start(index: number): Watched {
    const { model, batch, record, commissionedAt } = this.#fleet.instruments[index]!;
    const prior = priorOf(this.#priors, model, batch);
    const estimate = newEstimate(assumedPoints(record.data ?? {}), toDay(commissionedAt), prior);
    return { type: model, batch, estimate, last: undefined };
  }

  #learnFrom(index: number, verification: Verification): void {
    const watched = this.#watched[index]!;
    const evidence = this.#evidence(index, verification);
    const symptoms = symptomsSeen(watched.estimate);
    const measurements = watched.last === undefined ? [] : [watched.last, { evidence, symptoms }];
    this.#increments.push(...incrementsOf({ type: watched.type, batch: watched.batch, measurements }, estimationRules));
    watched.last = { evidence, symptoms };
  }

  #evidence(index: number, verification: Verification): MeasurementEvidence {
    const { data } = this.#fleet.instruments[index]!.record;
    return verificationEvidence(verification, data ?? {}, `record/verification/${verification.id}/1`);
  }

  /** Takes a measurement with standards in. */
  measured(index: number, verification: Verification): void {
    this.#learnFrom(index, verification);
    const watched = this.#watched[index]!;
    const prior = priorOf(this.#priors, watched.type, watched.batch);
    watched.estimate = this.#taken(
      assimilate(watched.estimate, watched.last!.evidence, prior, estimationRules, this.#priors.stepGiven),
    );
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
    this.#priors = learnPriors(this.#increments, estimationRules, this.#priors.version + 1, this.#fleet.now);
  }

  /** Probability that the instrument is out of tolerance now. */
  probability(index: number): number {
    const { estimate, type, batch } = this.#watched[index]!;
    const prior = priorOf(this.#priors, type, batch);
    return prospectOf(estimate, toDay(this.#fleet.now), prior, estimationRules, this.#prospect).probability;
  }
}
