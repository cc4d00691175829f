import { Readable } from 'node:stream';
import { HistoryParams, TableParams } from '../../api/take-away.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { instrumentOf } from '../instruments/find.js';

const types = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const;

/** Tables for spreadsheets and data tools, row by row as they are read. */
export function tableRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const { store } = context;
  const tags = ['take-away'];
  app.get(
    '/api/export/instruments.:format',
    {
      schema: {
        tags,
        summary: 'All instruments with their judgements',
        params: TableParams,
        produces: Object.values(types),
      },
    },
    async ({ params: { format } }, reply) => {
      const { instrumentsCsv, instrumentsParquet } = await import('@hengzhun/host-sdk/reports');
      const table = format === 'csv' ? instrumentsCsv(store) : instrumentsParquet(store);
      return reply
        .type(types[format])
        .header('content-disposition', `attachment; filename="instruments.${format}"`)
        .send(Readable.from(table));
    },
  );
  app.get(
    '/api/instruments/:id/frames.:format',
    {
      schema: {
        tags,
        summary: 'The history of an instrument, frame by frame',
        params: HistoryParams,
        produces: Object.values(types),
      },
    },
    async ({ params: { id, format } }, reply) => {
      await instrumentOf(context, id);
      const { historyCsv, historyParquet } = await import('@hengzhun/host-sdk/reports');
      const table = format === 'csv' ? historyCsv(store, id) : historyParquet(store, id);
      return reply
        .type(types[format])
        .header('content-disposition', `attachment; filename="${id}.${format}"`)
        .send(Readable.from(table));
    },
  );
}
