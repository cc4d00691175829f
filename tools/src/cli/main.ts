import { CommanderError } from 'commander';
import { exitCode } from '../exit-codes.js';
import { type Language, languageInArguments, languageOf } from '../language/translate.js';
import type { Result } from './action.js';
import { describeError } from './describe-error.js';
import { createProgram } from './program.js';
import { usageError } from './usage-errors.js';

/**
 * Runs one command line (without `node` and the script) and returns the exit code of the process. Every error ends here:
 * as a sentence with its code on standard error and, with `--json`, as an object on standard output.
 */
export async function main(args: readonly string[]): Promise<number> {
  const language = languageInArguments(args) ?? languageOf(process.env);
  const json = args.includes('--json');
  endQuietlyWhenNobodyReads();
  const result: Result = { code: exitCode.ok };
  try {
    await createProgram(language, result).parseAsync([...args], { from: 'user' });
    return result.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      const usage = usageError(error, language);
      return usage ? report(usage, language, json) : exitCode.ok;
    }
    return report(error, language, json);
  }
}

function report(error: unknown, language: Language, json: boolean): number {
  const { code, message, exit } = describeError(error, language);
  if (json) process.stdout.write(`${JSON.stringify({ type: 'error', code, message, exit })}\n`);
  if (exit === exitCode.internal && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.stderr.write(`hengzhun: ${code}: ${message}\n`);
  return exit;
}

/** `hengzhun … | head` closes the pipe: that is an end, not a fault. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCode.ok);
      throw error;
    });
  }
}
