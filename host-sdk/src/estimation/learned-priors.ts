import { type BehaviourPrior, unknownPopulation } from './behaviour-prior.js';
import { asStated, type Calibrations } from './calibration.js';
import type { StepGiven } from './take-report.js';

/** What was learned of populations up to a day: plain data, versioned, named by every judgement that used it. */
export interface LearnedPriors {
  /** 0: nothing was learned yet. */
  readonly version: number;
  /** ms since 1970: evidence recorded up to here was used. */
  readonly madeAt: number;
  /** By type. */
  readonly types: Readonly<Record<string, BehaviourPrior>>;
  /** By `populationKey(type, batch)`. */
  readonly batches: Readonly<Record<string, BehaviourPrior>>;
  /** Batches that behave unlike the rest of their type, and are kept out of what is said of it: family defects 批次性缺陷. */
  readonly apart: readonly string[];
  /** For types that were never seen. */
  readonly unseen: BehaviourPrior;
  /** Probability, by symptom, that the error has stepped when the symptom appears. */
  readonly stepGiven: StepGiven;
  /** What random samples have shown of the probabilities that were stated. */
  readonly calibrations: Calibrations;
  /** Increments that it rests on. */
  readonly increments: number;
  /** Identifiers of the attachments that list what it was learned from, in order; absent: nothing was kept. */
  readonly basis?: readonly string[];
}

export const populationKey = (type: string, batch: string): string => `${type}/${batch}`;

/** Before anything was learned. */
export function nothingLearned(stepGiven: StepGiven): LearnedPriors {
  const unseen = unknownPopulation;
  return {
    version: 0,
    madeAt: 0,
    types: {},
    batches: {},
    apart: [],
    unseen,
    stepGiven,
    calibrations: asStated,
    increments: 0,
  };
}

/** The prior of a batch; else of its type; else of what is not known. */
export function priorOf(priors: LearnedPriors, type: string, batch: string): BehaviourPrior {
  return priors.batches[populationKey(type, batch)] ?? priors.types[type] ?? priors.unseen;
}
