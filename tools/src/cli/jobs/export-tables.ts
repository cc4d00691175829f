import type { Instrument, Store } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { fileFormat, type TableFormat, tableFormats } from '../../exchange/file-format.js';
import { exitCode } from '../../exit-codes.js';
import { withData } from '../../stores/open-data.js';
import type { Output } from '../output.js';
import { writeExport } from './write-export.js';

export interface TableOptions {
  readonly data: string;
  readonly out: string;
  readonly force: boolean;
  readonly format?: TableFormat;
  /** ms since 1970: what the judgements are for. */
  readonly at?: number;
  readonly instrument?: string;
}

/** Writes a table of the store to a file, piece by piece, with progress: instruments with their judgements, or the history of one of them. */
export async function exportTable(
  output: Output,
  what: 'instruments' | 'history',
  options: TableOptions,
  name?: string,
): Promise<number> {
  const { data, out, force } = options;
  const format = fileFormat(out, options.format, tableFormats);
  return withData(data, async (store) => {
    const reports = await import('@hengzhun/host-sdk/reports');
    const title = output.text(`export.table.${what}`);
    const message = (count: number) => output.text('export.done', { count, what: title, path: out });
    await writeExport(output, { out, force, fields: { what, format }, message }, async (file, progress) => {
      let count = 0;
      const onProgress = (done: number, all: number): void => {
        count = done;
        progress.update(done, all, title);
      };
      const only = await onlyOf(store, options.instrument);
      const chosen = { onProgress, ...(only && { only }), ...(options.at === undefined ? {} : { now: options.at }) };
      const pieces =
        what === 'instruments'
          ? format === 'csv'
            ? reports.instrumentsCsv(store, chosen)
            : reports.instrumentsParquet(store, chosen)
          : format === 'csv'
            ? reports.historyCsv(store, name!, { onProgress })
            : reports.historyParquet(store, name!, { onProgress });
      for await (const piece of pieces) file.write(piece);
      return count;
    });
    return exitCode.ok;
  });
}

/** @throws {ToolError} `tool-unknown-instrument` */
async function onlyOf(
  { registry }: Store,
  name: string | undefined,
): Promise<((one: Instrument) => boolean) | undefined> {
  if (name === undefined) return undefined;
  const found = await registry.find(name);
  if (found === undefined) throw new ToolError('tool-unknown-instrument', { ueid: name }, exitCode.refused);
  return ({ id }) => id === found.id;
}
