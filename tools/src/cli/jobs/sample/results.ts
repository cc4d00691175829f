import {
  type RecordBook,
  type RecordImport,
  type ResultOutcome,
  readRecordIdentifier,
  type Verification,
} from '@hengzhun/host-sdk';
import { type FileFormat, fileFormat, fileFormats } from '../../../exchange/file-format.js';
import { readText } from '../../../exchange/read-text.js';
import { existingLot } from '../../../sampling/existing-lot.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import { type LineNote, showImport } from '../../import-report.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

export interface SampleResultsOptions extends WritingOptions {
  readonly format?: FileFormat;
}

/**
 * Takes the verifications of a file as results of a drawn lot: first as records, then into the ledger. What one of the two does not take is told
 * by its line and holds up no other; the same file again changes nothing.
 * @returns 1 when something was refused
 */
export async function sampleResults(
  output: Output,
  options: SampleResultsOptions,
  id: string,
  file: string,
): Promise<number> {
  const format = fileFormat(file, options.format, fileFormats);
  const text = readText(file);
  const actor = actorOf(options);
  return writeSupervision(options, async ({ store, supervision }) => {
    const state = await existingLot(supervision, id);
    const known = new Set(state.results.map(({ verification }) => verification));
    const { records } = store;
    const imported = await (format === 'csv' ? records.importCsv('verification', text) : records.importJson(text));
    const found = await verifications(records, imported);
    const fresh = found.filter(({ verification }) => !known.has(verification.id));
    const outcomes = await supervision.lots.results(
      id,
      fresh.map(({ verification }) => verification),
      { at: Date.now(), actor },
    );
    const refused = outcomes.flatMap((outcome, index): LineNote[] => noteOf(outcome, fresh[index]!.line));
    const errors = [...imported.errors, ...refused].sort((a, b) => a.line - b.line);
    const warnings = imported.results.flatMap(({ line, warnings: all }) =>
      all.map(({ code, text: words }) => ({ line, code, message: words[output.language] })),
    );
    const counts = { taken: outcomes.length - refused.length, known: found.length - fresh.length };
    return showImport(output, { what: 'results', file, counts, errors, warnings, lines: format === 'csv' });
  });
}

interface Found {
  readonly line: number;
  readonly verification: Verification;
}

async function verifications(records: RecordBook, { results }: RecordImport): Promise<Found[]> {
  const found: Found[] = [];
  for (const { line, identifier } of results) {
    const name = readRecordIdentifier(identifier);
    if (name?.kind !== 'verification') continue;
    const verification = await records.verification(name.id);
    if (verification !== undefined) found.push({ line, verification });
  }
  return found;
}

const noteOf = (outcome: ResultOutcome, line: number): LineNote[] =>
  outcome.outcome === 'taken' ? [] : [{ line, code: outcome.code, message: outcome.message }];
