import { assimilate } from '../estimation/assimilate.js';
import { calibrationSample } from '../estimation/calibration-sample.js';
import { symptomsSeen, toDay } from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import type { MeasurementEvidence } from '../estimation/evidence.js';
import { type Increment, incrementsOf } from '../estimation/increments.js';
import type { CalibrationSample } from '../estimation/learn-calibration.js';
import { learnPriors } from '../estimation/learn-priors.js';
import { type LearnedPriors, nothingLearned, priorOf } from '../estimation/learned-priors.js';
import { newEstimate } from '../estimation/new-estimate.js';
import type { Instrument } from '../registry/records.js';
import type { SqlReader } from '../store/sql.js';
import { buildEstimate } from './build-estimate.js';
import { populationOf } from './population-of.js';
import { storedEvidenceOfMany } from './stored-evidence.js';

/**
 * Learns from all measurements in a store, and from which symptoms were reported between them; then, from those that chance had chosen, how the
 * probabilities stated with what was learned have to be put right.
 */
export async function learnFromStore(
  database: SqlReader,
  instruments: readonly Instrument[],
  rules: EstimationRules,
  version: number,
  now: number,
): Promise<LearnedPriors> {
  const increments: Increment[] = [];
  const sampled: Instrument[] = [];
  const { unseen, stepGiven } = nothingLearned(rules.stepGiven);
  const wanted = instruments.map((instrument) => ({ instrument, after: -1 }));
  for await (const { wanted: one, evidence } of storedEvidenceOfMany(database, wanted, now)) {
    // An estimate without points keeps book of the symptoms and of nothing else.
    let book = newEstimate([], toDay(evidence[0]?.at ?? 0), unseen);
    const measurements: { evidence: MeasurementEvidence; symptoms: number }[] = [];
    for (const one of evidence) {
      if (one.kind === 'measurement') measurements.push({ evidence: one, symptoms: symptomsSeen(book) });
      book = assimilate(book, one.kind === 'measurement' ? { ...one, found: [] } : one, unseen, rules, stepGiven)!;
    }
    if (measurements.some(({ evidence: { how } }) => rules.randomKinds.includes(how))) sampled.push(one.instrument);
    increments.push(...incrementsOf({ ...populationOf(one.instrument), measurements }, rules));
  }
  const learned = learnPriors(increments, rules, version, now);
  if (sampled.length === 0) return learned;
  const samples: CalibrationSample[] = [];
  const again = sampled.map((instrument) => ({ instrument, after: -1 }));
  for await (const { wanted: one, evidence } of storedEvidenceOfMany(database, again, now)) {
    const { instrument } = one;
    const population = populationOf(instrument);
    const prior = priorOf(learned, population.type, population.batch);
    buildEstimate({ ...instrument, ...population }, evidence, learned, rules, (measurement, estimate) => {
      if (rules.randomKinds.includes(measurement.how))
        samples.push(calibrationSample(estimate, measurement, prior, rules, learned.stepGiven));
    });
  }
  return learnPriors(increments, rules, version, now, samples);
}
