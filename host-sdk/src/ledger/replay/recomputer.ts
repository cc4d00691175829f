import type { JsonValue, LedgerEntry } from '../ledger-entry.js';
import type { EvidenceSource } from './evidence-source.js';

/**
 * Computes anew what an entry should say, by the rule set that it names: pure in what it is given, so that any machine gets the same. Whoever
 * writes entries of a new kind gives a recomputer for it to `replay`.
 *
 * Numbers in a body are quantised when they are written, so that the comparison is exact. A set of rules that the entry names stays available
 * under its `<id>@<version>`.
 */
export interface Recomputer<State = unknown> {
  /** Kinds of entries that it knows. */
  readonly kinds: readonly string[];
  /**
   * What is known of a subject after one more of its entries of these kinds; absent: an entry stands for itself.
   * @throws {SdkError} the entry does not fit to those before it
   */
  fold?(before: State | undefined, entry: LedgerEntry): State;
  /**
   * The body that the entry should have, from the subject as it stood before it.
   * @throws {SdkError} such an entry could not have been written: not allowed then, rules unknown here, evidence unreadable
   * @throws {EvidenceMissing} what it needs is not in the source
   */
  recompute(before: State | undefined, entry: LedgerEntry, evidence: EvidenceSource): JsonValue | Promise<JsonValue>;
}

/** What a recomputer throws where a piece of evidence that it cannot do without is not there. */
export class EvidenceMissing extends Error {
  constructor(readonly identifier: string) {
    super(`The evidence ${identifier} is not here.`);
  }
}
