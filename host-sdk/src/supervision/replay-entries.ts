import type { EntryQuery, EvidenceSource } from '../ledger/replay/evidence-source.js';
import type { Recomputer } from '../ledger/replay/recomputer.js';
import { type Replay, replaySubject } from '../ledger/replay/replay.js';

/**
 * Recomputes the entries that a query finds, each from what was known of its subject before it. Each subject is gone through once, however many of
 * its entries are asked for; at most their names are kept in memory.
 *
 * @throws {SdkError} those of the source
 */
export async function* replayEntries(
  query: EntryQuery,
  source: EvidenceSource,
  known: readonly Recomputer[],
): AsyncGenerator<Replay> {
  const subjects = new Set<string>();
  for await (const { subject } of source.entries(query)) subjects.add(subject);
  const { kind, from = 1, to = Number.MAX_SAFE_INTEGER } = query;
  for (const subject of subjects) {
    for await (const replayed of replaySubject(subject, source, known)) {
      const { number, kind: found } = replayed.entry;
      if (number > to) break;
      if (number >= from && (kind === undefined || found === kind)) yield replayed;
    }
  }
}
