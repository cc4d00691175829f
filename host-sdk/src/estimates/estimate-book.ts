import type { Clock } from '../clock.js';
import { assimilate } from '../estimation/assimilate.js';
import { predictedCrossing } from '../estimation/crossing.js';
import { CROSSING, LEVEL, PRIORS, SELF_LEVEL, selfUnknown, toDay } from '../estimation/estimate-layout.js';
import { type EstimationRules, estimationRules } from '../estimation/estimation-rules.js';
import { type LearnedPriors, priorOf } from '../estimation/learned-priors.js';
import { levelFromProbability, storedLevels } from '../estimation/level-from-probability.js';
import { prospectOf } from '../estimation/prospect.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import { judgeInstrument } from '../judgement/judge-instrument.js';
import type { Judgement } from '../judgement/judgement.js';
import type { JudgementBasis } from '../judgement/judgement-entry.js';
import type { Instrument } from '../registry/records.js';
import { type JudgementRules, judgementRules } from '../rules/judgement-rules.js';
import type { StatusRules } from '../rules/status-rules.js';
import type { SqlDatabase, SqlTransaction } from '../store/sql.js';
import { type BuiltEstimate, buildEstimate } from './build-estimate.js';
import { type EstimateRow, readEstimate, writeEstimates } from './estimate-rows.js';
import { evaluateFleet, type FleetVisitor } from './evaluate-fleet.js';
import { fleetLevel } from './fleet-level.js';
import { learnFromStore } from './learn-from-store.js';
import { populationOf } from './population-of.js';
import { readPriors, writePriors } from './prior-rows.js';
import { storedEvidence } from './stored-evidence.js';

/** What the estimates need from the rest of the store. */
export interface EstimateSource {
  readonly database: SqlDatabase;
  readonly clock: Clock;
  /** Instruments in the order of enrolment. */
  instruments(): Promise<readonly Instrument[]>;
  /** What the instrument's own verified reports are judged from: the state of the chain of its newest key. */
  reports(instrument: Instrument): Promise<JudgementBasis['reports']>;
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

  /** The learned priors in force, or those of a version. @throws {SdkError} `judgement-priors-missing` */
  async priors(version?: number): Promise<LearnedPriors> {
    return readPriors(this.#source.database, version);
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
    const before = await readPriors(database);
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
    const reports = await this.#source.reports(instrument);
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
    for (let at = 0; at < instruments.length; at += 256) {
      const rows: EstimateRow[] = [];
      for (const instrument of instruments.slice(at, at + 256)) {
        const row = await this.#refreshed(instrument, now, priors);
        if (row !== undefined) rows.push(row);
      }
      if (rows.length > 0) await database.transaction((transaction) => writeEstimates(transaction, rows));
      written += rows.length;
      progress(Math.min(at + 256, instruments.length), instruments.length);
    }
    return written;
  }

  /** Looks over the whole fleet from the stored estimates; see `evaluateFleet`. */
  async fleet(visit: FleetVisitor, now: number = this.#source.clock.now()): Promise<number> {
    const priors = await this.priors();
    const rules = { priors, estimation: this.#estimation, judgement: this.#judgement };
    return evaluateFleet(this.#source.database, now, rules, visit);
  }

  /** The estimate of an instrument brought up to date; undefined: it stands as it stood. */
  async #refreshed(instrument: Instrument, now: number, priors: LearnedPriors): Promise<EstimateRow | undefined> {
    const population = populationOf(instrument);
    const prior = priorOf(priors, population.type, population.batch);
    const before = await readEstimate(this.#source.database, instrument.id);
    const gone = before && (await this.#goOn(before, instrument, now, priors));
    const estimate = gone?.estimate ?? (await this.#build(instrument, now, priors)).estimate;
    const { probability } = prospectOf(estimate, toDay(now), prior, priors.calibrations, this.#estimation);
    const reports = await this.#source.reports(instrument);
    const self = evaluateStatus({ ...reports, data: instrument.data, now, rules: this.#source.statusRules });
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
      gone?.news === false && [estimate[LEVEL], level, estimate[SELF_LEVEL]].every((one, k) => one === old[k]);
    return same ? undefined : { instrument: instrument.id, ...population, takenUntil: now, level, estimate };
  }

  /** Takes what came since into a stored estimate; undefined: it must be made anew (late evidence, other priors, another population). */
  async #goOn(before: EstimateRow, instrument: Instrument, now: number, priors: LearnedPriors) {
    const { type, batch } = populationOf(instrument);
    if (before.estimate[PRIORS] !== priors.version || before.type !== type || before.batch !== batch) return undefined;
    const prior = priorOf(priors, type, batch);
    const evidence = await storedEvidence(this.#source.database, instrument, { after: before.takenUntil, until: now });
    let estimate: Float64Array | undefined = before.estimate;
    for (const one of evidence) {
      estimate = assimilate(estimate, one, prior, this.#estimation, priors.stepGiven);
      if (estimate === undefined) return undefined;
    }
    return { estimate, news: evidence.length > 0 };
  }

  async #build(instrument: Instrument, until: number, priors: LearnedPriors): Promise<BuiltEstimate> {
    const evidence = await storedEvidence(this.#source.database, instrument, { after: -1, until });
    const { data, enrolledAt } = instrument;
    return buildEstimate({ ...populationOf(instrument), data, enrolledAt }, evidence, priors, this.#estimation);
  }
}
