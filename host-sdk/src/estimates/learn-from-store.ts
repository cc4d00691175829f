import { AttachmentStore } from '../case-file/attachment-store.js';
import { systemClock } from '../clock.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import type { LearnedPriors } from '../estimation/learned-priors.js';
import type { Instrument } from '../registry/records.js';
import type { SqlDatabase } from '../store/sql.js';
import { type Histories, type History, learnFromHistories } from './learn-from-histories.js';
import { LearningBasisWriter, learningMediaType } from './learning-basis.js';
import { populationOf } from './population-of.js';
import { storedEvidenceOfMany } from './stored-evidence.js';

/**
 * Learns from everything that a store holds until `now`, and keeps the list of what counted as attachments, so that the same can be learned
 * again when the store has grown.
 */
export async function learnFromStore(
  database: SqlDatabase,
  instruments: readonly Instrument[],
  rules: EstimationRules,
  version: number,
  now: number,
): Promise<LearnedPriors> {
  const attachments = new AttachmentStore(database, { clock: { ...systemClock, now: () => now } });
  const writer = new LearningBasisWriter(async (bytes) => {
    return `attachment/${(await attachments.put(bytes, learningMediaType)).sha256}`;
  });
  const histories: Histories = (only) => historiesIn(database, instruments, now, only);
  const priors = await learnFromHistories(histories, rules, version, now, (history, taken) =>
    taken.length === 0 ? undefined : writer.add(history, taken),
  );
  return { ...priors, basis: await writer.end() };
}

async function* historiesIn(
  database: SqlDatabase,
  instruments: readonly Instrument[],
  now: number,
  only?: ReadonlySet<string>,
): AsyncGenerator<History> {
  const wanted = instruments
    .filter(({ ueid }) => only === undefined || only.has(ueid))
    .map((instrument) => ({ instrument, after: -1 }));
  for await (const { wanted: one, evidence } of storedEvidenceOfMany(database, wanted, now)) {
    const { ueid, data, enrolledAt } = one.instrument;
    yield { ueid, ...populationOf(one.instrument), data, enrolledAt, evidence };
  }
}
