import type { Command } from 'commander';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { Language } from '../language/translate.js';
import { createOutput, type Output } from './output.js';

/** Exit code of a command line, filled in by the action that ran. */
export interface Result {
  code: number;
}

interface GlobalOptions {
  readonly json: boolean;
  readonly lang?: string;
}

/**
 * An action for commander: gives `work` the output and all options (the command's and the general ones), and keeps its exit code.
 * @throws {ToolError} `tool-bad-language`
 */
export function action<Options>(
  language: Language,
  result: Result,
  work: (output: Output, options: Options, args: readonly string[]) => number | Promise<number>,
): (this: Command, ...parameters: unknown[]) => Promise<void> {
  return async function run(this: Command): Promise<void> {
    const options = this.optsWithGlobals<Options & GlobalOptions>();
    if (options.lang !== undefined && options.lang !== 'zh' && options.lang !== 'en') {
      throw new ToolError('tool-bad-language', { value: options.lang }, exitCode.usage);
    }
    // commander hands over a list for a variadic argument; all others are texts.
    const args = this.processedArgs.flat().filter((value): value is string => typeof value === 'string');
    result.code = await work(createOutput({ language, json: options.json }), options, args);
  };
}
