import type { Command } from 'commander';
import type { MessageKey } from '../language/catalogue.js';
import { nozzleOf } from '../provision/nozzle-option.js';
import type { NozzleOrder } from '../provision/orders.js';
import { dataOption } from './data-option.js';
import { classOption, durationOption, massOption, numberOption, textOption } from './option-values.js';

/** Options that say what an instrument is and who vouches for it; the same for one instrument and for a batch's defaults. */
export function provisioningOptions(program: Command, command: Command, say: (key: MessageKey) => string): void {
  const option = (flags: string, key: MessageKey) => program.createOption(flags, say(key));
  const collect = (value: string, before: readonly NozzleOrder[]) => [...before, nozzleOf(value)];
  command
    .option('--serial <number>', say('help.provision.serial'), textOption('--serial', 32))
    .option('--maker <name>', say('help.provision.maker'), textOption('--maker', 64), 'unnamed maker')
    .option('--model <name>', say('help.provision.model'), textOption('--model', 32), 'hengzhun')
    .option('--type-approval <number>', say('help.provision.approval'), textOption('--type-approval', 32), '')
    .option('--region <name>', say('help.provision.region'), textOption('--region', 64), '')
    .option('--place <name>', say('help.provision.place'), textOption('--place', 64))
    .addOption(
      option('--interval <duration>', 'help.provision.interval')
        .argParser(durationOption('--interval'))
        .default(600_000, '10m'),
    )
    .addOption(option('--class <class>', 'help.provision.class').argParser(classOption).default(3, 'III'))
    .addOption(option('--max <mass>', 'help.provision.max').argParser(massOption('--max')).default(3_000_000, '3kg'))
    .addOption(option('--e <mass>', 'help.provision.e').argParser(massOption('--e')).default(1000, '1g'))
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
    .addOption(option('--nozzle <nozzle>', 'help.provision.nozzle').argParser(collect).default([], '–'))
    .option('--no-encoders', say('help.provision.no-encoders'))
    .addOption(option('--driver <driver>', 'help.provision.driver').choices(['hx711', 'injection']))
    .option('--wiring <file>', say('help.provision.wiring'))
    .option('--data-pin <pin>', say('help.provision.data-pin'), textOption('--data-pin', 8))
    .option('--clock-pin <pin>', say('help.provision.clock-pin'), textOption('--clock-pin', 8))
    .option('--port-path <path>', say('help.provision.port-path'), '')
    .option('--driver-path <path>', say('help.provision.driver-path'), '')
    .option('--maker-key <file>', say('help.provision.maker-key'), 'maker.pem')
    .option('--master-key <file>', say('help.provision.master-key'), 'master.key')
    .option('--maker-master-key <file>', say('help.provision.maker-master-key'))
    .option('--protocol-port <port>', say('help.provision.protocol-port'))
    .option('--patience <duration>', say('help.provision.patience'), durationOption('--patience'))
    .addOption(dataOption(say))
    .option('--no-enrol', say('help.provision.no-enrol'));
}
