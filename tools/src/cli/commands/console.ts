import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { ConsoleCommandOptions } from '../jobs/console.js';
import { numberOption } from '../option-values.js';

/** `hengzhun console` */
export function consoleCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('console')
    .description(say('help.command.console'))
    .addOption(dataOption(say))
    .option('-p, --port <number>', say('help.console.port'), numberOption('--port', 0, 65_535), 7443)
    .option('--address <address>', say('help.console.address'), '127.0.0.1')
    .option('--certificate <file>', say('help.console.certificate'))
    .option('--private-key <file>', say('help.console.private-key'))
    .option('--ledger-key <file>', say('help.option.ledger-key'))
    .option('--no-radio', say('help.console.no-radio'))
    .option('--emulated', say('help.console.emulated'), false)
    .option('--open', say('help.console.open'), false)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun console --data data\n  hengzhun console --data data --port 0 --no-radio --lang zh\n  hengzhun console --data data --emulated\n  hengzhun console --address 192.0.2.7 --certificate console.pem --private-key console-key.pem`,
    )
    .action(
      action<ConsoleCommandOptions>(language, result, async (output, options) =>
        (await import('../jobs/console.js')).runConsole(output, options),
      ),
    );
}
