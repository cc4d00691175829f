import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { actorOfRequest } from '../../access/guard.js';
import {
  ComputeAnswer,
  ComputeRequest,
  DraftAnswer,
  DraftQuery,
  KeepSheetAnswer,
  KeepSheetRequest,
  ProceduresAnswer,
} from '../../api/sheets.js';
import type { ConsoleRoutes } from '../../context.js';
import { answers } from '../answers.js';
import { computeDraft, computeWhole } from './compute-draft.js';
import { draftOfInstrument } from './draft-of-instrument.js';
import { procedures } from './procedures.js';
import { readDraft } from './read-draft.js';

/** On-site check sheets 现场检查表: procedures, live computation, keeping. */
export const sheetRoutes: ConsoleRoutes = (app, { store, supervision, clock }) => {
  const tags = ['sheets'];
  const list = { procedures: Object.values(procedures) };

  app.get(
    '/api/sheets',
    { schema: { tags, summary: 'Procedures with their steps and fields', response: answers(ProceduresAnswer) } },
    async () => list,
  );

  app.get(
    '/api/sheets/draft',
    {
      schema: {
        ...{ tags, querystring: DraftQuery, response: answers(DraftAnswer) },
        summary: 'A sheet with what the register says of an instrument',
      },
    },
    async ({ query }) => {
      const instrument = await store.registry.find(query.instrument);
      if (instrument === undefined) {
        throw new ToolError('tool-unknown-instrument', { ueid: query.instrument }, exitCode.refused);
      }
      return draftOfInstrument(instrument, clock.now());
    },
  );

  app.post(
    '/api/sheets/compute',
    {
      // It changes nothing: whoever may read may compute.
      config: { access: 'session' },
      bodyLimit: 1_000_000,
      schema: {
        ...{ tags, body: ComputeRequest, response: answers(ComputeAnswer) },
        summary: 'What the readings so far come to',
      },
    },
    async ({ body }) => computeDraft(procedures[body.procedure], body.readings, clock.now()),
  );

  app.post(
    '/api/sheets',
    {
      config: { access: { roles: ['inspector', 'arbitrator'] } },
      bodyLimit: 1_000_000,
      schema: {
        ...{ tags, body: KeepSheetRequest, response: { ...answers(KeepSheetAnswer), 201: KeepSheetAnswer } },
        summary: 'Keeps a complete sheet: raw readings as an attachment, result as a verification record',
      },
    },
    async (request, reply) => {
      const { procedure: name, readings, certificate } = request.body;
      const { person, authority } = actorOfRequest(request);
      const procedure = procedures[name];
      const { sheet, notes } = readDraft(procedure, { ...readings, person, authority });
      const [first] = notes;
      if (first !== undefined) {
        const values = { count: notes.length, path: first.path };
        throw new ToolError('tool-console-sheet-unfinished', values, exitCode.refused);
      }
      const { record, attachment } = await supervision.keepSheet(computeWhole(procedure, sheet), certificate);
      return reply.code(201).send({
        verification: record.record.id,
        repeated: record.outcome === 'unchanged',
        outcome: record.record.data.outcome,
        sha256: attachment.sha256,
      });
    },
  );
};
