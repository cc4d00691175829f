import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { BuildOptions } from '../jobs/build.js';

/** `hengzhun build --all`, or of some instruments, boards, signers */
export function buildCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('build')
    .description(say('help.command.build'))
    .option('--all', say('help.build.all'), false)
    .addOption(
      program.createOption('--instrument <kind>', say('help.build.instrument')).choices(['scale', 'dispenser']),
    )
    .option('--board <profile>', say('help.build.board'))
    .addOption(program.createOption('--signer <signer>', say('help.build.signer')).choices(['element', 'software']))
    .option('-o, --out <dir>', say('help.build.out'))
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun build --all --out images\n  hengzhun build --instrument scale --board mdbt42q --signer element --json`,
    )
    .action(
      action<BuildOptions>(language, result, async (output, options) =>
        (await import('../jobs/build.js')).build(output, options),
      ),
    );
}
