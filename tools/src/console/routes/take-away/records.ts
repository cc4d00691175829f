import { type FreshProof, type LedgerKey, SdkError } from '@hengzhun/host-sdk';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { actorOfRequest } from '../../access/guard.js';
import { InstrumentParams } from '../../api/instruments.js';
import { RecordQuery, VisitParams } from '../../api/take-away.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';

/** Whoever answers for it may sign what was seen. */
const access = { roles: ['inspector', 'reviewer', 'supervisor', 'arbitrator'] } as const;

/** Signed records that an inspector leaves with. */
export function recordRoutes(app: ConsoleApp, context: ConsoleContext): void {
  const tags = ['take-away'];
  app.get(
    '/api/instruments/:id/record.pdf',
    {
      config: { access },
      schema: {
        ...{ tags, summary: 'A signed record of what is stored of an instrument' },
        ...{ params: InstrumentParams, querystring: RecordQuery, produces: ['application/pdf'] },
      },
    },
    (request, reply) => sendRecord(context, request, reply, request.params.id, request.query.language),
  );
  app.get(
    '/api/visits/:id/record.pdf',
    {
      config: { access },
      schema: {
        ...{ tags, summary: 'A signed record of a visit' },
        ...{ params: VisitParams, querystring: RecordQuery, produces: ['application/pdf'] },
      },
    },
    (request, reply) => {
      const { id } = request.params;
      const proof = context.visits.get(id);
      if (proof === undefined) throw new ToolError('tool-console-visit-unknown', { visit: id }, exitCode.refused);
      // Of somebody whom nobody has enrolled there is nothing to sign: no word of his is proved.
      const ueid = proof.instrument?.ueid;
      if (ueid === undefined) throw new ToolError('tool-console-visit-unproved', {}, exitCode.refused);
      return sendRecord(context, request, reply, ueid, request.query.language, proof);
    },
  );
}

async function sendRecord(
  context: ConsoleContext,
  request: FastifyRequest,
  reply: FastifyReply,
  ueid: string,
  language: 'zh' | 'en' = 'zh',
  proof?: FreshProof,
): Promise<FastifyReply> {
  const key = signer(context);
  const { gatherRecord, recordPdf } = await import('@hengzhun/host-sdk/reports');
  const madeBy = actorOfRequest(request);
  const input = await gatherRecord(context.store, ueid, {
    madeBy,
    language,
    madeAt: context.clock.now(),
    ...(proof && { proof }),
  });
  const { bytes } = await recordPdf(input, { key });
  return reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${input.number.replace(/[^\w.-]/g, '_')}.pdf"`)
    .send(Buffer.from(bytes));
}

function signer({ key }: ConsoleContext): LedgerKey {
  if (key !== undefined) return key;
  const text =
    'A record is signed with the key of the ledger, and there is none here. Make one: hengzhun ledger key --create';
  throw new SdkError('ledger-key-missing', text);
}
