import type { KeyObject } from 'node:crypto';
import { type LedgerHead, openSupervision, type ReplayOutcome, type Store } from '@hengzhun/host-sdk';

/** Holds a ledger against its keys and an earlier checkpoint, and computes every entry again from the stored bytes. */
export async function replayTheLedger(store: Store, trusted: readonly KeyObject[], witnessed: readonly LedgerHead[]) {
  const supervision = openSupervision(store); // without a key: nothing can be written
  // Who signed it, in which order, with nothing left out, and that it still holds what was published before.
  const verdict = await supervision.ledger.verify(trusted, { witnessed });
  if (!verdict.ok) {
    console.error(`entry ${verdict.number}: ${verdict.text.zh} | ${verdict.text.en}`);
    return { holds: false, outcomes: {} };
  }
  // What each entry says: by the rules and from the evidence that it names.
  const outcomes: Partial<Record<ReplayOutcome, number>> = {};
  for await (const { entry, outcome, differences, evidence, reason } of supervision.replay()) {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (outcome === 'same') continue;
    console.log(entry.number, entry.kind, outcome, reason, evidence);
    for (const { pointer, recorded, recomputed } of differences) console.log('  ', pointer, recorded, '→', recomputed);
  }
  return { holds: true, outcomes };
}
