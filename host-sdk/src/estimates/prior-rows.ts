import { createHash } from 'node:crypto';
import { SdkError } from '../errors.js';
import { unknownPopulation } from '../estimation/behaviour-prior.js';
import { asStated } from '../estimation/calibration.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import { type LearnedPriors, nothingLearned } from '../estimation/learned-priors.js';
import type { SqlReader, SqlTransaction } from '../store/sql.js';

/** The newest learned priors, or a version; version 0 is what these rules assume before anything was learned. @throws {SdkError} `judgement-priors-missing` */
export async function readPriors(
  database: SqlReader,
  rules: EstimationRules,
  version?: number,
): Promise<LearnedPriors> {
  const row =
    version === undefined
      ? await database.get('SELECT version, data FROM priors ORDER BY version DESC LIMIT 1')
      : await database.get('SELECT version, data FROM priors WHERE version = ?', [version]);
  if (row !== undefined) return completed(JSON.parse(String(row[1])) as LearnedPriors);
  if (version === undefined || version === 0) return nothingLearned(rules.stepGiven);
  const text = `The learned priors of version ${version} are not in this store. Bring the store that the judgement was made with, or its case file.`;
  throw new SdkError('judgement-priors-missing', text, { version });
}

/** Priors that were learned before something was known of populations: that is as before anything was learned. */
function completed(priors: LearnedPriors): LearnedPriors {
  const fill = (known: LearnedPriors['types']) =>
    Object.fromEntries(Object.entries(known).map(([key, prior]) => [key, { ...unknownPopulation, ...prior }]));
  return {
    ...priors,
    types: fill(priors.types),
    batches: fill(priors.batches),
    unseen: { ...unknownPopulation, ...priors.unseen },
    calibrations: priors.calibrations ?? asStated,
  };
}

/** Keeps learned priors; a version never changes. */
export async function writePriors(transaction: SqlTransaction, priors: LearnedPriors): Promise<void> {
  const data = JSON.stringify(priors);
  const hash = createHash('sha256').update(data).digest();
  await transaction.run('INSERT INTO priors (version, made_at, hash, data) VALUES (?, ?, ?, ?)', [
    priors.version,
    priors.madeAt,
    hash,
    data,
  ]);
}
