import { createHash } from 'node:crypto';
import { SdkError } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { AttachmentAnswer, AttachmentParams, AttachmentQuery, largestAttachment } from '../../api/cases.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { answers } from '../answers.js';
import { takesAnyBody } from '../raw-body.js';

/** Attachments 附件: kept under the SHA-256 of their bytes, bounded, never changed. */
export function attachmentRoutes(app: ConsoleApp, { supervision: { attachments } }: ConsoleContext): void {
  const tags = ['cases'];

  app.get(
    '/api/attachments/:sha256',
    {
      schema: {
        ...{ tags, params: AttachmentParams, produces: ['application/octet-stream'] },
        summary: 'The bytes of an attachment',
      },
    },
    async ({ params: { sha256 } }, reply) => {
      const found = await attachments.get(sha256);
      if (found === undefined) throw new ToolError('tool-console-attachment-unknown', { sha256 }, exitCode.refused);
      // Whoever uploaded it chose the type: a browser may show it as a picture and must not run it as a page.
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', `attachment; filename="${sha256.slice(0, 16)}"`)
        .type(found.mediaType)
        .send(Buffer.from(found.bytes));
    },
  );

  takesAnyBody(app, largestAttachment, (scope) => {
    scope.post(
      '/api/attachments',
      {
        schema: {
          ...{ tags, querystring: AttachmentQuery, response: { ...answers(AttachmentAnswer), 201: AttachmentAnswer } },
          summary: 'Keeps the body as an attachment',
        },
      },
      async (request, reply) => {
        const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
        const { sha256 } = request.query;
        const hash = createHash('sha256').update(bytes).digest('hex');
        if (sha256 !== undefined && sha256 !== hash) {
          throw new ToolError('tool-console-attachment-differs', { sha256, hash }, exitCode.refused);
        }
        const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
        if (type === '')
          throw new SdkError('attachment-bad-type', 'Give the media type of the file, such as image/jpeg.');
        const known = await attachments.has(hash);
        return reply.code(known ? 200 : 201).send(await attachments.put(bytes, type));
      },
    );
  });
}
