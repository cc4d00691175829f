import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { InspectOptions } from '../jobs/inspect.js';
import { durationOption, numberOption } from '../option-values.js';

/** `hengzhun inspect PORT` */
export function inspectCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('inspect')
    .description(say('help.command.inspect'))
    .argument('<port>', say('help.monitor.port'))
    .option('-b, --baud <rate>', say('help.option.baud'), numberOption('--baud', 300, 4_000_000), 115_200)
    .option('-k, --keys <file>', say('help.option.keys'))
    .addOption(dataOption(say))
    .addOption(
      program
        .createOption('--timeout <duration>', say('help.inspect.timeout'))
        .argParser(durationOption('--timeout'))
        .default(10_000, '10s'),
    )
    .option('--entries <count>', say('help.inspect.entries'), numberOption('--entries', 0, 65_536), 10)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun inspect /dev/ttyACM0 --data data\n  hengzhun inspect COM3 --keys keys.json --lang zh`,
    )
    .action(
      action<InspectOptions>(language, result, async (output, options, [port]) =>
        (await import('../jobs/inspect.js')).inspect(output, options, port!),
      ),
    );
}
