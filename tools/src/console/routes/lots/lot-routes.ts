import { type LotState, lotText, type ResultOutcome, SdkError, samplingRules } from '@hengzhun/host-sdk';
import { chineseOfCode } from '../../../language/foreign.js';
import { intervalRequest } from '../../../sampling/interval-request.js';
import { rulesByName } from '../../../sampling/rules-by-name.js';
import type { Access } from '../../access/guard.js';
import { actorOfRequest } from '../../access/guard.js';
import {
  DrawRequest,
  FixLotRequest,
  IntervalRequest,
  LotAnswer,
  LotParams,
  LotRulesAnswer,
  LotsAnswer,
  LotsQuery,
  ProposalsAnswer,
  ProposalsQuery,
  ResultsAnswer,
  ResultsRequest,
  UnreachedRequest,
} from '../../api/lots.js';
import type { ConsoleContext, ConsoleRoutes } from '../../context.js';
import { answers } from '../answers.js';
import { builtLots, shownProposals } from './built-lots.js';
import { fixProposed } from './fix-proposed.js';
import { lotPage } from './lot-page.js';
import { shownLotRules } from './lot-rules.js';
import { lotSummary } from './lot-summary.js';
import { planRoutes } from './plan-routes.js';

const decides: Access = { roles: ['supervisor'] };
const reports: Access = { roles: ['inspector', 'supervisor'] };

