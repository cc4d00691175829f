import type { LearnedPriors } from '../../estimation/learned-priors.js';
import { populationKey } from '../../estimation/learned-priors.js';
import type { Judgement } from '../../judgement/judgement.js';
import type { JudgementBasis } from '../../judgement/judgement-entry.js';

/** The member `judgement.json`: a judgement, what it was made from, and what was learned of the population. */
export interface JudgementMember {
  readonly judgement: Judgement;
  readonly basis: JudgementBasis;
  /** The learned priors as far as they concern this instrument; absent: nothing was learned yet. */
  readonly priors?: LearnedPriors;
  /** Records that it rests on by identifier (`record/<kind>/<id>/<version>`), as canonical JSON. */
  readonly records: Readonly<Record<string, string>>;
  /** False: it rests on more than a record may hold; the ledger's entry and a case file have all of it. */
  readonly complete: boolean;
}

/** What was learned, without what concerns other instruments: a judgement by these is the same judgement. */
export function priorsFor(priors: LearnedPriors, type: string, batch: string): LearnedPriors {
  const population = populationKey(type, batch);
  const { basis: _, ...rest } = priors;
  return {
    ...rest,
    types: pick(priors.types, type),
    batches: pick(priors.batches, population),
    apart: priors.apart.filter((one) => one === population),
  };
}

const pick = <T>(from: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.hasOwn(from, name) ? { [name]: from[name]! } : {};
