import { COMMAND_REINITIALISE, COMMAND_UNLOCK } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/** Opens a self-lock 授权解锁 after the case was opened or pulses were stopped. Authority. @throws {SdkError} like `requestStatus` */
export function unlock(
  stream: InstrumentStream,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_UNLOCK, [], key, options);
}

/**
 * Pairs the encoder of a nozzle and the main board of a dispenser anew. Authority.
 * @param nozzle 0..3
 * @throws {SdkError} like `requestStatus`
 */
export function reinitialise(
  stream: InstrumentStream,
  nozzle: number,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_REINITIALISE, [nozzle], key, options);
}
