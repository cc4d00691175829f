import { frameIdOfBytes } from '../../frames/frame-id.js';
import { priorsKind } from '../../judgement/priors-entry.js';
import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import type { EntryQuery, EvidenceSource } from '../../ledger/replay/evidence-source.js';
import type { JudgementMember } from './judgement-member.js';

/** What the members of a record hold for making its judgement again. */
export class MemberEvidence implements EvidenceSource {
  readonly #member: JudgementMember;
  readonly #frames = new Map<string, Uint8Array>();

  constructor(member: JudgementMember, frames: readonly Uint8Array[]) {
    this.#member = member;
    for (const bytes of frames) {
      const id = frameIdOfBytes(bytes);
      if (id !== undefined) this.#frames.set(id, bytes);
    }
  }

  /** The priors stand for an entry of a ledger that only they are in. */
  async *entries({ kind }: EntryQuery): AsyncGenerator<LedgerEntry> {
    const { priors } = this.#member;
    if (kind !== priorsKind || priors === undefined) return;
    yield { ...noEntry, kind, body: priors as unknown as LedgerEntry['body'] };
  }

  async find(identifier: string): Promise<Uint8Array | undefined> {
    const { records } = this.#member;
    if (Object.hasOwn(records, identifier)) return new TextEncoder().encode(records[identifier]!);
    return this.#frames.get(identifier);
  }
}

/** An entry that is in no ledger. */
export const noEntry: LedgerEntry = {
  ...{ number: 1, kind: '', subject: '', at: 0, rules: '', evidence: [], body: null, previous: '', hash: '' },
  actor: { person: '', role: '', authority: '' },
  bytes: new Uint8Array(0),
};
