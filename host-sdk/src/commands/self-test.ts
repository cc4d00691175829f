import { COMMAND_SELF_TEST } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/** What an instrument finds when it examines itself; undefined where it was refused. */
export interface SelfTestAnswer extends CommandAnswer {
  /** Word of FLAG_BIT_*. */
  readonly flags: number | undefined;
  /** One-time values that are ready for signing. */
  readonly oneTimeValues: number | undefined;
  /** Records of the event log that are still free. */
  readonly freeRecords: number | undefined;
}

/** Has the instrument examine itself. Any role. @throws {SdkError} like `requestStatus` */
export async function selfTest(
  stream: InstrumentStream,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<SelfTestAnswer> {
  const answer = await sendCommand(stream, COMMAND_SELF_TEST, [], key, options);
  const [flags, oneTimeValues, freeRecords] = answer.values;
  return { ...answer, flags, oneTimeValues, freeRecords };
}
