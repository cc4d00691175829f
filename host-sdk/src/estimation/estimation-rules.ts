import type { VerificationKind } from '../records/verification.js';
import type { Symptom } from './symptoms.js';

/**
 * By what evidence is turned into an estimate. No published numbers exist for these; they are this product's own, dated and versioned, and
 * a set that a decision has named never changes.
 */
export interface EstimationRules {
  readonly id: string;
  readonly version: number;
  /** ISO 8601 date. */
  readonly effective: string;
  /**
   * Share of measurements that are blunders (wrong load, transposed digits) where a single point was measured, and where further points of
   * the same scale or nozzle speak for it; and the standard deviation of what they add, in limits.
   */
  readonly blunderShare: number;
  readonly blunderShareConfirmed: number;
  readonly blunderSpread: number;
  /** Standard deviation of what statements of uncertainty leave out (the habits of an inspector, the errors of his standard), in limits. */
  readonly unstatedSpread: number;
  /** Of the uncertainty of a trader's own check so much (as a share) is the same each time: his standard, the steps of the indication. */
  readonly commonShareOfChecks: number;
  /** An instrument's statement of the uncertainty of its own span is multiplied by this: it is a claim. */
  readonly claimedUncertaintyFactor: number;
  /** Standard uncertainty of self-observation that does not average out (drift of the internal mass, its lever), in limits. */
  readonly selfFloor: number;
  /** Standard uncertainty of measurements with standards that does not average out, in limits. */
  readonly measurementFloor: number;
  /** What is learned of populations rests on changes over at least so long, days: within less, errors of reading are all there is. */
  readonly learningInterval: number;
  /** Share of the readings of its own span that are blunders: a machine takes them. */
  readonly selfBlunderShare: number;
  /** Kinds of measurement that chance chooses, not what the instrument has shown: they alone teach how to state probabilities. */
  readonly randomKinds: readonly VerificationKind[];
  /** A span reading is taken this long after the one before at the earliest, days: closer ones are not independent. */
  readonly spanInterval: number;
  /** What was observed within so many days, by standards or by the instrument itself, counts as observed now. */
  readonly freshFor: number;
  /** A report that shows nothing new is passed over until the last one taken is this old, days. */
  readonly reportInterval: number;
  /** After so many days without a frame an instrument that used to report is silent, and things happen to it this many times as often. */
  readonly silentAfter: number;
  readonly silentHazard: number;
  /** Before it was learned: probability that the error has stepped when a symptom appears. */
  readonly stepGiven: Readonly<Record<Symptom, number>>;
  /** Test points are the same where their loads (volumes, flows) differ by no more than this share. */
  readonly pointTolerance: number;
}

export const estimationRules1: EstimationRules = {
  id: 'hengzhun-estimation',
  version: 1,
  effective: '2026-11-27',
  blunderShare: 0.01,
  blunderShareConfirmed: 0.001,
  blunderSpread: 3,
  unstatedSpread: 0.04,
  commonShareOfChecks: 0.7,
  claimedUncertaintyFactor: 1.5,
  selfFloor: 0.1,
  measurementFloor: 0.03,
  learningInterval: 60,
  selfBlunderShare: 0.002,
  randomKinds: ['sampling-verification'],
  freshFor: 60,
  spanInterval: 6,
  reportInterval: 13,
  silentAfter: 30,
  silentHazard: 2,
  stepGiven: {
    zero: 0.05,
    creep: 0.08,
    noise: 0.03,
    overload: 0.05,
    pulses: 0.05,
    preset: 0.03,
    electronics: 0.05,
    tamper: 0.3,
  },
  pointTolerance: 0.02,
};

/** The set in force. */
export const estimationRules = estimationRules1;
