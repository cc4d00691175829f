import { COMMAND_TIME_ANCHOR } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/**
 * Gives the instrument the host's time. The uncertainty sent is what the host can answer for: the time that the nonce took to come (the
 * command takes as long to arrive), the rounding to whole seconds, and the host clock's own.
 *
 * @param hostUncertainty of the host's clock, ms; 0 or more
 * @throws {SdkError} like `requestStatus`
 */
export function anchorTime(
  stream: InstrumentStream,
  key: CommandKey,
  hostUncertainty: number,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  const asked = stream.clock.now();
  const items = () => {
    const now = stream.clock.now();
    const seconds = Math.round(now / 1000);
    return [seconds, Math.ceil(now - asked + Math.abs(now - seconds * 1000) + hostUncertainty)];
  };
  return sendCommand(stream, COMMAND_TIME_ANCHOR, items, key, options);
}
