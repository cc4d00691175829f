import { COMMAND_RESTART, COMMAND_RETIRE } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/** Puts the instrument out of service for good; identity and log can still be read. Authority. @throws {SdkError} like `requestStatus` */
export function retire(
  stream: InstrumentStream,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_RETIRE, [], key, options);
}

/** Restarts the instrument's software. Maker or authority. @throws {SdkError} like `requestStatus` */
export function restart(
  stream: InstrumentStream,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_RESTART, [], key, options);
}
