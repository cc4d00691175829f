import { decide } from '../decision/decide.js';
import { calibrationsAhead } from '../estimation/calibration.js';
import { predictedCrossing } from '../estimation/crossing.js';
import { LEVEL, MEASURED, millisecondsPerDay, SPAN_OBSERVED, SYMPTOMS, toDay } from '../estimation/estimate-layout.js';
import { populationKey, priorOf } from '../estimation/learned-priors.js';
import { levelFromProbability, storedLevels } from '../estimation/level-from-probability.js';
import { newEstimate } from '../estimation/new-estimate.js';
import { prospectOf } from '../estimation/prospect.js';
import { symptomsOf } from '../estimation/symptoms.js';
import type { Level, Reason } from '../evaluation/levels.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { shanghaiDate } from '../shanghai-date.js';
import { sixDecimals } from '../statistics/quantise.js';
import { forecastReasons } from './forecast-reasons.js';
import type { Judgement } from './judgement.js';
import type { JudgementInput } from './judgement-input.js';
import { measuredErrors } from './measured-errors.js';
import { measurementReasons } from './measurement-reasons.js';
import { outlookReasons } from './outlook-reasons.js';
import { pointOutlooks, testPoints } from './point-outlooks.js';

/**
 * Judges one instrument from all that is known of it. Pure: the same input gives the same result on any machine. The level is the worse of
 * what its own reports say and what the probability of being out of tolerance makes of it; self-evidence can raise it and never lowers it,
 * and a normal level without any valid measurement, or without fresh reports, is `unknown`.
 */
export function judgeInstrument(input: JudgementInput): Judgement {
  const { estimate, self, now, priors, estimationRules, rules, type, batch } = input;
  const prior = priorOf(priors, type, batch);
  const today = toDay(now);
  const { calibrations } = priors;
  const prospect = prospectOf(estimate, today, prior, calibrations, estimationRules);
  const ahead = calibrationsAhead(estimate, today, estimationRules.freshFor, calibrations);
  const probability = sixDecimals(prospect.probability);
  const later = prospectOf(estimate, today + rules.attentionHorizon, prior, ahead, estimationRules).probability;
  const { crossingHorizon, crossingProbability } = rules;
  const crossing = predictedCrossing(
    estimate,
    today,
    crossingHorizon,
    crossingProbability,
    prior,
    calibrations,
    estimationRules,
  );
  const alone = newEstimate(
    testPoints(estimate),
    Number.isNaN(estimate[MEASURED]!) ? today : estimate[MEASURED]!,
    prior,
  );
  const forecast = {
    population: populationKey(type, batch),
    apart: priors.apart.includes(populationKey(type, batch)),
    probability: sixDecimals(
      prospectOf(alone, today, prior, calibrations, { ...estimationRules, silentHazard: 1 }).probability,
    ),
  };
  const points = pointOutlooks(estimate, today, prior, calibrations, estimationRules);
  const worst = points[prospect.point];
  const reasons: Reason[] = [
    ...measurementReasons(input),
    ...outlookReasons(input, worst, probability, crossing),
    ...forecastReasons(forecast, prior),
    ...self.reasons,
  ];
  const seenSpan = estimate[SPAN_OBSERVED]!;
  return {
    instrument: input.instrument,
    at: now,
    preliminary: true,
    level: levelOfAll(input, probability, reasons),
    rules: [self.rules, ruleSetName(estimationRules), ruleSetName(rules)],
    priors: priors.version,
    measured: measuredErrors(input.measurement),
    selfEvidence: {
      level: self.level,
      selfState: self.selfState,
      fresh: self.fresh,
      spanLastObserved: Number.isNaN(seenSpan) ? self.spanLastObserved : Math.round(seenSpan * millisecondsPerDay),
      symptoms: symptomsOf(estimate[SYMPTOMS]!),
    },
    forecast,
    points,
    probability,
    horizon: { days: rules.attentionHorizon, probability: sixDecimals(later) },
    crossing: crossing === undefined ? undefined : shanghaiDate(crossing * millisecondsPerDay),
    ...decide(probability, rules),
    reasons,
  };
}

const order: readonly Level[] = storedLevels;

/** The worst that anything says; a doubt only where nothing worse is known. */
function levelOfAll({ estimate, self, rules }: JudgementInput, probability: number, reasons: readonly Reason[]): Level {
  const byProbability = levelFromProbability(probability, estimate[LEVEL]!, rules);
  const bySelf = order.indexOf(self.level);
  const byReasons = reasons.reduce((worst, { severity }) => Math.max(worst, order.indexOf(severity as Level)), 0);
  const level = Math.max(byProbability, bySelf, byReasons);
  if (level === 0 && reasons.some(({ severity }) => severity === 'doubt')) return 'unknown';
  return order[level]!;
}
