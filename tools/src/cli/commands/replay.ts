import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { ReplayOptions } from '../jobs/replay.js';

/** `hengzhun replay [NUMBER|FROM-TO]…` */
export function replayCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('replay')
    .description(say('help.command.replay'))
    .argument('[entries...]', say('help.replay.entries'))
    .addOption(dataOption(say))
    .option('--subject <subject>', say('help.ledger.subject'))
    .option('--kind <kind>', say('help.ledger.kind'))
    .option('--each', say('help.replay.each'), false)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun replay\n  hengzhun replay 12 40-60\n  hengzhun replay --subject case/C-1 --each`,
    )
    .action(
      action<ReplayOptions>(language, result, async (output, options, entries) =>
        (await import('../jobs/replay.js')).replayEntries(output, options, entries),
      ),
    );
}
