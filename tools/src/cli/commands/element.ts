import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { ElementOptions } from '../jobs/element.js';
import { numberOption } from '../option-values.js';

/** `hengzhun element PORT` */
export function elementCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('element')
    .description(say('help.command.element'))
    .argument('<port>', say('help.element.port'))
    .option('--make', say('help.element.make'), false)
    .option('--board <profile>', say('help.flash.board'))
    .option('--wiring <file>', say('help.element.wiring'))
    .option('-b, --baud <rate>', say('help.option.baud'), numberOption('--baud', 300, 4_000_000), 115_200)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun element /dev/ttyACM0 --board mdbt42q\n  hengzhun element /dev/ttyACM0 --wiring rig.json --make --json`,
    )
    .action(
      action<ElementOptions>(language, result, async (output, options, [port]) =>
        (await import('../jobs/element.js')).element(output, options, port!),
      ),
    );
}
