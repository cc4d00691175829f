import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { MonitorOptions } from '../jobs/monitor.js';
import { durationOption, numberOption } from '../option-values.js';

/** `hengzhun monitor PORT` */
export function monitorCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('monitor')
    .description(say('help.command.monitor'))
    .argument('<port>', say('help.monitor.port'))
    .option('-b, --baud <rate>', say('help.option.baud'), numberOption('--baud', 300, 4_000_000), 115_200)
    .option('-k, --keys <file>', say('help.option.keys'))
    .addOption(dataOption(say))
    .option('--for <duration>', say('help.option.for'), durationOption('--for'))
    .option('--count <frames>', say('help.monitor.count'), numberOption('--count', 1, 1_000_000_000))
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun monitor /dev/ttyACM0 --data data\n  hengzhun monitor COM3 --keys keys.json --json`,
    )
    .action(
      action<MonitorOptions>(language, result, async (output, options, [port]) =>
        (await import('../jobs/monitor.js')).monitor(output, options, port!),
      ),
    );
}
