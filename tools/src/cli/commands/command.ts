import type { Command } from 'commander';
import { kindList } from '../../commands/kind-list.js';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { CommandOptions } from '../jobs/command.js';
import { numberOption, textOption } from '../option-values.js';
import { commandKeyOptions, instrumentOptions } from '../shared-options.js';

/** `hengzhun command PORT KIND …` */
export function commandCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const command = program
    .command('command')
    .description(say('help.command.command'))
    .argument('<port>', say('help.monitor.port'))
    .argument('<kind>', say('help.command.kind'))
    .argument('[arguments...]', say('help.command.arguments'));
  instrumentOptions(program, command, say);
  commandKeyOptions(program, command, say);
  const kinds = kindList.map(
    ({ name, usage, role }) => `  ${`${name} ${usage}`.padEnd(66)}${translate(language, `role.${role}`)}`,
  );
  command
    .option('--new-master-key <file>', say('help.command.new-master-key'))
    .option('--clock-uncertainty <ms>', say('help.command.clock'), numberOption('--clock-uncertainty', 0, 60_000), 500)
    .option('--yes', say('help.command.yes'), false)
    .addHelpText('after', `\n${say('help.command.kinds')}\n${kinds.join('\n')}`)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun command /dev/ttyACM0 seal --master-key master.key\n  hengzhun command /dev/ttyACM0 reference-check 1kg 5mg --tickets shift.json\n  hengzhun command /dev/ttyACM0 set-parameter creepLimit 400 --master-key master.key`,
    )
    .action(
      action<CommandOptions>(language, result, async (output, options, [port, kind, ...args]) =>
        (await import('../jobs/command.js')).command(output, options, port!, kind!, args),
      ),
    );
}

/** `hengzhun ticket --out FILE` */
export function ticketCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('ticket')
    .description(say('help.command.ticket'))
    .requiredOption('-o, --out <file>', say('help.ticket.out'))
    .requiredOption('--master-key <file>', say('help.command.master-key'))
    .addOption(
      program
        .createOption('--role <role>', say('help.ticket.role'))
        .choices(['maker', 'authority', 'inspector'])
        .default('inspector'),
    )
    .option('--epoch <number>', say('help.ticket.epoch'), numberOption('--epoch', 0, 65_535), 0)
    .option('--jurisdiction <code>', say('help.command.jurisdiction'), textOption('--jurisdiction', 8), '')
    .option('--instrument <ueid>', say('help.export.instrument'))
    .addOption(dataOption(say))
    .option('-f, --force', say('help.option.force'), false)
    .action(
      action<import('../jobs/ticket.js').TicketOptions>(language, result, async (output, options) =>
        (await import('../jobs/ticket.js')).ticket(output, options),
      ),
    );
}
