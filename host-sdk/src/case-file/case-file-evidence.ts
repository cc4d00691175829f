import { frameIdOfBytes } from '../frames/frame-id.js';
import { decodeEntry } from '../ledger/entry-form.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { readIdentifier } from '../ledger/replay/evidence-identifier.js';
import type { EntryQuery, EvidenceSource } from '../ledger/replay/evidence-source.js';
import type { CaseFile } from './case-file.js';

/** The evidence in a case file: what `replay` recomputes from on another machine. */
export class CaseFileEvidence implements EvidenceSource {
  readonly #entries: ReadonlyMap<number, LedgerEntry>;
  readonly #frames = new Map<string, Uint8Array>();
  readonly #evidence: ReadonlyMap<string, Uint8Array>;

  constructor({ entries, instruments, evidence }: Pick<CaseFile, 'entries' | 'instruments' | 'evidence'>) {
    this.#entries = new Map(entries.map(decodeEntry).map((entry) => [entry.number, entry]));
    this.#evidence = evidence;
    for (const bytes of instruments.flatMap(({ frames }) => frames)) {
      const id = frameIdOfBytes(bytes);
      if (id !== undefined) this.#frames.set(id, bytes);
    }
  }

  async *entries({ subject, kind, from = 1, to = Number.MAX_SAFE_INTEGER }: EntryQuery): AsyncGenerator<LedgerEntry> {
    for (const entry of this.#entries.values()) {
      if (subject !== undefined && entry.subject !== subject) continue;
      if (kind !== undefined && entry.kind !== kind) continue;
      if (entry.number >= from && entry.number <= to) yield entry;
    }
  }

  async find(identifier: string): Promise<Uint8Array | undefined> {
    const named = readIdentifier(identifier);
    if (named?.kind === 'frame') return this.#frames.get(identifier);
    if (named?.kind === 'ledger') return this.#entries.get(named.number)?.bytes;
    return this.#evidence.get(identifier);
  }
}
