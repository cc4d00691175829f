import { type BehaviourPrior, unknownPopulation } from './behaviour-prior.js';
import { addTo, emptySums, type Sums, subtracted } from './behaviour-sums.js';
import type { Calibrations } from './calibration.js';
import type { EstimationRules } from './estimation-rules.js';
import { fitBehaviour } from './fit-behaviour.js';
import { explain, explainedBy } from './increment-shares.js';
import type { Increment } from './increments.js';
import { type CalibrationSample, learnCalibration } from './learn-calibration.js';
import { type LearnedPriors, populationKey } from './learned-priors.js';
import { symptoms } from './symptoms.js';
import type { StepGiven } from './take-report.js';

const rounds = 30;
/** Increments' worth of belief in the level above: all types for a type, the rest of the type for a batch. */
const typeWeight = 60;
const batchWeight = 30;
/** A batch is apart when its own prior explains it better than its type does by this much (natural logarithm). */
const apartFrom = 8;

/**
 * Learns how types and batches behave from the increments between measurements, by expectation and maximisation with partial pooling: a
 * type leans on all types, a batch on the rest of its type **without itself**, each the less the more of its own it has. A batch that its
 * type does not explain is kept apart, so that a family defect shows within the batch and does not smear over the type.
 *
 * Random samples, where there are any, teach how to state probabilities (`learnCalibration`).
 *
 * Deterministic: the same increments in the same order give the same numbers; they are quantised.
 */
export function learnPriors(
  increments: readonly Increment[],
  rules: EstimationRules,
  version: number,
  madeAt: number,
  samples: readonly CalibrationSample[] = [],
): LearnedPriors {
  const groups = groupByBatch(increments);
  let unseen = unknownPopulation;
  let types: Record<string, BehaviourPrior> = {};
  let batches: Record<string, BehaviourPrior> = {};
  let stepGiven: StepGiven = rules.stepGiven;
  let apart = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const priorFor = (type: string, key: string) => batches[key] ?? types[type] ?? unseen;
    const sums = new Map<string, Sums>();
    const stepsGiven = symptoms.map(() => ({ steps: 0, seen: 0 }));
    for (const { type, key, items } of groups) {
      const own = emptySums();
      const prior = priorFor(type, key);
      for (const increment of items)
        addTo(own, increment, explain(increment, prior, rules, stepGiven), prior, stepsGiven);
      sums.set(key, own);
    }
    const usual = groups.filter(({ key }) => !apart.has(key));
    const all = total(usual.map(({ key }) => sums.get(key)!));
    unseen = fitBehaviour(all, unknownPopulation, typeWeight);
    const nextTypes: Record<string, BehaviourPrior> = {};
    const nextBatches: Record<string, BehaviourPrior> = {};
    const nextApart = new Set<string>();
    for (const type of new Set(groups.map((group) => group.type))) {
      const ofType = groups.filter((group) => group.type === type);
      const typeSums = total(ofType.filter(({ key }) => !apart.has(key)).map(({ key }) => sums.get(key)!));
      nextTypes[type] = fitBehaviour(typeSums, unseen, typeWeight);
      for (const { key, batch, items } of ofType) {
        if (batch === '') continue;
        const own = sums.get(key)!;
        const rest = fitBehaviour(apart.has(key) ? typeSums : subtracted(typeSums, own), unseen, typeWeight);
        const fitted = fitBehaviour(own, rest, batchWeight);
        nextBatches[key] = fitted;
        const gain = explainedBy(items, fitted, rules, stepGiven) - explainedBy(items, rest, rules, stepGiven);
        if (ofType.length > 2 && gain > apartFrom) nextApart.add(key);
      }
    }
    types = nextTypes;
    batches = nextBatches;
    apart = nextApart;
    stepGiven = nextStepGiven(stepsGiven, rules);
  }
  return {
    version,
    madeAt,
    types: quantised(types),
    batches: quantised(batches),
    apart: [...apart].sort(),
    unseen: quantise(unseen),
    stepGiven: quantise(stepGiven),
    calibrations: quantisedCalibrations(learnCalibration(samples)),
    increments: increments.length,
  };
}

function groupByBatch(increments: readonly Increment[]) {
  const groups = new Map<string, { type: string; batch: string; key: string; items: Increment[] }>();
  for (const increment of increments) {
    const { type, batch } = increment;
    const key = populationKey(type, batch);
    const group = groups.get(key) ?? { type, batch, key, items: [] };
    group.items.push(increment);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function total(parts: readonly Sums[]): Sums {
  const sums = emptySums();
  for (const part of parts) for (const name of Object.keys(sums) as (keyof Sums)[]) sums[name] += part[name];
  return sums;
}

/** The assumed probabilities weigh as much as ten cases of the symptom. */
function nextStepGiven(counts: readonly { steps: number; seen: number }[], rules: EstimationRules): StepGiven {
  const entries = symptoms.map((symptom, index) => {
    const { steps, seen } = counts[index]!;
    return [symptom, Math.min(0.95, (steps + 10 * rules.stepGiven[symptom]) / (seen + 10))] as const;
  });
  return Object.fromEntries(entries) as StepGiven;
}

/** Six significant digits: the same on every machine. */
function quantise<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, Number((value as number).toPrecision(6))]),
  ) as T;
}

function quantisedCalibrations({ fresh, stale }: Calibrations): Calibrations {
  return { fresh: quantise(fresh), stale: quantise(stale) };
}

function quantised(priors: Record<string, BehaviourPrior>): Record<string, BehaviourPrior> {
  return Object.fromEntries(Object.entries(priors).map(([key, prior]) => [key, quantise(prior)]));
}
