import { type FileFormat, fileFormat, fileFormats } from '../../../exchange/file-format.js';
import { readText } from '../../../exchange/read-text.js';
import { openOrMakeData, withStore } from '../../../stores/open-data.js';
import { showImport } from '../../import-report.js';
import type { Output } from '../../output.js';

export interface ImportOptions {
  readonly data: string;
  readonly format?: FileFormat;
}

/** Enrols the instruments of a register. @returns 1 when one was refused */
export async function importInstruments(output: Output, options: ImportOptions, file: string): Promise<number> {
  const format = fileFormat(file, options.format, fileFormats);
  const text = readText(file);
  return withStore(openOrMakeData(options.data), async ({ registry }) => {
    const { results, errors } = await (format === 'csv' ? registry.importCsv(text) : registry.importJson(text));
    const counts = { enrolled: 0, 'key-added': 0, known: 0 };
    for (const { outcome } of results) counts[outcome]++;
    for (const { instrument, notes } of results)
      for (const note of notes) output.note(`! ${instrument.serialNumber || instrument.ueid}: ${note}`);
    return showImport(output, { what: 'instruments', file, counts, errors, warnings: [], lines: format === 'csv' });
  });
}
