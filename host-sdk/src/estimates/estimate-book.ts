import type { Clock } from '../clock.js';
import { assimilate } from '../estimation/assimilate.js';
import type { BehaviourPrior } from '../estimation/behaviour-prior.js';
import { predictedCrossing } from '../estimation/crossing.js';
import { CROSSING, LEVEL, PRIORS, SELF_LEVEL, selfUnknown, toDay } from '../estimation/estimate-layout.js';
import { type EstimationRules, estimationRules } from '../estimation/estimation-rules.js';
import type { Evidence } from '../estimation/evidence.js';
import { type LearnedPriors, priorOf } from '../estimation/learned-priors.js';
import { levelFromProbability, storedLevels } from '../estimation/level-from-probability.js';
import { prospectOf } from '../estimation/prospect.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import { judgeInstrument } from '../judgement/judge-instrument.js';
import type { Judgement } from '../judgement/judgement.js';
import type { JudgementBasis } from '../judgement/judgement-entry.js';
import { type Outlook, outlooksAhead } from '../judgement/outlooks-ahead.js';
import type { Instrument } from '../registry/records.js';
import { type JudgementRules, judgementRules } from '../rules/judgement-rules.js';
import type { StatusRules } from '../rules/status-rules.js';
import { longestList } from '../store/in-list.js';
import type { SqlDatabase, SqlTransaction } from '../store/sql.js';
import { type BuiltEstimate, buildEstimate } from './build-estimate.js';
import { type EstimateRow, readEstimate, readEstimates, writeEstimates } from './estimate-rows.js';
import { evaluateFleet, type FleetVisitor } from './evaluate-fleet.js';
import { fleetLevel } from './fleet-level.js';
import { learnFromStore } from './learn-from-store.js';
import { populationOf } from './population-of.js';
import { readPriors, writePriors } from './prior-rows.js';
import { storedEvidence, storedEvidenceOfMany } from './stored-evidence.js';

/** What the estimates need from the rest of the store. */
export interface EstimateSource {
  readonly database: SqlDatabase;
  readonly clock: Clock;
  /** Instruments in the order of enrolment. */
  instruments(): Promise<readonly Instrument[]>;
  /** What the instruments' own verified reports are judged from, in the same order: the state of the chain of the newest key of each. */
  reports(instruments: readonly Instrument[]): Promise<readonly JudgementBasis['reports'][]>;
  /** By what they are judged. */
  readonly statusRules: StatusRules;
}

/**
 * The estimates of a store: learned populations, one estimate for each instrument, judgements. A judgement is always made from the stored
 * bytes; the stored estimates are there to look over a whole fleet at once.
 */
export class EstimateBook {
  readonly #source: EstimateSource;
  readonly #estimation: EstimationRules;
  readonly #judgement: JudgementRules;

  /** Made by `openStore`. */
  constructor(source: EstimateSource, rules: { estimation?: EstimationRules; judgement?: JudgementRules } = {}) {
    this.#source = source;
    this.#estimation = rules.estimation ?? estimationRules;
    this.#judgement = rules.judgement ?? judgementRules;
  }

  /** By what populations are learned and estimates are made. */
  get estimationRules(): EstimationRules {
    return this.#estimation;
  }

