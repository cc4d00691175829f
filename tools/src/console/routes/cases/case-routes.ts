import {
  casePhaseText,
  caseResultText,
  caseRoleText,
  caseStepText,
  documentText,
  openPhases,
} from '@hengzhun/host-sdk';
import { softwareActor } from '../../../cli/software-actor.js';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { actorOfRequest } from '../../access/guard.js';
import {
  CaseAnswer,
  CaseParams,
  CaseRefused,
  CaseStepRequest,
  CasesAnswer,
  CasesQuery,
  CaseTaken,
  CaseWordsAnswer,
  OpenCaseRequest,
} from '../../api/cases.js';
import type { ConsoleRoutes } from '../../context.js';
import { answers } from '../answers.js';
import { attachmentRoutes } from './attachment-routes.js';
import { casePage } from './case-page.js';
import { shownSummary } from './case-summary.js';
import { allNamed, suspicionSourceText } from './named.js';
import { stepOfRequest } from './step-of-request.js';
import { takenOrRefused } from './take-outcome.js';
import { soonUntil } from './urgency.js';

const words = {
  phases: allNamed(casePhaseText),
  steps: allNamed(caseStepText),
  documents: allNamed(documentText),
  roles: allNamed(caseRoleText),
  sources: allNamed(suspicionSourceText),
  results: allNamed(caseResultText),
};
const taken = { ...answers(CaseTaken), 201: CaseTaken, 409: CaseRefused };

/** Cases 案件 of out-of-tolerance replacement 失准更换. What may be done, by whom and when, is the SDK's to say. */
export const caseRoutes: ConsoleRoutes = (app, context) => {
  const { store, supervision, clock } = context;
  const tags = ['cases'];

  app.get(
    '/api/cases/words',
    { schema: { tags, summary: 'Codes of cases with their words', response: answers(CaseWordsAnswer) } },
    async () => words,
  );

  app.get(
    '/api/cases',
    { schema: { tags, summary: 'Cases, page by page', querystring: CasesQuery, response: answers(CasesAnswer) } },
    async ({ query }) => {
      const { state = 'open', deadline, cursor, limit = 100, phase, region, authority, instrument } = query;
      const now = clock.now();
      const dueBy = deadline === 'overdue' ? now : deadline === 'soon' ? soonUntil(now) : undefined;
      // A phase says by itself whether the case has ended.
      const open = phase !== undefined ? openPhases.includes(phase) : state === 'all' ? undefined : state === 'open';
      const found = await supervision.cases.list({
        ...(open !== undefined && { open }),
        ...(dueBy !== undefined && { dueBy }),
        ...(phase !== undefined && { phase }),
        ...(region !== undefined && { region }),
        ...(authority !== undefined && { authority }),
        ...(instrument !== undefined && { instrument }),
        ...(cursor !== undefined && { after: cursor }),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const cases = [];
      for (const one of page) cases.push(await shownSummary(one, store.registry, now));
      return { cases, next: found.length > limit ? page.at(-1)!.id : null };
    },
  );

  app.get(
    '/api/cases/:id',
    { schema: { tags, summary: 'A case with its history', params: CaseParams, response: answers(CaseAnswer) } },
    async (request) => {
      const actor = request.session?.person === undefined ? undefined : actorOfRequest(request);
      return casePage(context, request.params.id, actor);
    },
  );

  app.post(
    '/api/cases',
    {
      config: { access: { roles: ['inspector', 'supervisor'] } },
      schema: { tags, summary: 'Opens a case, or adds the suspicion to it', body: OpenCaseRequest, response: taken },
    },
    async (request, reply) => {
      const { instrument: name, judge, region, responsible, at, documents = [], evidence = [], ...rest } = request.body;
      const actor = actorOfRequest(request);
      const instrument = await store.registry.find(name);
      if (instrument === undefined) throw new ToolError('tool-unknown-instrument', { ueid: name }, exitCode.refused);
      const judged: string[] = [];
      if (judge === true) {
        const { entry } = await supervision.judgements(softwareActor(actor.authority)).judge(instrument);
        judged.push(`ledger/${entry.number}`);
      }
      const outcome = await supervision.cases.suspect({
        ...rest,
        ...{ actor, documents, evidence: [...evidence, ...judged], instrument: instrument.ueid },
        jurisdiction: { authority: responsible ?? actor.authority, region },
        // After the judgement that it rests on.
        at: at ?? clock.now(),
      });
      const { status, body } = takenOrRefused(outcome, 201);
      return reply.code(status).send(body);
    },
  );

  app.post(
    '/api/cases/:id/steps',
    { schema: { tags, summary: 'Takes a step', params: CaseParams, body: CaseStepRequest, response: taken } },
    async (request, reply) => {
      const step = await stepOfRequest(request.body, actorOfRequest(request), clock.now(), store.records);
      // So that a step of a case that does not exist is an unknown case, and not a step that came too early.
      await supervision.cases.get(request.params.id);
      const { status, body } = takenOrRefused(await supervision.cases.take(request.params.id, step), 200);
      return reply.code(status).send(body);
    },
  );

  app.get(
    '/api/cases/:id/file',
    {
      schema: {
        ...{ tags, params: CaseParams, produces: ['application/zip'] },
        summary: 'The case file: an archive that anyone checks offline',
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await supervision.cases.get(id);
      const bytes = await supervision.caseFile(`case/${id}`, { by: actorOfRequest(request) });
      return reply
        .header('content-disposition', `attachment; filename="case-${id}.zip"`)
        .type('application/zip')
        .send(Buffer.from(bytes));
    },
  );

  attachmentRoutes(app, context);
};