/** Lots of sampling verification 抽样检定: built, fixed, drawn, looked at, decided, audited. */
export const lotRoutes: ConsoleRoutes = (app, context) => {
  const { store, supervision, clock } = context;
  const { lots } = supervision;
  const tags = ['lots'];
  const rulesOf = (name = 'hengzhun-lot') => rulesByName(samplingRules.lots, name, 'rules');
  planRoutes(app);

  app.get(
    '/api/lots/rules',
    { schema: { tags, summary: 'Rules for building and deciding', response: answers(LotRulesAnswer) } },
    async () => shownLotRules(),
  );

  app.get(
    '/api/lots/proposals',
    {
      schema: {
        ...{ tags, querystring: ProposalsQuery, response: answers(ProposalsAnswer) },
        summary: 'The lots that rules make of the register now',
      },
    },
    async ({ query }) => {
      const rules = rulesOf(query.rules);
      return shownProposals(await builtLots(store, rules, clock.now()), rules, store);
    },
  );

  app.get(
    '/api/lots',
    { schema: { tags, summary: 'Lots, the newest first', querystring: LotsQuery, response: answers(LotsAnswer) } },
    async ({ query: { cursor, limit = 50 } }) => {
      const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursor);
      const known: { id: string; entry: number }[] = [];
      for await (const { id, entry } of lots.lots()) if (entry < before) known.push({ id, entry });
      const page = known.reverse().slice(0, limit);
      const now = clock.now();
      const shown = [];
      for (const { id } of page) shown.push(lotSummary(await existing(context, id), now));
      return { lots: shown, next: known.length > limit ? String(page.at(-1)!.entry) : null };
    },
  );

  app.post(
    '/api/lots',
    {
      config: { access: decides },
      schema: {
        ...{ tags, body: FixLotRequest, response: { ...answers(LotAnswer), 201: LotAnswer } },
        summary: 'Fixes a lot, before anything is drawn',
      },
    },
    async (request, reply) => {
      const actor = actorOfRequest(request);
      const at = clock.now();
      const lot = await fixProposed(request.body, rulesOf(request.body.rules), store, at);
      return reply.code(201).send(await lotPage(await lots.fix(lot, { at, actor }), context));
    },
  );

  app.get(
    '/api/lots/:id',
    { schema: { tags, summary: 'A lot', params: LotParams, response: answers(LotAnswer) } },
    async ({ params: { id } }) => lotPage(await existing(context, id), context),
  );

  app.get(
    '/api/lots/:id/text',
    {
      schema: {
        ...{ tags, params: LotParams, produces: ['text/plain'] },
        summary: 'The text that fixes the lot: its SHA-256 is the commitment',
      },
    },
    async ({ params: { id } }, reply) => {
      const { lot } = await existing(context, id);
      return reply
        .header('content-disposition', `attachment; filename="lot-${id}.txt"`)
        .type('text/plain; charset=utf-8')
        .send(lotText(lot));
    },
  );

  app.post(
    '/api/lots/:id/draw',
    {
      config: { access: decides },
      schema: {
        ...{ tags, params: LotParams, body: DrawRequest, response: answers(LotAnswer) },
        summary: 'Draws, once, by the randomness that was named',
      },
    },
    async (request) => {
      const by = { at: clock.now(), actor: actorOfRequest(request) };
      return lotPage(await lots.draw(request.params.id, request.body.randomness, by), context);
    },
  );

  app.post(
    '/api/lots/:id/results',
    {
      config: { access: reports },
      schema: {
        ...{ tags, params: LotParams, body: ResultsRequest, response: answers(ResultsAnswer) },
        summary: 'Takes verifications on record as results',
      },
    },
    async (request) => {
      const { id } = request.params;
      const verifications = [];
      for (const name of request.body.verifications) {
        const found = await store.records.verification(name);
        if (found === undefined) {
          const record = `record/verification/${name}`;
          throw new SdkError('record-unknown', `There is no record ${record}. Keep the check sheet first.`, { record });
        }
        verifications.push(found);
      }
      const by = { at: clock.now(), actor: actorOfRequest(request) };
      const results = (await lots.results(id, verifications, by)).map(shownResult);
      return { results, lot: await lotPage(await existing(context, id), context) };
    },
  );

  app.post(
    '/api/lots/:id/unreached',
    {
      config: { access: reports },
      schema: {
        ...{ tags, params: LotParams, body: UnreachedRequest, response: answers(LotAnswer) },
        summary: 'Says that a drawn instrument cannot be reached',
      },
    },
    async (request) => {
      const { ueid, reason } = request.body;
      const by = { at: clock.now(), actor: actorOfRequest(request) };
      return lotPage(await lots.unreached(request.params.id, ueid, reason, by), context);
    },
  );

  const step = (
    path: 'decision' | 'audit',
    summary: string,
    take: (id: string, by: Parameters<typeof lots.decide>[1]) => Promise<LotState>,
  ) =>
    app.post(
      `/api/lots/:id/${path}`,
      { config: { access: decides }, schema: { tags, summary, params: LotParams, response: answers(LotAnswer) } },
      async (request) => {
        const { id } = request.params as { id: string };
        return lotPage(await take(id, { at: clock.now(), actor: actorOfRequest(request) }), context);
      },
    );
  step('decision', 'Decides by the rules that were fixed with the lot', (id, by) => lots.decide(id, by));
  step('audit', 'What the sample says of the status evaluation', (id, by) => lots.audit(id, by));

  app.post(
    '/api/lots/:id/interval',
    {
      config: { access: decides },
      schema: {
        ...{ tags, params: LotParams, body: IntervalRequest, response: answers(LotAnswer) },
        summary: 'Adjusts the verification interval of a decided lot by its sample',
      },
    },
    async (request) => {
      const { id } = request.params;
      const by = { at: clock.now(), actor: actorOfRequest(request) };
      const wanted = intervalRequest(request.body, await existing(context, id));
      return lotPage(await lots.adjust(id, wanted, by), context);
    },
  );
};

async function existing({ supervision }: ConsoleContext, id: string): Promise<LotState> {
  const state = await supervision.lots.find(id);
  if (state !== undefined) return state;
  throw new SdkError('sampling-unknown-lot', `There is no lot ${id.slice(0, 64)}.`, { lot: id.slice(0, 64) });
}

function shownResult(outcome: ResultOutcome) {
  const { verification } = outcome;
  if (outcome.outcome === 'taken') return { verification, outcome: outcome.outcome };
  const { code, message } = outcome;
  return { verification, outcome: outcome.outcome, code, message: { zh: chineseOfCode(code) ?? message, en: message } };
}
