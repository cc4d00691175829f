import { normalDensity } from '../statistics/normal-distribution.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import type { EstimationRules } from './estimation-rules.js';
import type { Increment } from './increments.js';
import { symptoms } from './symptoms.js';
import type { StepGiven } from './take-report.js';

/** How likely each way of behaving is behind one increment; together with `blunder` they make 1. */
export interface IncrementShares {
  readonly steady: number;
  readonly drifting: number;
  readonly stepped: number;
  readonly strayed: number;
  /** Probability that it stepped given only its time and symptoms, and the part of that which time alone explains. */
  readonly stepExpected: number;
  readonly stepByTime: number;
}

/** Weights times densities of the ways, and the blunder's. */
function likelihoods(increment: Increment, prior: BehaviourPrior, rules: EstimationRules, stepGiven: StepGiven) {
  const { years, change, variance } = increment;
  const noise = variance + prior.walk * years;
  let unstepped = Math.exp(-prior.stepRate * years);
  const stepByTime = 1 - unstepped;
  for (const [bit, symptom] of symptoms.entries()) {
    if ((increment.symptoms >> bit) % 2 === 1) unstepped *= 1 - stepGiven[symptom];
  }
  const drift = prior.driftingShare + (1 - prior.driftingShare) * (1 - Math.exp(-prior.driftOnset * years)) * 0.5;
  const { blunderShare } = increment;
  const good = 1 - blunderShare;
  const stepped = good * (1 - unstepped);
  return {
    steady: good * unstepped * (1 - drift) * normalDensity(change, noise + (prior.steadySpread * years) ** 2),
    drifting:
      good *
      unstepped *
      drift *
      normalDensity(change - prior.driftRate * years, noise + (prior.driftSpread * years) ** 2),
    stepped: stepped * (1 - prior.strayShare) * normalDensity(change, noise + prior.stepSpread ** 2),
    strayed: stepped * prior.strayShare * normalDensity(change, noise + prior.straySpread ** 2),
    blunder: blunderShare * normalDensity(change, noise + rules.blunderSpread ** 2),
    stepExpected: 1 - unstepped,
    stepByTime,
  };
}

/** Splits one increment among the ways of behaving (Bayes). */
export function explain(
  increment: Increment,
  prior: BehaviourPrior,
  rules: EstimationRules,
  stepGiven: StepGiven,
): IncrementShares {
  const parts = likelihoods(increment, prior, rules, stepGiven);
  const { steady, drifting, stepped, strayed, blunder, stepExpected, stepByTime } = parts;
  const sum = steady + drifting + stepped + strayed + blunder;
  const share = (part: number) => (sum > 0 ? part / sum : 0);
  return {
    steady: share(steady),
    drifting: share(drifting),
    stepped: share(stepped),
    strayed: share(strayed),
    stepExpected,
    stepByTime,
  };
}

/** Natural logarithm of how well a prior explains increments. */
export function explainedBy(
  increments: readonly Increment[],
  prior: BehaviourPrior,
  rules: EstimationRules,
  stepGiven: StepGiven,
): number {
  let sum = 0;
  for (const increment of increments) {
    const { steady, drifting, stepped, strayed, blunder } = likelihoods(increment, prior, rules, stepGiven);
    sum += Math.log(Math.max(1e-300, steady + drifting + stepped + strayed + blunder));
  }
  return sum;
}
