import type { CommanderError } from 'commander';
import { ToolError, type ToolErrorCode } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { type Language, translate } from '../language/translate.js';

const codes: Readonly<Record<string, ToolErrorCode>> = {
  'commander.unknownOption': 'tool-unknown-option',
  'commander.unknownCommand': 'tool-unknown-command',
  'commander.missingArgument': 'tool-missing-argument',
  'commander.optionMissingArgument': 'tool-missing-value',
  'commander.missingMandatoryOptionValue': 'tool-missing-option',
  'commander.excessArguments': 'tool-excess-argument',
  'commander.conflictingOption': 'tool-conflicting-options',
  'commander.help': 'tool-missing-command',
};

/** An error of commander's parser as one of ours; undefined when it is none (help or version was shown). */
export function usageError(error: CommanderError, language: Language): ToolError | undefined {
  if (error.exitCode === 0) return undefined;
  const choice = /option '(\S+).*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(error.message);
  if (choice) {
    const [, option = '', value = '', choices = ''] = choice;
    return new ToolError('tool-bad-choice', { option, value, choices }, exitCode.usage, error);
  }
  const argument = /value '(.*)' is invalid for argument '(\S+)'\. Allowed choices are (.*)\.$/.exec(error.message);
  if (argument) {
    const [, value = '', option = '', choices = ''] = argument;
    return new ToolError('tool-bad-choice', { option, value, choices }, exitCode.usage, error);
  }
  const code = codes[error.code];
  if (!code) return new ToolError('tool-internal', { reason: error.message }, exitCode.internal, error);
  const quoted = [...error.message.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
  const suggestion = /Did you mean (?:one of )?([^?]+)\?/.exec(error.message)?.[1];
  const hint = suggestion ? translate(language, 'tool-hint', { what: suggestion }) : '';
  const what =
    code === 'tool-conflicting-options' ? quoted.join(', ') : (quoted[0] ?? error.message.replace(/^error: /, ''));
  return new ToolError(code, { what, hint }, exitCode.usage, error);
}
