import { describeEvent } from '@hengzhun/host-sdk';
import { Channels, ChannelsQuery, InstrumentParams, LogPage, PageQuery } from '../../api/instruments.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { channelHistories } from '../../series/channel-histories.js';
import { channelLimits } from '../../series/channel-limits.js';
import { answers } from '../answers.js';
import { readCursor, writeCursor } from '../cursor.js';
import { chainsOf, instrumentOf } from './find.js';

/** What an instrument said over time: its channels, and its event log. */
export function instrumentHistoryRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const { store } = context;
  const tags = ['instruments'];
  app.get(
    '/api/instruments/:id/channels',
    {
      schema: {
        ...{ tags, summary: 'Histories of its channels, thinned out' },
        ...{ params: InstrumentParams, querystring: ChannelsQuery, response: answers(Channels) },
      },
    },
    async ({ params, query }): Promise<Channels> => {
      const instrument = await instrumentOf(context, params.id);
      const histories = await channelHistories(store, await chainsOf(context, instrument), query);
      const limits = channelLimits(instrument.data);
      return { ...histories, series: histories.series.map((one) => ({ ...one, ...limits.get(one.channel) })) };
    },
  );
  app.get(
    '/api/instruments/:id/log',
    {
      schema: {
        ...{ tags, summary: 'Its proved event log, the newest entry first' },
        ...{ params: InstrumentParams, querystring: PageQuery, response: answers(LogPage) },
      },
    },
    async ({ params, query: { cursor, limit = 100 } }): Promise<LogPage> => {
      const kid = (await instrumentOf(context, params.id)).keys.at(-1)?.kid;
      if (kid === undefined) return { length: 0, items: [] };
      const { length } = await store.eventLogs.known(kid);
      const end = cursor === undefined ? length : Math.min(length, readCursor(cursor, 1)[0]!);
      const first = Math.max(0, end - limit);
      const events = await store.eventLogs.events(kid, first, end - first);
      const items = events.toReversed().map((event) => {
        const { number, bootcount, uptime, kind } = event;
        return { number, bootcount, uptime, kind, text: describeEvent(event) };
      });
      return { length, items, ...(first > 0 && { next: writeCursor(first) }) };
    },
  );
}
