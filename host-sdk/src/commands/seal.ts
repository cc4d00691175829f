import { COMMAND_SEAL, COMMAND_UNSEAL } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/**
 * Closes the electronic seal: parameters can no longer change, the calibration counter counts, new baselines begin. Maker or authority.
 * @throws {SdkError} like `requestStatus`
 */
export function seal(stream: InstrumentStream, key: CommandKey, options: RequestOptions = {}): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_SEAL, [], key, options);
}

/** Opens the electronic seal for repair. Maker or authority. @throws {SdkError} like `requestStatus` */
export function unseal(
  stream: InstrumentStream,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  return sendCommand(stream, COMMAND_UNSEAL, [], key, options);
}
