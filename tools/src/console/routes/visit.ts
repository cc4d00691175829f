import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { AddressParams } from '../api/around.js';
import { JobAccepted } from '../api/common.js';
import { Ports, PortVisitRequest } from '../api/visit.js';
import type { ConsoleApp, ConsoleContext } from '../context.js';
import { startVisit } from '../visit/start-visit.js';
import { accepted, answers } from './answers.js';

const defaultBaud = 115_200;

/** One click: connect, challenge, read, compare, judge. */
export function visitRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const { surroundings, radio, ports, jobs } = context;
  const tags = ['visit'];
  app.post(
    '/api/around/:address/visit',
    {
      config: { access: 'session' },
      schema: {
        tags,
        summary: 'Visits an instrument in range',
        params: AddressParams,
        response: accepted(JobAccepted),
      },
    },
    async ({ params: { address } }, reply) => {
      if (radio.adapter.state === 'disabled') throw new ToolError('tool-console-radio', {}, exitCode.io);
      if (surroundings.find(address) === undefined) throw new ToolError('tool-console-not-around', { address });
      const open = (signal: AbortSignal) => radio.open(address, signal);
      return reply.code(202).send({ job: startVisit(context, { link: 'ble', address, open }).id });
    },
  );
  app.get('/api/ports', { schema: { tags, summary: 'Serial ports', response: answers(Ports) } }, async () => {
    const visits = new Map(
      jobs.running().flatMap(({ kind, subject, id }) => (kind === 'visit' ? [[subject, id] as const] : [])),
    );
    const found = await ports.list();
    return {
      ports: found.map((port) => {
        const job = visits.get(port.path);
        return { ...port, ...(job !== undefined && { job }) };
      }),
    };
  });
  app.post(
    '/api/ports/visit',
    {
      config: { access: 'session' },
      schema: {
        ...{ tags, summary: 'Visits the instrument at a serial port' },
        ...{ body: PortVisitRequest, response: accepted(JobAccepted) },
      },
    },
    async ({ body: { path, baud = defaultBaud } }, reply) => {
      const open = (signal: AbortSignal) => ports.open(path, baud, signal);
      return reply.code(202).send({ job: startVisit(context, { link: 'serial', address: path, open }).id });
    },
  );
}
