import type { Finding } from '../../case-file/finding.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import type { RecordStatement } from '../statement/record-statement.js';

/** One of the two verdicts. `open`: nothing is bad, and not everything could be checked, as the findings say. */
export interface Verdict {
  readonly verdict: 'good' | 'bad' | 'open';
  readonly findings: readonly Finding[];
}

/** What checking a PDF record found: who signed it and that nothing was changed, and whether what it says follows by the rules it names. */
export interface RecordVerdict {
  /** Neither verdict is bad, and the signature is good. */
  readonly ok: boolean;
  readonly signature: Verdict;
  readonly rules: Verdict;
  /** Key of the office that signs, hex; undefined: no signature that holds. */
  readonly office: string | undefined;
  /** What the record says; undefined: it is not signed by a key that you trust, and was not opened. */
  readonly record: ExaminedRecord | undefined;
}

/** What checking the text of a QR code found. */
export interface StatementVerdict {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly office: string | undefined;
  /** Undefined: it does not hold, or is signed by a key that you do not trust. */
  readonly statement: RecordStatement | undefined;
}

export function verdictOf(findings: readonly Finding[], known = true): Verdict {
  if (findings.some(({ verdict }) => verdict === 'bad')) return { verdict: 'bad', findings };
  return { verdict: known && findings.every(({ code }) => !leavesOpen.has(code)) ? 'good' : 'open', findings };
}

/** Notes that say that something was not checked; other notes are for the reader's knowledge. */
const leavesOpen: ReadonlySet<string> = new Set(['judgement-incomplete', 'not-opened', 'print-not-compared']);
