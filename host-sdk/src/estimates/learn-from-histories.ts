import { takeIn } from '../estimation/assimilate.js';
import { calibrationSample } from '../estimation/calibration-sample.js';
import { symptomsSeen, toDay } from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import type { Evidence, MeasurementEvidence } from '../estimation/evidence.js';
import { type Increment, incrementsOf } from '../estimation/increments.js';
import type { CalibrationSample } from '../estimation/learn-calibration.js';
import { learnPriors } from '../estimation/learn-priors.js';
import { type LearnedPriors, nothingLearned, priorOf } from '../estimation/learned-priors.js';
import { newEstimate } from '../estimation/new-estimate.js';
import { saysNothingNew } from '../estimation/says-nothing-new.js';
import { buildEstimate, type EstimateBasis } from './build-estimate.js';

/** What is known of one instrument, in the order of time. */
export interface History extends EstimateBasis {
  /** Hex. */
  readonly ueid: string;
  readonly evidence: readonly Evidence[];
}

/** Histories one after the other, always in the same order. @param only of these instruments (UEIDs); absent: of all */
export type Histories = (only?: ReadonlySet<string>) => AsyncIterable<History>;

/**
 * Learns how types and batches behave from all measurements, and from which symptoms were reported between them; then, from those that chance had
 * chosen, how the probabilities stated with what was learned have to be put right. Pure: the same histories give the same priors.
 *
 * @param seen is told what of each history counted, in the order in which it was taken in; the same is learned from that alone
 */
export async function learnFromHistories(
  histories: Histories,
  rules: EstimationRules,
  version: number,
  now: number,
  seen: (history: History, taken: readonly Evidence[]) => Promise<void> | void = () => {},
): Promise<LearnedPriors> {
  const increments: Increment[] = [];
  const sampled = new Set<string>();
  for await (const history of histories()) {
    const { taken, measurements } = readHistory(history, rules);
    if (measurements.some(({ evidence: { how } }) => rules.randomKinds.includes(how))) sampled.add(history.ueid);
    increments.push(...incrementsOf({ type: history.type, batch: history.batch, measurements }, rules));
    await seen(history, taken);
  }
  const learned = learnPriors(increments, rules, version, now);
  if (sampled.size === 0) return learned;
  const samples: CalibrationSample[] = [];
  for await (const history of histories(sampled)) {
    const prior = priorOf(learned, history.type, history.batch);
    const { taken } = readHistory(history, rules);
    buildEstimate(history, taken, learned, rules, (measurement, estimate) => {
      if (rules.randomKinds.includes(measurement.how))
        samples.push(calibrationSample(estimate, measurement, prior, rules, learned.stepGiven));
    });
  }
  return learnPriors(increments, rules, version, now, samples);
}

/** What of a history says something new, and its measurements with the symptoms that were seen before each. */
function readHistory({ evidence }: History, rules: EstimationRules) {
  const { unseen, stepGiven } = nothingLearned(rules.stepGiven);
  // An estimate without points keeps book of the symptoms and of nothing else.
  let book = newEstimate([], toDay(evidence[0]?.at ?? 0), unseen);
  const taken: Evidence[] = [];
  const measurements: { evidence: MeasurementEvidence; symptoms: number; repaired: boolean }[] = [];
  let repaired = false;
  for (const one of evidence) {
    if (saysNothingNew(book, one, rules)) continue;
    taken.push(one);
    if (one.kind === 'repair' && (one.adjusted || one.renewed.length > 0)) repaired = true;
    if (one.kind === 'measurement') {
      measurements.push({ evidence: one, symptoms: symptomsSeen(book), repaired });
      repaired = false;
    }
    book = takeIn(book, one.kind === 'measurement' ? { ...one, found: [] } : one, unseen, rules, stepGiven);
  }
  return { taken, measurements };
}
