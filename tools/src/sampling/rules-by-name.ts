import { ruleSetName } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';

/** A set of rules by its name, with or without its version. @throws {ToolError} `tool-bad-choice` */
export function rulesByName<T extends { readonly id: string; readonly version: number }>(
  all: readonly T[],
  name: string,
  option: string,
): T {
  const found = all.findLast((one) => ruleSetName(one) === name || one.id === name);
  if (found !== undefined) return found;
  const choices = all.map(ruleSetName).join(', ');
  throw new ToolError('tool-bad-choice', { option, value: name, choices }, exitCode.usage);
}
