import { HengzhunError } from '@hengzhun/protocol';
import type { FastifyError } from 'fastify';
import { describeError } from '../cli/describe-error.js';
import { ToolError } from '../errors.js';
import type { ErrorBody } from './api/common.js';
import { statusOfCode } from './error-status.js';

/** Any error as the API tells it, with its HTTP status. */
export function errorReply(error: unknown): { readonly status: number; readonly body: ErrorBody } {
  const known = ofFastify(error) ?? error;
  const { code, message } = describeError(known, 'en');
  const body = {
    code,
    message: { en: message, zh: describeError(known, 'zh').message },
    detail: detailOf(known),
  };
  return { status: statusOfCode(code), body };
}

function detailOf(error: unknown): ErrorBody['detail'] {
  if (error instanceof ToolError) return { ...error.values };
  if (!(error instanceof HengzhunError)) return {};
  const { detail } = error as { detail?: Readonly<Record<string, string | number>> };
  return { ...detail };
}

/** The server's own errors as ours; undefined: another error. */
function ofFastify(error: unknown): ToolError | undefined {
  const { code, message, statusCode = 500, validation, validationContext } = error as FastifyError;
  if (validation !== undefined) {
    const [first] = validation;
    const where = `${validationContext ?? 'body'}${first?.instancePath ?? ''}`;
    return new ToolError('tool-console-bad-request', { where, reason: first?.message ?? message });
  }
  // Files of the page that may not be read.
  if (code === undefined && statusCode >= 400 && statusCode < 500) return new ToolError('tool-console-not-found');
  if (typeof code !== 'string' || !code.startsWith('FST_ERR_')) return undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ToolError('tool-console-too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ToolError('tool-console-media-type');
  if (code.startsWith('FST_ERR_CTP_') || code === 'FST_ERR_BAD_URL') {
    return new ToolError('tool-console-bad-request', { where: 'body', reason: message });
  }
  return undefined;
}
