import { COMMAND_REPLACE_KEY, wrapCommandKey } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, sendCommand } from './send-command.js';

/** A command key that takes the place of another. */
export interface NewCommandKey {
  /** ROLE_*. */
  readonly role: number;
  /** Greater than the one before, at most 65535. */
  readonly epoch: number;
  /** 32 bytes, from `deriveCommandKey`. SECRET. */
  readonly key: Uint8Array;
}

/**
 * Replaces a command key. It travels wrapped under the authority's present key, good for this command only; the epoch must grow.
 * @param authorityKey the authority's present command key of this instrument, 32 bytes
 * @throws {SdkError} like `requestStatus`; ProtocolError `command-key`
 */
export function replaceKey(
  stream: InstrumentStream,
  replacement: NewCommandKey,
  authorityKey: Uint8Array,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  const { role, epoch, key } = replacement;
  const items = (nonce: Uint8Array) => [role, epoch, wrapCommandKey(key, authorityKey, { nonce, role, epoch })];
  return sendCommand(stream, COMMAND_REPLACE_KEY, items, authorityKey, options);
}
