import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { ScanCommandOptions } from '../jobs/scan.js';
import { durationOption } from '../option-values.js';

/** `hengzhun scan` */
export function scanCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('scan')
    .description(say('help.command.scan'))
    .addOption(
      program
        .createOption('--for <duration>', say('help.scan.for'))
        .argParser(durationOption('--for'))
        .default(10_000, '10s'),
    )
    .addOption(dataOption(say))
    .addHelpText('after', `\n${say('help.examples')}\n  hengzhun scan --data data\n  hengzhun scan --for 1h --json`)
    .action(
      action<ScanCommandOptions>(language, result, async (output, options) =>
        (await import('../jobs/scan.js')).scan(output, options),
      ),
    );
}
