import { openSupervision, type SheetResult, sheetTable, sheetText } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { withData } from '../../../stores/open-data.js';
import { readSheet } from '../../../supervision/read-sheet.js';
import type { Output } from '../../output.js';

export interface SheetOptions {
  readonly data: string;
  /** Keep the readings as an attachment and their result as a verification record. */
  readonly save: boolean;
  readonly certificate?: string;
}

/** Computes a check sheet from raw readings. @returns 1 unless it passes */
export async function checkSheet(output: Output, options: SheetOptions, file: string): Promise<number> {
  const result = readSheet(file);
  const { sheet, outcome, certain, findings, points, rules } = result;
  const table = sheetTable(result);
  output.object({
    type: 'sheet',
    id: sheet.id,
    instrument: sheet.instrument,
    outcome,
    certain,
    rules,
    points,
    findings,
  });
  for (const line of sheetText(table, output.language).trimEnd().split('\n')) output.line(line);
  if (options.save) await save(output, options, result);
  return outcome === 'pass' ? exitCode.ok : exitCode.refused;
}

/** @throws {SdkError} `sheet-incomplete`, `record-*` */
async function save(output: Output, options: SheetOptions, result: SheetResult): Promise<void> {
  await withData(options.data, async (store) => {
    const { record, attachment } = await openSupervision(store).keepSheet(result, options.certificate);
    const { outcome, warnings } = record;
    const { id, identifier } = record.record;
    const { sha256 } = attachment;
    output.object({ type: 'saved', verification: identifier, outcome, attachment: `attachment/${sha256}`, warnings });
    output.line('');
    output.line(output.text('case.sheet.saved', { identifier }));
    output.line(output.text('case.sheet.use', { id, sha256 }));
    for (const { text } of warnings) output.line(output.paint('yellow', `! ${text[output.language]}`));
  });
}
