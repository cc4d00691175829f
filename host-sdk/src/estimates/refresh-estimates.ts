import { assimilate } from '../estimation/assimilate.js';
import type { BehaviourPrior } from '../estimation/behaviour-prior.js';
import { predictedCrossing } from '../estimation/crossing.js';
import { CROSSING, LEVEL, PRIORS, SELF_LEVEL, selfUnknown, toDay } from '../estimation/estimate-layout.js';
import type { Evidence } from '../estimation/evidence.js';
import { type LearnedPriors, priorOf } from '../estimation/learned-priors.js';
import { levelFromProbability, storedLevels } from '../estimation/level-from-probability.js';
import { prospectOf } from '../estimation/prospect.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import type { KeyReports } from '../evaluation/reports-of-key.js';
import type { Instrument } from '../registry/records.js';
import { buildOf, buildStored } from './build-stored.js';
import { type EstimateRow, readEstimates } from './estimate-rows.js';
import type { EstimateSource } from './estimate-source.js';
import type { FleetRules } from './evaluate-fleet.js';
import { fleetLevel } from './fleet-level.js';
import { populationOf } from './population-of.js';
import { storedEvidenceOfMany } from './stored-evidence.js';

/**
 * Estimates of instruments brought up to date: those with new evidence go on from where they stood, or are made anew where evidence came late
 * or the learned priors changed; those that stand as they stood are left out.
 *
 * @param instruments not more than `longestList`
 * @param now ms since 1970
 * @returns rows to be written, in the order of the instruments' rows
 */
export async function refreshEstimates(
  source: EstimateSource,
  instruments: readonly Instrument[],
  now: number,
  rules: FleetRules,
): Promise<EstimateRow[]> {
  const { database } = source;
  const known = await readEstimates(
    database,
    instruments.map(({ id }) => id),
  );
  const wanted = instruments.map((instrument) => {
    const before = known.get(instrument.id);
    const goesOn = before !== undefined && mayGoOn(before, instrument, rules.priors);
    return { instrument, before, after: goesOn ? before.takenUntil : -1 };
  });
  const reports = await source.reports(instruments);
  const reportsOf = new Map(instruments.map(({ id }, i) => [id, reports[i]!]));
  const rows: EstimateRow[] = [];
  // Whole histories and what came since in different questions: each asks for all from the earliest moment on.
  for (const group of [wanted.filter(({ after }) => after < 0), wanted.filter(({ after }) => after >= 0)]) {
    for await (const { wanted: one, evidence } of storedEvidenceOfMany(database, group, now)) {
      const given = { ...one, evidence, reports: reportsOf.get(one.instrument.id)! };
      const row = await refresh(source, given, now, rules);
      if (row !== undefined) rows.push(row);
    }
  }
  return rows.sort((a, b) => a.instrument - b.instrument);
}

/** Whether a stored estimate may be gone on from; otherwise (other priors, another population) it must be made anew. */
function mayGoOn(before: EstimateRow, instrument: Instrument, priors: LearnedPriors): boolean {
  const { type, batch } = populationOf(instrument);
  return before.estimate[PRIORS] === priors.version && before.type === type && before.batch === batch;
}

/** What one estimate is refreshed from. */
interface Given {
  readonly instrument: Instrument;
  readonly before: EstimateRow | undefined;
  /** Below 0: all evidence is there, and the estimate is made anew. */
  readonly after: number;
  readonly evidence: readonly Evidence[];
  readonly reports: KeyReports;
}

/** @returns undefined: it stands as it stood */
async function refresh(
  { database, statusRules }: EstimateSource,
  { instrument, before, after, evidence, reports }: Given,
  now: number,
  rules: FleetRules,
): Promise<EstimateRow | undefined> {
  const { priors, estimation, judgement } = rules;
  const population = populationOf(instrument);
  const prior = priorOf(priors, population.type, population.batch);
  const gone = after < 0 ? undefined : goOn(before!.estimate, evidence, prior, rules);
  let estimate = gone;
  if (after < 0) estimate = buildOf(instrument, evidence, priors, estimation).estimate;
  // Evidence came late: from the beginning.
  estimate ??= (await buildStored(database, instrument, now, priors, estimation)).estimate;
  const day = toDay(now);
  const { probability } = prospectOf(estimate, day, prior, priors.calibrations, estimation);
  const self = evaluateStatus({ ...reports, data: instrument.data, now, rules: statusRules });
  const old = [before?.estimate[LEVEL], before?.level, before?.estimate[SELF_LEVEL]];
  const bySelf = storedLevels.indexOf(self.level as (typeof storedLevels)[number]);
  estimate[SELF_LEVEL] = bySelf < 0 ? selfUnknown : bySelf;
  const { attentionHorizon, crossingProbability } = judgement;
  estimate[CROSSING] =
    predictedCrossing(estimate, day, attentionHorizon, crossingProbability, prior, priors.calibrations, estimation) ??
    Number.NaN;
  const level = fleetLevel(estimate, probability, day, judgement);
  estimate[LEVEL] = levelFromProbability(probability, before?.estimate[LEVEL] ?? 0, judgement);
  const same =
    gone !== undefined &&
    evidence.length === 0 &&
    [estimate[LEVEL], level, estimate[SELF_LEVEL]].every((one, k) => one === old[k]);
  return same ? undefined : { instrument: instrument.id, ...population, takenUntil: now, level, estimate };
}

/** Takes what came since into a stored estimate; undefined: some of it came late. */
function goOn(
  before: Float64Array,
  evidence: readonly Evidence[],
  prior: BehaviourPrior,
  { priors, estimation }: FleetRules,
): Float64Array | undefined {
  let estimate: Float64Array | undefined = before;
  for (const one of evidence) {
    estimate = assimilate(estimate, one, prior, estimation, priors.stepGiven);
    if (estimate === undefined) return undefined;
  }
  return estimate;
}