  /** The learned priors in force, or those of a version. @throws {SdkError} `judgement-priors-missing` */
  async priors(version?: number): Promise<LearnedPriors> {
    return readPriors(this.#source.database, this.#estimation, version);
  }

  /**
   * Learns how types and batches behave from all verifications in the store, and keeps that as a new version. Estimates follow at the next
   * `refresh`.
   *
   * @param alsoWrite in the same transaction: the ledger's entry of it
   */
  async learn(
    now: number = this.#source.clock.now(),
    alsoWrite?: (transaction: SqlTransaction, priors: LearnedPriors) => Promise<void>,
  ): Promise<LearnedPriors> {
    const { database } = this.#source;
    const before = await this.priors();
    const instruments = await this.#source.instruments();
    const priors = await learnFromStore(database, instruments, this.#estimation, before.version + 1, now);
    await database.transaction(async (transaction) => {
      await writePriors(transaction, priors);
      await alsoWrite?.(transaction, priors);
    });
    return priors;
  }

  /**
   * Judges one instrument 状态评价 from everything that was stored until `now`.
   * @throws {SdkError} `judgement-priors-missing` for a version of learned priors that the store does not have
   */
  async judge(
    instrument: Instrument,
    now: number = this.#source.clock.now(),
    priorsVersion?: number,
  ): Promise<Judgement> {
    return (await this.judgeWithBasis(instrument, now, priorsVersion)).judgement;
  }

  /** The same, with what a ledger entry keeps so that anyone can make it again. `priorsEntry` is the ledger's to fill in. */
  async judgeWithBasis(
    instrument: Instrument,
    now: number = this.#source.clock.now(),
    priorsVersion?: number,
  ): Promise<{ judgement: Judgement; basis: JudgementBasis }> {
    const priors = await this.priors(priorsVersion);
    const { estimate, measurement, taken } = await this.#build(instrument, now, priors);
    const stored = await readEstimate(this.#source.database, instrument.id);
    const previousLevel = stored?.estimate[LEVEL] ?? 0;
    estimate[LEVEL] = previousLevel;
    const [reports] = (await this.#source.reports([instrument])) as [JudgementBasis['reports']];
    const { ueid, data, enrolledAt } = instrument;
    const population = populationOf(instrument);
    const judgement = judgeInstrument({
      instrument: ueid,
      ...population,
      estimate,
      measurement,
      self: evaluateStatus({ ...reports, data, now, rules: this.#source.statusRules }),
      now,
      priors,
      estimationRules: this.#estimation,
      rules: this.#judgement,
    });
    const sources = new Map(taken.map(({ source, at }) => [source, { source, at }]));
    const basis = {
      ...population,
      data,
      enrolledAt,
      previousLevel,
      priorsEntry: 0,
      taken: [...sources.values()],
      reports,
    };
    return { judgement, basis };
  }

  /**
   * Error with its uncertainty at every test point of an instrument, from everything that was stored until `now`: on that day and on days to come.
   * @param days from `now`, 0 or more
   */
  async outlook(
    instrument: Instrument,
    days: readonly number[],
    now: number = this.#source.clock.now(),
  ): Promise<Outlook[]> {
    const priors = await this.priors();
    const { estimate } = await this.#build(instrument, now, priors);
    return outlooksAhead(estimate, now, days, populationOf(instrument), priors, this.#estimation);
  }

  /**
   * Brings the stored estimates up to date: those with new evidence go on from where they stood, or are made anew where evidence came late
   * or the learned priors changed.
   *
   * @param progress called with how many of how many are done
   * @returns how many were written
   */
  async refresh(
    now: number = this.#source.clock.now(),
    progress: (done: number, all: number) => void = () => {},
  ): Promise<number> {
    const { database } = this.#source;
    const priors = await this.priors();
    const instruments = await this.#source.instruments();
    let written = 0;
    for (let at = 0; at < instruments.length; at += longestList) {
      const page = instruments.slice(at, at + longestList);
      const rows = await this.#refreshed(page, now, priors);
      if (rows.length > 0) await database.transaction((transaction) => writeEstimates(transaction, rows));
      written += rows.length;
      progress(at + page.length, instruments.length);
    }
    return written;
  }

  /** Looks over the whole fleet from the stored estimates; see `evaluateFleet`. */
  async fleet(visit: FleetVisitor, now: number = this.#source.clock.now()): Promise<number> {
    const priors = await this.priors();
    const rules = { priors, estimation: this.#estimation, judgement: this.#judgement };
    return evaluateFleet(this.#source.database, now, rules, visit);
  }

  /** Estimates of instruments brought up to date; those that stand as they stood are left out. */
  async #refreshed(instruments: readonly Instrument[], now: number, priors: LearnedPriors): Promise<EstimateRow[]> {
    const { database } = this.#source;
    const known = await readEstimates(
      database,
      instruments.map(({ id }) => id),
    );
    const wanted = instruments.map((instrument) => {
      const before = known.get(instrument.id);
      const goesOn = before !== undefined && mayGoOn(before, instrument, priors);
      return { instrument, before, after: goesOn ? before.takenUntil : -1 };
    });
    const reports = await this.#source.reports(instruments);
    const reportsOf = new Map(instruments.map(({ id }, i) => [id, reports[i]!]));
    const rows: EstimateRow[] = [];
    // Whole histories and what came since in different questions: each asks for all from the earliest moment on.
    for (const group of [wanted.filter(({ after }) => after < 0), wanted.filter(({ after }) => after >= 0)]) {
      for await (const { wanted: one, evidence } of storedEvidenceOfMany(database, group, now)) {
        const taken = { ...one, evidence, now, priors, reports: reportsOf.get(one.instrument.id)! };
        const row = await this.#refresh(taken);
        if (row !== undefined) rows.push(row);
      }
    }
    return rows.sort((a, b) => a.instrument - b.instrument);
  }

  /** @param given `after` is below 0: all evidence is there, and the estimate is made anew */
  async #refresh(given: {
    readonly instrument: Instrument;
    readonly before: EstimateRow | undefined;
    readonly after: number;
    readonly evidence: readonly Evidence[];
    readonly reports: JudgementBasis['reports'];
    readonly now: number;
    readonly priors: LearnedPriors;
  }): Promise<EstimateRow | undefined> {
    const { instrument, before, evidence, now, priors } = given;
    const population = populationOf(instrument);
    const prior = priorOf(priors, population.type, population.batch);
    const gone = given.after < 0 ? undefined : this.#goOn(before!.estimate, evidence, prior, priors);
    let estimate = gone;
    if (given.after < 0) estimate = this.#buildFrom(instrument, evidence, priors).estimate;
    // Evidence came late: from the beginning.
    estimate ??= (await this.#build(instrument, now, priors)).estimate;
    const { probability } = prospectOf(estimate, toDay(now), prior, priors.calibrations, this.#estimation);
    const { data } = instrument;
    const self = evaluateStatus({ ...given.reports, data, now, rules: this.#source.statusRules });
    const old = [before?.estimate[LEVEL], before?.level, before?.estimate[SELF_LEVEL]];
    const bySelf = storedLevels.indexOf(self.level as (typeof storedLevels)[number]);
    estimate[SELF_LEVEL] = bySelf < 0 ? selfUnknown : bySelf;
    const { attentionHorizon, crossingProbability } = this.#judgement;
    estimate[CROSSING] =
      predictedCrossing(
        estimate,
        toDay(now),
        attentionHorizon,
        crossingProbability,
        prior,
        priors.calibrations,
        this.#estimation,
      ) ?? Number.NaN;
    const level = fleetLevel(estimate, probability, toDay(now), this.#judgement);
    estimate[LEVEL] = levelFromProbability(probability, before?.estimate[LEVEL] ?? 0, this.#judgement);
    const same =
      gone !== undefined &&
      evidence.length === 0 &&
      [estimate[LEVEL], level, estimate[SELF_LEVEL]].every((one, k) => one === old[k]);
    return same ? undefined : { instrument: instrument.id, ...population, takenUntil: now, level, estimate };
  }

  /** Takes what came since into a stored estimate; undefined: some of it came late. */
  #goOn(before: Float64Array, evidence: readonly Evidence[], prior: BehaviourPrior, priors: LearnedPriors) {
    let estimate: Float64Array | undefined = before;
    for (const one of evidence) {
      estimate = assimilate(estimate, one, prior, this.#estimation, priors.stepGiven);
      if (estimate === undefined) return undefined;
    }
    return estimate;
  }

  async #build(instrument: Instrument, until: number, priors: LearnedPriors): Promise<BuiltEstimate> {
    const evidence = await storedEvidence(this.#source.database, instrument, { after: -1, until });
    return this.#buildFrom(instrument, evidence, priors);
  }

  #buildFrom(instrument: Instrument, evidence: readonly Evidence[], priors: LearnedPriors): BuiltEstimate {
    const { data, enrolledAt } = instrument;
    return buildEstimate({ ...populationOf(instrument), data, enrolledAt }, evidence, priors, this.#estimation);
  }
}

/** Whether a stored estimate may be gone on from; otherwise (other priors, another population) it must be made anew. */
function mayGoOn(before: EstimateRow, instrument: Instrument, priors: LearnedPriors): boolean {
  const { type, batch } = populationOf(instrument);
  return before.estimate[PRIORS] === priors.version && before.type === type && before.batch === batch;
}
