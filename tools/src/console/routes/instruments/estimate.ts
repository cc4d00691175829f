import {
  estimationRules,
  judgementRules,
  type Outlook,
  type PointOutlook,
  pointText,
  type StoredRecord,
  type Verification,
} from '@hengzhun/host-sdk';
import { Estimate, InstrumentParams } from '../../api/instruments.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { answers } from '../answers.js';
import { instrumentOf } from './find.js';

const day = 86_400_000;
/** Days of the outlook where no crossing is predicted, and how many moments are looked at. */
const usualHorizon = 730;
const moments = 60;
const mostVerifications = 100;

/** What is believed of the error at every test point, from now to the predicted crossing 预计失准日期 and beyond. */
export function instrumentEstimateRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const { store, clock } = context;
  app.get(
    '/api/instruments/:id/estimate',
    {
      schema: {
        ...{ tags: ['instruments'], summary: 'Its error with a band, now and to come' },
        ...{ params: InstrumentParams, response: answers(Estimate) },
      },
    },
    async ({ params }): Promise<Estimate> => {
      const instrument = await instrumentOf(context, params.id);
      const now = clock.now();
      const { crossing } = await store.estimates.judge(instrument, now);
      const outlook = await store.estimates.outlook(instrument, daysAhead(crossing, now), now);
      const { records } = await store.records.list({
        ...{ kind: 'verification', subject: instrument.ueid, limit: mostVerifications },
      });
      return {
        at: now,
        ...(crossing !== undefined && { crossing }),
        crossingProbability: judgementRules.crossingProbability,
        coverage: judgementRules.coverage,
        probability: outlook.map(({ at, probability }) => ({ at, value: probability })),
        points: outlook[0]!.points.map((point, index) => pointOf(point, index, outlook, records)),
      };
    },
  );
}

/** Evenly spread from today to a fifth beyond the crossing. */
function daysAhead(crossing: string | undefined, now: number): number[] {
  const ahead = crossing === undefined ? usualHorizon : (Date.parse(`${crossing}T23:59:59+08:00`) - now) / day;
  const last = Math.min(judgementRules.crossingHorizon, Math.max(60, Math.ceil(ahead * 1.2)));
  return [...new Set(Array.from({ length: moments + 1 }, (_, index) => Math.round((last * index) / moments)))];
}

function pointOf(
  point: PointOutlook,
  index: number,
  outlook: readonly Outlook[],
  records: readonly StoredRecord<'verification'>[],
): Estimate['points'][number] {
  const { quantity, nominal, nozzle, flow, limit } = point;
  return {
    ...{ point: pointText(point), quantity, nominal, limit },
    ...(nozzle !== undefined && { nozzle }),
    ...(flow !== undefined && { flow }),
    measured: records.flatMap(({ data }) => measuredAt(data, point)).sort((a, b) => a.at - b.at),
    outlook: outlook.map(({ at, points }) => {
      const { error, uncertainty, probability } = points[index]!;
      return { at, error, uncertainty, probability };
    }),
  };
}

/** What a verification left at a test point: nominal values and flows are never quite the same twice. */
function measuredAt({ at, points, pointsAfter }: Verification, point: PointOutlook) {
  const tolerance = estimationRules.pointTolerance;
  const close = (a = 0, b = 0) => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  return (pointsAfter ?? points)
    .filter((one) => one.quantity === point.quantity && (one.nozzle ?? 0) === (point.nozzle ?? 0))
    .filter((one) => close(one.nominal, point.nominal) && close(one.flow, point.flow))
    .map(({ error, uncertainty }) => ({ at, error, uncertainty }));
}
