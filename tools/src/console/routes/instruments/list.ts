import type { InstrumentPageQuery, ListedInstrument } from '@hengzhun/host-sdk';
import { JobAccepted } from '../../api/common.js';
import { InstrumentPage, InstrumentQuery, type InstrumentRow } from '../../api/instruments.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { refreshEstimates } from '../../refresh-estimates.js';
import { accepted, answers } from '../answers.js';
import { readCursor, writeCursor } from '../cursor.js';

const defaultLimit = 100;

/** The list of instruments, of any length. */
export function instrumentListRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const { store } = context;
  const tags = ['instruments'];
  app.get(
    '/api/instruments',
    {
      schema: {
        tags,
        summary: 'Instruments, page by page',
        querystring: InstrumentQuery,
        response: answers(InstrumentPage),
      },
    },
    async ({ query }): Promise<InstrumentPage> => {
      const { cursor, limit = defaultLimit, order = 'enrolled', ...wanted } = query;
      const page: InstrumentPageQuery = { ...wanted, order, limit };
      if (cursor !== undefined) {
        const [id, rank] = readCursor(cursor, 2) as [number, number];
        return pageOf(await store.instruments({ ...page, after: { id, rank } }));
      }
      const levels = (await store.instrumentLevels(wanted)) as Record<string, number>;
      const total = Object.values(levels).reduce((sum, count) => sum + count, 0);
      return { ...pageOf(await store.instruments(page)), total, levels };
    },
  );
  app.post(
    '/api/instruments/refresh',
    {
      config: { access: 'session' },
      schema: { tags, summary: 'Brings the stored levels up to date', response: accepted(JobAccepted) },
    },
    async (_request, reply) => reply.code(202).send({ job: refreshEstimates(context).id }),
  );
}

function pageOf({ instruments, next }: Awaited<ReturnType<ConsoleContext['store']['instruments']>>): InstrumentPage {
  return { items: instruments.map(rowOf), ...(next && { next: writeCursor(next.id, next.rank) }) };
}

function rowOf(one: ListedInstrument): InstrumentRow {
  const { ueid: id, serialNumber, maker, model, level, place, data, keyStatus, lastReceived } = one;
  return {
    ...{ id, serialNumber, maker, model, level },
    ...(data.instrumentKind !== undefined && { kind: data.instrumentKind }),
    ...(place && { region: place.region, place: place.name }),
    ...(keyStatus && { keyState: keyStatus }),
    ...(lastReceived !== undefined && { lastReceived }),
  };
}
