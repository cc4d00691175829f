import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { UpdateOptions } from '../jobs/update.js';
import { numberOption } from '../option-values.js';
import { commandKeyOptions, instrumentOptions } from '../shared-options.js';

/** `hengzhun update PORT` */
export function updateCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const command = program
    .command('update')
    .description(say('help.command.update'))
    .argument('<port>', say('help.monitor.port'))
    .option('--image <file>', say('help.update.image'))
    .option('--board <profile>', say('help.flash.board'))
    .addOption(program.createOption('--signer <signer>', say('help.flash.signer')).choices(['element', 'software']))
    .option('--counter <number>', say('help.update.counter'), numberOption('--counter', 1, 65_535))
    .option('--resume', say('help.update.resume'), false);
  instrumentOptions(program, command, say);
  commandKeyOptions(program, command, say);
  command
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun update /dev/ttyACM0 --board mdbt42q --master-key master.key\n  hengzhun update /dev/ttyACM0 --image scale.bin --tickets maker.json --resume`,
    )
    .action(
      action<UpdateOptions>(language, result, async (output, options, [port]) =>
        (await import('../jobs/update.js')).update(output, options, port!),
      ),
    );
}
