/**
 * How instruments of one population (a type, or one batch of it) behave between measurements. Errors are shares of the maximum permissible
 * error in service, times are years. Learned from verifications (`learnPriors`); `unknownPopulation` is what is assumed before.
 */
export interface BehaviourPrior {
  /** Error right after the first verification: mean and standard deviation. */
  readonly initialError: number;
  readonly initialSpread: number;
  /** Share of instruments that drift, 0…1. */
  readonly driftingShare: number;
  /** Rate of those that drift: mean and standard deviation, per year. */
  readonly driftRate: number;
  readonly driftSpread: number;
  /** Standard deviation of the rate of those that do not, per year. */
  readonly steadySpread: number;
  /** Random walk of the error: variance per year. */
  readonly walk: number;
  /** How often an instrument that was steady begins to drift, per year. */
  readonly driftOnset: number;
  /** How often the error steps, per year. */
  readonly stepRate: number;
  /** Standard deviation of an ordinary step. */
  readonly stepSpread: number;
  /** Share of the steps that are far larger, and their standard deviation: tampering, broken parts. */
  readonly strayShare: number;
  readonly straySpread: number;
  /**
   * By how much a test point changes when the leading one of the same scale or nozzle changes by 1 (loads taken into account), and the standard
   * deviation of what it does by itself, in limits.
   */
  readonly pointFactor: number;
  readonly pointSpread: number;
}

/**
 * Before anything was learned: every one in ten drifts by up to half its limit a year, one in fifty steps in a year. Field failure rates
 * of 2.6 to 9 % (see the reference of the regime's facts) lie within what this predicts.
 */
export const unknownPopulation: BehaviourPrior = {
  initialError: 0,
  initialSpread: 0.3,
  driftingShare: 0.1,
  driftRate: 0,
  driftSpread: 0.5,
  steadySpread: 0.04,
  walk: 0.01,
  driftOnset: 0.02,
  stepRate: 0.02,
  stepSpread: 0.8,
  strayShare: 0.25,
  straySpread: 4,
  pointFactor: 1,
  pointSpread: 0.15,
};
