import type { RecordBook, RecordImport, RecordKind } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { fileFormat, type RecordFormat, recordFormats } from '../../../exchange/file-format.js';
import { readText } from '../../../exchange/read-text.js';
import { exitCode } from '../../../exit-codes.js';
import { openOrMakeData, withStore } from '../../../stores/open-data.js';
import { showImport } from '../../import-report.js';
import type { Output } from '../../output.js';
import type { ImportOptions } from './instruments.js';

export interface ImportRecordsOptions extends Omit<ImportOptions, 'format'> {
  readonly format?: RecordFormat;
  /** What the lines of a CSV file are. */
  readonly kind?: RecordKind;
}

/** Takes the records of a file in, whatever their order. @returns 1 when one was refused */
export async function importRecords(output: Output, options: ImportRecordsOptions, file: string): Promise<number> {
  const format = fileFormat(file, options.format, recordFormats);
  if (format === 'csv' && options.kind === undefined) {
    throw new ToolError('tool-kind-missing', { path: file }, exitCode.usage);
  }
  const text = readText(file);
  return withStore(openOrMakeData(options.data), async ({ records }) => {
    const { results, errors } = await readers[format](records, text, options.kind!);
    const counts = { added: 0, corrected: 0, unchanged: 0 };
    for (const { outcome } of results) counts[outcome]++;
    const warnings = results.flatMap(({ line, warnings: found }) =>
      found.map(({ code, text: words }) => ({ line, code, message: words[output.language] })),
    );
    return showImport(output, { what: 'records', file, counts, errors, warnings, lines: format !== 'json' });
  });
}

/** How records are read in each format. */
const readers: Readonly<
  Record<RecordFormat, (records: RecordBook, text: string, kind: RecordKind) => Promise<RecordImport>>
> = {
  json: (records, text) => records.importJson(text),
  csv: (records, text, kind) => records.importCsv(kind, text),
  xml: (records, text) => records.importXml(text),
};
