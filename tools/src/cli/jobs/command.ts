import { type CommandKeyOptions, commandKeyOf } from '../../commands/command-key-of.js';
import { kindNamed } from '../../commands/kind-list.js';
import { giveCommand } from '../../commands/kinds.js';
import { receiptLines } from '../../commands/receipt-lines.js';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { existingMasterKey } from '../../provision/secret-files.js';
import type { Output } from '../output.js';
import { type InstrumentOptions, withInstrument } from '../with-instrument.js';

export interface CommandOptions extends InstrumentOptions, CommandKeyOptions {
  readonly newMasterKey?: string;
  readonly clockUncertainty: number;
  readonly yes: boolean;
}

/** Gives one command and shows the receipt. Exit code 1 when the instrument refused it. */
export async function command(
  output: Output,
  options: CommandOptions,
  port: string,
  name: string,
  args: readonly string[],
): Promise<number> {
  const kind = kindNamed(name);
  if (kind.final && !options.yes) throw new ToolError('tool-not-confirmed', { kind: name }, exitCode.usage);
  const role = options.role ?? kind.role;
  return withInstrument(port, options, async (instrument) => {
    const key = commandKeyOf(options, role, instrument.identity);
    const context = {
      instrument,
      key,
      clockUncertainty: options.clockUncertainty,
      jurisdiction: options.jurisdiction,
      masterKey: () => {
        const file = options.newMasterKey ?? options.masterKey;
        if (file === undefined) throw new ToolError('tool-command-key-missing', {}, exitCode.usage);
        return existingMasterKey(file);
      },
    };
    const answer = await instrument.patiently(() => giveCommand(kind.name, context, args));
    const { claims } = answer.frame;
    output.object({
      type: 'receipt',
      port,
      kid: instrument.kid,
      kind: name,
      role,
      done: answer.done,
      result: answer.result,
      values: answer.values,
      sequence: claims.sequence,
      logLength: claims.logLength,
      commandDigest: claims.commandDigest,
      verified: answer.verified,
    });
    for (const line of receiptLines(output, name, role, instrument.identity.claims.data, answer)) output.line(line);
    return answer.done ? exitCode.ok : exitCode.refused;
  });
}
