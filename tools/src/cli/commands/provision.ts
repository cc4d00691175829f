import type { Command } from 'commander';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { ProvisionOptions } from '../jobs/provision.js';
import { classOption, durationOption, massOption, numberOption, textOption } from '../option-values.js';

/** `hengzhun provision --out DIR --serial S …` */
export function provisionCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('provision')
    .description(say('help.command.provision'))
    .requiredOption('-o, --out <dir>', say('help.provision.out'))
    .requiredOption('--serial <number>', say('help.provision.serial'), textOption('--serial', 32))
    .option('--maker <name>', say('help.provision.maker'), textOption('--maker', 64), 'unnamed maker')
    .option('--model <name>', say('help.provision.model'), textOption('--model', 32), 'scale')
    .option('--type-approval <number>', say('help.provision.approval'), textOption('--type-approval', 32), '')
    .addOption(
      program.createOption('--class <class>', say('help.provision.class')).argParser(classOption).default(3, 'III'),
    )
    .addOption(
      program
        .createOption('--max <mass>', say('help.provision.max'))
        .argParser(massOption('--max'))
        .default(3_000_000, '3kg'),
    )
    .addOption(
      program.createOption('--e <mass>', say('help.provision.e')).argParser(massOption('--e')).default(1000, '1g'),
    )
    .addOption(
      program
        .createOption('--interval <duration>', say('help.provision.interval'))
        .argParser(durationOption('--interval'))
        .default(600_000, '10m'),
    )
    .addOption(
      program
        .createOption('--driver <driver>', say('help.provision.driver'))
        .argParser(driverOption)
        .default('hx711', 'hx711'),
    )
    .option('--data-pin <pin>', say('help.provision.data-pin'), textOption('--data-pin', 8), 'D3')
    .option('--clock-pin <pin>', say('help.provision.clock-pin'), textOption('--clock-pin', 8), 'D4')
    .option('--port-path <path>', say('help.provision.port-path'), '')
    .option('--driver-path <path>', say('help.provision.driver-path'), '')
    .option(
      '--zero-counts <counts>',
      say('help.provision.zero-counts'),
      numberOption('--zero-counts', -8_388_608, 8_388_607),
      0,
    )
    .option(
      '--counts-per-e <counts>',
      say('help.provision.counts-per-e'),
      numberOption('--counts-per-e', 1, 1_000_000),
      250,
    )
    .option('--maker-key <file>', say('help.provision.maker-key'), 'maker.pem')
    .option('--master-key <file>', say('help.provision.master-key'), 'master.key')
    .option('-d, --data <dir>', say('help.option.data'), 'data')
    .option('--no-enrol', say('help.provision.no-enrol'))
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun provision --out scale-0001 --serial 0001 --maker "Acme" --class III --max 3kg --e 1g`,
    )
    .action(
      action<ProvisionOptions>(language, result, async (output, options) =>
        (await import('../jobs/provision.js')).provision(output, options),
      ),
    );
}

function driverOption(value: string): string {
  if (value === 'hx711' || value === 'injection') return value;
  throw new ToolError('tool-bad-choice', { value, option: '--driver', choices: 'hx711, injection' }, exitCode.usage);
}
