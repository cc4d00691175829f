import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { EvaluateOptions } from '../jobs/evaluate.js';
import { numberOption, textOption, timeOption } from '../option-values.js';

/** `hengzhun evaluate [INSTRUMENT]` */
export function evaluateCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('evaluate')
    .description(say('help.command.evaluate'))
    .argument('[instrument]', say('help.evaluate.instrument'))
    .addOption(dataOption(say))
    .option('--at <time>', say('help.evaluate.at'), timeOption('--at'))
    .option('--learn', say('help.evaluate.learn'), false)
    .option('--top <count>', say('help.evaluate.top'), numberOption('--top', 0, 100_000), 20)
    .option('--record', say('help.evaluate.record'), false)
    .option('--authority <id>', say('help.option.authority'), textOption('--authority', 100))
    .option('--ledger-key <file>', say('help.option.ledger-key'))
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun evaluate --data data --learn\n  hengzhun evaluate HZ-0042 --data data --lang zh`,
    )
    .action(
      action<EvaluateOptions>(language, result, async (output, options, [instrument]) =>
        (await import('../jobs/evaluate.js')).runEvaluate(output, options, instrument),
      ),
    );
}
