import { HengzhunError } from '@hengzhun/protocol';
import { type ExitCode, exitCode } from './exit-codes.js';
import type { MessageKey } from './language/catalogue.js';
import { type MessageValues, translate } from './language/translate.js';

/** Codes of errors of the tools; each is also the key of its message in both languages. */
export type ToolErrorCode = Extract<MessageKey, `tool-${string}`>;

/** An error of the tools: stable code, message in the user's language made by `translate` from the same code. */
export class ToolError extends HengzhunError {
  declare readonly code: ToolErrorCode;

  constructor(
    code: ToolErrorCode,
    readonly values: MessageValues = {},
    readonly exit: ExitCode = exitCode.io,
    cause?: unknown,
  ) {
    super(code, translate('en', code, values), cause === undefined ? undefined : { cause });
    this.name = 'ToolError';
  }
}
