import { COMMAND_SET_PARAMETER } from '@hengzhun/protocol';
import type { RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { type CommandAnswer, type CommandKey, sendCommand } from './send-command.js';

/** What a changed parameter was before. */
export interface ParameterAnswer extends CommandAnswer {
  /** undefined: refused. */
  readonly oldValue: number | undefined;
}

/**
 * Changes one parameter of an unsealed instrument; both values go into its event log. Maker or authority.
 * @param parameter index in the parameter list of the instrument's kind
 * @throws {SdkError} like `requestStatus`
 */
export async function setParameter(
  stream: InstrumentStream,
  parameter: number,
  value: number,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<ParameterAnswer> {
  const answer = await sendCommand(stream, COMMAND_SET_PARAMETER, [parameter, value], key, options);
  return { ...answer, oldValue: answer.values[0] };
}
