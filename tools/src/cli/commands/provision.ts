import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { ProvisionOptions } from '../jobs/provision.js';
import { durationOption, numberOption } from '../option-values.js';
import { provisioningOptions } from '../provisioning-options.js';

/** `hengzhun provision [PORT…] --serial S …`, or `--batch FILE` */
export function provisionCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const command = program
    .command('provision')
    .description(say('help.command.provision'))
    .argument('[ports...]', say('help.provision.ports'))
    .option('-o, --out <dir>', say('help.provision.out'))
    .option('--inject-key', say('help.provision.inject-key'), false)
    .option('--flash', say('help.provision.flash'), false)
    .option('--image <file>', say('help.flash.image'))
    .option('--erase', say('help.flash.erase'), false)
    .option('--batch <file>', say('help.provision.batch'))
    .option('--report <file>', say('help.provision.report'))
    .option('--wait <duration>', say('help.provision.wait'), durationOption('--wait'))
    .addOption(
      program
        .createOption('--kind <kind>', say('help.provision.kind'))
        .choices(['scale', 'dispenser'])
        .default('scale'),
    )
    .option('--board <profile>', say('help.flash.board'))
    .addOption(program.createOption('--signer <signer>', say('help.flash.signer')).choices(['element', 'software']))
    .addOption(
      program.createOption('--element <how>', say('help.provision.element')).choices(['make', 'ready']).default('make'),
    )
    .option('-b, --baud <rate>', say('help.option.baud'), numberOption('--baud', 300, 4_000_000), 115_200);
  provisioningOptions(program, command, say);
  command
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun provision /dev/ttyACM0 --flash --board mdbt42q --serial 0001 --maker "Acme" --class III --max 3kg --e 1g\n  hengzhun provision /dev/ttyACM0 /dev/ttyACM1 --flash --batch order-17.csv --report order-17-report.csv\n  hengzhun provision /dev/ttyACM0 --flash --signer element --wiring wiring.json --serial 0002\n  hengzhun provision --inject-key --out rig --serial R1 --driver injection`,
    )
    .action(
      action<ProvisionOptions>(language, result, async (output, options, ports) =>
        (await import('../jobs/provision.js')).provision(output, options, ports),
      ),
    );
}
