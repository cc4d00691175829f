import { asStated, type Calibrations, logOdds, type ProbabilityCalibration } from './calibration.js';

/** One instrument that chance (or the calendar), not its state, had chosen to be verified. */
export interface CalibrationSample {
  /** What the model had stated right before, uncalibrated. */
  readonly probability: number;
  /**
   * Probability, 0…1, that it was out of tolerance, with the verification in hand. Not merely what was found: an inspector errs too, and where errors lie
   * near the limit his errors would make all statements look less telling than they are.
   */
  readonly verified: number;
  /** Its error had been observed lately. */
  readonly fresh: boolean;
}

/** Standard deviations of offset and slope before any sample: few samples change little. */
const offsetSpread = 0.5;
const slopeSpread = 0.1;
const steps = 30;

/**
 * Learns from random samples how to state probabilities (logistic regression of what was found on the log odds of what was stated, with a normal
 * prior about "as stated"). Only samples whose choice had nothing to do with what they would show may go in: whoever is visited because he is
 * suspected says nothing of those who are not.
 */
export function learnCalibration(samples: readonly CalibrationSample[]): Calibrations {
  const of = (wanted: boolean) => samples.filter(({ fresh }) => fresh === wanted);
  return { fresh: fit(of(true), asStated.fresh), stale: fit(of(false), asStated.stale) };
}

/** Newton's method on a concave function of two variables; a step that overshoots is halved. */
function fit(samples: readonly CalibrationSample[], before: ProbabilityCalibration): ProbabilityCalibration {
  let best = before;
  let belief = logPosterior(samples, before, best);
  for (let step = 0; step < steps; step++) {
    const [byOffset, bySlope] = newtonStep(samples, before, best);
    let length = 1;
    for (; length > 1e-6; length /= 2) {
      const next = { offset: best.offset + length * byOffset, slope: best.slope + length * bySlope };
      const reached = logPosterior(samples, before, next);
      if (!(reached > belief)) continue;
      best = next;
      belief = reached;
      break;
    }
    if (length <= 1e-6) break;
  }
  return best;
}

function logPosterior(
  samples: readonly CalibrationSample[],
  before: ProbabilityCalibration,
  { offset, slope }: ProbabilityCalibration,
): number {
  let sum = -(((offset - before.offset) / offsetSpread) ** 2) / 2 - ((slope - before.slope) / slopeSpread) ** 2 / 2;
  for (const { probability, verified } of samples) {
    const x = offset + slope * logOdds(probability);
    // log(1 + e^x) without overflow.
    sum += verified * x - Math.max(0, x) - Math.log1p(Math.exp(-Math.abs(x)));
  }
  return sum;
}

function newtonStep(
  samples: readonly CalibrationSample[],
  before: ProbabilityCalibration,
  { offset, slope }: ProbabilityCalibration,
): [number, number] {
  const priorOffset = 1 / offsetSpread ** 2;
  const priorSlope = 1 / slopeSpread ** 2;
  let byOffset = -(offset - before.offset) * priorOffset;
  let bySlope = -(slope - before.slope) * priorSlope;
  let [oo, os, ss] = [priorOffset, 0, priorSlope];
  for (const { probability, verified } of samples) {
    const x = logOdds(probability);
    const expected = 1 / (1 + Math.exp(-(offset + slope * x)));
    const surprise = verified - expected;
    const weight = expected * (1 - expected);
    byOffset += surprise;
    bySlope += surprise * x;
    oo += weight;
    os += weight * x;
    ss += weight * x * x;
  }
  const determinant = oo * ss - os * os;
  return [(ss * byOffset - os * bySlope) / determinant, (oo * bySlope - os * byOffset) / determinant];
}
