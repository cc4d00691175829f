import Type from 'typebox';
import { sessionOf } from '../access/guard.js';
import { Job } from '../api/jobs.js';
import type { ConsoleApp, ConsoleContext } from '../context.js';
import { answers } from './answers.js';

const JobParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) });

/** Long work, and the stream of live news. */
export function jobRoutes(app: ConsoleApp, { jobs, events }: ConsoleContext): void {
  const tags = ['jobs'];
  app.get(
    '/api/jobs',
    { schema: { tags, summary: 'Jobs that run', response: answers(Type.Object({ jobs: Type.Array(Job) })) } },
    async () => ({ jobs: jobs.running() }),
  );
  app.get(
    '/api/jobs/:id',
    { schema: { tags, summary: 'One job', params: JobParams, response: answers(Job) } },
    async ({ params }) => jobs.get(params.id),
  );
  app.delete(
    '/api/jobs/:id',
    {
      config: { access: 'session' },
      schema: { tags, summary: 'Asks a job to stop', params: JobParams, response: answers(Job) },
    },
    async ({ params }) => jobs.cancel(params.id),
  );
  app.get(
    '/api/events',
    { schema: { tags, summary: 'Server-sent events: around, job, instrument, link', produces: ['text/event-stream'] } },
    async (request, reply) => {
      events.listen(reply, sessionOf(request));
      return reply;
    },
  );
}
