import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { FlashOptions } from '../jobs/flash.js';
import { numberOption } from '../option-values.js';

/** `hengzhun flash PORT` */
export function flashCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('flash')
    .description(say('help.command.flash'))
    .argument('<port>', say('help.flash.port'))
    .addOption(
      program
        .createOption('--instrument <kind>', say('help.flash.instrument'))
        .choices(['scale', 'dispenser'])
        .default('scale'),
    )
    .option('--board <profile>', say('help.flash.board'))
    .addOption(program.createOption('--signer <signer>', say('help.flash.signer')).choices(['element', 'software']))
    .option('--image <file>', say('help.flash.image'))
    .option('--config <file>', say('help.flash.config'))
    .option('--ram', say('help.flash.ram'), false)
    .option('--erase', say('help.flash.erase'), false)
    .option('--dry-run', say('help.flash.dry-run'), false)
    .option('-b, --baud <rate>', say('help.option.baud'), numberOption('--baud', 300, 4_000_000), 115_200)
    .option('--verbose', say('help.flash.verbose'), false)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun flash /dev/ttyACM0 --instrument scale --board mdbt42q\n  hengzhun flash /dev/ttyACM0 --dry-run\n  hengzhun flash /dev/ttyACM0 --ram`,
    )
    .action(
      action<FlashOptions>(language, result, async (output, options, [port]) =>
        (await import('../jobs/flash.js')).flash(output, options, port!),
      ),
    );
}
