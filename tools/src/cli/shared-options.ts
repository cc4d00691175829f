import type { Command } from 'commander';
import type { MessageKey } from '../language/catalogue.js';
import { dataOption } from './data-option.js';
import { durationOption, numberOption, textOption } from './option-values.js';

type Say = (key: MessageKey) => string;

/** Options of every command that speaks with one instrument. */
export function instrumentOptions(program: Command, command: Command, say: Say): void {
  command
    .option('-b, --baud <rate>', say('help.option.baud'), numberOption('--baud', 300, 4_000_000), 115_200)
    .option('-k, --keys <file>', say('help.option.keys'))
    .addOption(dataOption(say))
    .addOption(
      program
        .createOption('--timeout <duration>', say('help.inspect.timeout'))
        .argParser(durationOption('--timeout'))
        .default(30_000, '30s'),
    );
}

/** Options that say where the key of a command is. */
export function commandKeyOptions(program: Command, command: Command, say: Say): void {
  command
    .addOption(
      program.createOption('--role <role>', say('help.command.role')).choices(['maker', 'authority', 'inspector']),
    )
    .option('--master-key <file>', say('help.command.master-key'))
    .option('--tickets <file>', say('help.command.tickets'))
    .option('--signing-key <file>', say('help.command.signing-key'))
    .option('--jurisdiction <code>', say('help.command.jurisdiction'), textOption('--jurisdiction', 8), '');
}
