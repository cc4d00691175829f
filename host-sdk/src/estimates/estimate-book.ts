import { LEVEL } from '../estimation/estimate-layout.js';
import { type EstimationRules, estimationRules } from '../estimation/estimation-rules.js';
import type { LearnedPriors } from '../estimation/learned-priors.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import type { KeyReports } from '../evaluation/reports-of-key.js';
import { judgeInstrument } from '../judgement/judge-instrument.js';
import type { Judgement } from '../judgement/judgement.js';
import type { JudgementBasis } from '../judgement/judgement-entry.js';
import { type Outlook, outlooksAhead } from '../judgement/outlooks-ahead.js';
import type { Instrument } from '../registry/records.js';
import { type JudgementRules, judgementRules } from '../rules/judgement-rules.js';
import { longestList } from '../store/in-list.js';
import type { SqlTransaction } from '../store/sql.js';
import { buildStored } from './build-stored.js';
import { readEstimate, writeEstimates } from './estimate-rows.js';
import type { EstimateSource } from './estimate-source.js';
import { evaluateFleet, type FleetRules, type FleetVisitor } from './evaluate-fleet.js';
import { learnFromStore } from './learn-from-store.js';
import { populationOf } from './population-of.js';
import { readPriors, writePriors } from './prior-rows.js';
import { refreshEstimates } from './refresh-estimates.js';

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
    const { database } = this.#source;
    const { estimate, measurement, taken } = await buildStored(database, instrument, now, priors, this.#estimation);
    const stored = await readEstimate(database, instrument.id);
    const previousLevel = stored?.estimate[LEVEL] ?? 0;
    estimate[LEVEL] = previousLevel;
    const [reports] = (await this.#source.reports([instrument])) as [KeyReports];
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
    const { database } = this.#source;
    const { estimate } = await buildStored(database, instrument, now, priors, this.#estimation);
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
    const rules = await this.#rules();
    const instruments = await this.#source.instruments();
    let written = 0;
    for (let at = 0; at < instruments.length; at += longestList) {
      const page = instruments.slice(at, at + longestList);
      const rows = await refreshEstimates(this.#source, page, now, rules);
      if (rows.length > 0) await database.transaction((transaction) => writeEstimates(transaction, rows));
      written += rows.length;
      progress(at + page.length, instruments.length);
    }
    return written;
  }

  /** Looks over the whole fleet from the stored estimates; see `evaluateFleet`. */
  async fleet(visit: FleetVisitor, now: number = this.#source.clock.now()): Promise<number> {
    return evaluateFleet(this.#source.database, now, await this.#rules(), visit);
  }

  async #rules(): Promise<FleetRules> {
    return { priors: await this.priors(), estimation: this.#estimation, judgement: this.#judgement };
  }
}
