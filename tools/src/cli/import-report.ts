import { exitCode } from '../exit-codes.js';
import { sentenceOf } from '../language/foreign.js';
import type { Output } from './output.js';

/** Something about one line of a file. */
export interface LineNote {
  /** Line of a CSV file (1 is the first), number of the record in other files (from 1). */
  readonly line: number;
  readonly code: string;
  readonly message: string;
  /** Particulars, for a sentence in Chinese. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Lines that are shown to a person; `--json` gives all. */
const most = 50;

/** What became of a file, line by line. */
export interface ImportReport {
  readonly what: 'instruments' | 'records' | 'frames' | 'results';
  readonly file: string;
  /** How many had which outcome, in the order in which they are told. */
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: readonly LineNote[];
  readonly warnings: readonly LineNote[];
  /** The file is CSV: notes are about its lines, and else about the first, second, … thing in it. */
  readonly lines?: boolean;
}

/** Shows what was taken and every line that was not. @returns 1 when a line was refused: the others were taken */
export function showImport(output: Output, report: ImportReport): number {
  const { what, file, counts, errors, warnings, lines = false } = report;
  for (const note of warnings) output.object({ type: 'import-warning', file, ...note });
  for (const note of errors) output.object({ type: 'import-error', file, ...note });
  output.object({ type: 'imported', what, file, ...counts, refused: errors.length });
  const told = Object.entries({ ...counts, refused: errors.length }).filter(([, count]) => count > 0);
  const list = told.map(([outcome, count]) => `${outcomeName(output, outcome)} ${count}`);
  output.line(
    `${file}${output.text('word.colon')}${list.join(output.text('import.separator')) || output.text('import.nothing')}`,
  );
  showNotes(output, 'red', '✗', errors, lines);
  showNotes(output, 'yellow', '!', warnings, lines);
  return errors.length > 0 ? exitCode.refused : exitCode.ok;
}

function showNotes(
  output: Output,
  colour: 'red' | 'yellow',
  mark: string,
  notes: readonly LineNote[],
  lines: boolean,
): void {
  for (const { line, code, message, detail } of notes.slice(0, most)) {
    const place = output.text(lines ? 'import.line' : 'import.item', { line });
    output.line(
      `  ${output.paint(colour, mark)} ${place}${code}${output.text('word.colon')}${sentenceOf(output.language, code, message, detail)}`,
    );
  }
  if (notes.length > most) output.line(`  ${output.text('import.more', { count: notes.length - most })}`);
}

function outcomeName(output: Output, outcome: string): string {
  return output.text(`import.outcome.${outcome}` as 'import.outcome.added');
}
