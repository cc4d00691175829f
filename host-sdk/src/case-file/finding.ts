import type { Bilingual } from '../evaluation/levels.js';

/** Where a finding belongs, in the order of the report. */
export type FindingPart = 'file' | 'ledger' | 'instrument' | 'evidence' | 'rules' | 'decision';

/** One thing that verifying a case file found. */
export interface Finding {
  /** Stable. */
  readonly code: string;
  readonly part: FindingPart;
  /** `good`: proved. `bad`: does not hold. `note`: what the reader should know besides, such as what is not proved. */
  readonly verdict: 'good' | 'bad' | 'note';
  /** Ledger entry, key or identifier that it is about; empty: the whole part. */
  readonly about: string;
  readonly text: Bilingual;
}

/** Collects findings; a hostile file does not make a report without end. */
export class Findings {
  readonly list: Finding[] = [];
  /** Bad findings that were left out of the list. */
  left = 0;

  constructor(private readonly limit = 1000) {}

  good(part: FindingPart, code: string, text: Bilingual, about = ''): void {
    this.#add({ code, part, verdict: 'good', about, text });
  }
  bad(part: FindingPart, code: string, text: Bilingual, about = ''): void {
    this.#add({ code, part, verdict: 'bad', about, text });
  }
  note(part: FindingPart, code: string, text: Bilingual, about = ''): void {
    this.#add({ code, part, verdict: 'note', about, text });
  }

  #add(finding: Finding): void {
    if (this.list.length < this.limit) this.list.push(finding);
    else if (finding.verdict === 'bad') this.left++;
  }
}
