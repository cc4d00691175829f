import type { EstimationRules } from '../estimation/estimation-rules.js';
import type { Evidence } from '../estimation/evidence.js';
import type { LearnedPriors } from '../estimation/learned-priors.js';
import type { Instrument } from '../registry/records.js';
import type { SqlReader } from '../store/sql.js';
import { type BuiltEstimate, buildEstimate } from './build-estimate.js';
import { populationOf } from './population-of.js';
import { storedEvidence } from './stored-evidence.js';

/** The estimate of an enrolled instrument from everything that was stored of it until a moment, ms since 1970. */
export async function buildStored(
  database: SqlReader,
  instrument: Instrument,
  until: number,
  priors: LearnedPriors,
  rules: EstimationRules,
): Promise<BuiltEstimate> {
  const evidence = await storedEvidence(database, instrument, { after: -1, until });
  return buildOf(instrument, evidence, priors, rules);
}

/** The same from evidence that was read already. Pure. */
export function buildOf(
  instrument: Instrument,
  evidence: readonly Evidence[],
  priors: LearnedPriors,
  rules: EstimationRules,
): BuiltEstimate {
  const { data, enrolledAt } = instrument;
  return buildEstimate({ ...populationOf(instrument), data, enrolledAt }, evidence, priors, rules);
}
