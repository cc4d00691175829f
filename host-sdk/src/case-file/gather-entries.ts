import { SdkError } from '../errors.js';
import { ledgerKeyKind } from '../ledger/key-succession.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { readIdentifier } from '../ledger/replay/evidence-identifier.js';
import type { EvidenceSource } from '../ledger/replay/evidence-source.js';
import { refuse } from './archive/archive-form.js';

/** Most entries of one case file. */
export const mostEntries = 20_000;

/**
 * The entries that a case file on a subject holds, in the order of their numbers: those of the subject, those that they rest on (and these on in
 * their turn), and those with which one ledger key handed over to the next.
 *
 * @throws {SdkError} `case-file-unknown-subject`; `case-file-too-large`; `ledger-broken`
 */
export async function gatherEntries(source: EvidenceSource, subject: string): Promise<LedgerEntry[]> {
  const found = new Map<number, LedgerEntry>();
  const wanted: number[] = [];
  const take = (entry: LedgerEntry): void => {
    if (found.has(entry.number)) return;
    found.set(entry.number, entry);
    if (found.size > mostEntries) {
      refuse(
        'case-file-too-large',
        `More than ${mostEntries} ledger entries belong to ${subject}. Choose one of its parts.`,
      );
    }
    for (const identifier of entry.evidence) {
      const named = readIdentifier(identifier);
      // What comes later cannot have been rested on.
      if (named?.kind === 'ledger' && named.number < entry.number) wanted.push(named.number);
    }
  };
  for await (const entry of source.entries({ subject })) take(entry);
  if (found.size === 0) {
    const text = `The ledger has no entry on ${subject}. Check the name: case/…, lot/… or instrument/…`;
    throw new SdkError('case-file-unknown-subject', text, { subject });
  }
  for (let number = wanted.pop(); number !== undefined; number = wanted.pop()) {
    if (found.has(number)) continue;
    for await (const entry of source.entries({ from: number, to: number })) take(entry);
  }
  for await (const entry of source.entries({ kind: ledgerKeyKind })) take(entry);
  return [...found.values()].sort((a, b) => a.number - b.number);
}
