import type { InstrumentStatus, Reason } from '@hengzhun/host-sdk';
import type { Output } from '../cli/output.js';

/** What a station knows of one instrument, for the eye. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly kid: string;
  frames: number;
  refused: number;
  discarded: number;
  /** Code of the newest refusal. */
  lastRefusal: string;
  status: InstrumentStatus | undefined;
  ended: string | undefined;
}

/** A line of the list below the table. */
export interface Happening {
  /** Simulated ms since the start. */
  readonly at: number;
  /** The instrument's name in the language of the output; empty: the station as a whole. */
  readonly title: string;
  readonly text: string;
}

/** Reasons worth a line, the gravest first; what is only said for completeness is left out. */
export function gravest(status: InstrumentStatus | undefined): Reason[] {
  const order = ['out-of-tolerance', 'warning', 'attention', 'doubt'];
  const reasons = status?.evaluation.reasons ?? [];
  return reasons
    .filter(({ severity }) => order.includes(severity))
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** The reasons in words of the language of the output. */
export function reasonWords(output: Output, status: InstrumentStatus | undefined): string {
  // What the instrument calls itself has a column of its own.
  const words = gravest(status)
    .filter(({ code }) => !/^self-state-(attention|alarm|inoperative)$/.test(code))
    .map(({ text }) => text[output.language]);
  return words.join(output.language === 'zh' ? '；' : '; ');
}
