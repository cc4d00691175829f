import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { openStore } from '@hengzhun/host-sdk';
import type { Command } from 'commander';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exitCodes.js';
import { fileError, writeWhole } from '../../files.js';
import { type Language, translate } from '../../language/translate.js';
import { type MadeInstrument, makeInstrument, type ScaleOrder } from '../../provision/makeInstrument.js';
import { publicJwk } from '../../provision/publicJwk.js';
import { makerKeyOf, masterKeyOf } from '../../provision/secretFiles.js';
import { storeFile } from '../../station/dataFolder.js';
import { action, type Result } from '../action.js';
import {
  className,
  classOption,
  durationOption,
  formatMass,
  massOption,
  numberOption,
  textOption,
} from '../optionValues.js';
import type { Output } from '../output.js';

interface ProvisionOptions {
  readonly out: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly typeApproval: string;
  readonly class: number;
  readonly max: number;
  readonly e: number;
  readonly interval: number;
  readonly driver: 'hx711' | 'injection';
  readonly dataPin: string;
  readonly clockPin: string;
  readonly zeroCounts: number;
  readonly countsPerE: number;
  readonly makerKey: string;
  readonly masterKey: string;
  readonly data: string;
  readonly enrol: boolean;
}

const longestInterval = 86_400_000;

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
    .action(action<ProvisionOptions>(language, result, provision));
}

function driverOption(value: string): string {
  if (value === 'hx711' || value === 'injection') return value;
  throw new ToolError('tool-bad-choice', { value, option: '--driver', choices: 'hx711, injection' }, exitCode.usage);
}

async function provision(output: Output, options: ProvisionOptions): Promise<number> {
  const { interval } = options;
  if (interval < 1000 || interval > longestInterval) {
    throw new ToolError(
      'tool-bad-number',
      { value: interval / 1000, option: '--interval', low: 1, high: 86_400 },
      exitCode.usage,
    );
  }
  // Keys are never overwritten, so the folder must not be there: checked before anything is made.
  if (existsSync(options.out)) throw new ToolError('tool-secret-exists', { path: options.out });
  const maker = makerKeyOf(options.makerKey);
  const masterKey = masterKeyOf(options.masterKey);
  const made = makeInstrument(orderOf(options), maker.key, masterKey);
  writeFiles(options.out, made);
  let enrolled = false;
  if (options.enrol) {
    try {
      mkdirSync(options.data, { recursive: true });
    } catch (cause) {
      throw fileError(options.data, cause, 'write');
    }
    const store = await openStore(path.join(options.data, storeFile));
    try {
      await store.registry.trustMaker(options.maker, publicJwk(maker.key));
      await store.registry.enrol(made.record);
      enrolled = true;
    } finally {
      await store.close();
    }
  }
  show(output, options, made, maker.made, enrolled);
  return exitCode.ok;
}

function orderOf(options: ProvisionOptions): ScaleOrder {
  return {
    serialNumber: options.serial,
    maker: options.maker,
    model: options.model,
    typeApproval: options.typeApproval,
    accuracyClass: options.class,
    maximum: options.max,
    verificationInterval: options.e,
    reportingInterval: Math.round(options.interval / 1000),
    samplePeriodMs: options.driver === 'hx711' ? 100 : 1000,
    zeroCounts: options.zeroCounts,
    countsPerE: options.countsPerE,
    driver:
      options.driver === 'hx711'
        ? { kind: 'hx711', dataPin: options.dataPin, clockPin: options.clockPin, pulses: 25 }
        : { kind: 'injection', path: '', baudrate: 115_200 },
    protocolPath: '',
  };
}

function writeFiles(folder: string, made: MadeInstrument): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw fileError(folder, cause, 'write');
  }
  writeWhole(path.join(folder, 'hz.cfg'), made.configuration, { mode: 0o600 });
  writeWhole(path.join(folder, 'certificate.cwt'), made.certificate);
  writeWhole(path.join(folder, 'enrolment.json'), `${JSON.stringify(made.record, null, 2)}\n`);
}

function show(
  output: Output,
  options: ProvisionOptions,
  made: MadeInstrument,
  makerKeyMade: boolean,
  enrolled: boolean,
): void {
  output.object({
    type: 'provisioned',
    out: options.out,
    serialNumber: options.serial,
    ueid: made.ueid,
    kid: made.kid,
    minimumCapacity: made.minimum,
    makerKeyMade,
    enrolled: enrolled ? options.data : null,
  });
  const capacity = [options.max, made.minimum, options.e].map(formatMass).join(' / ');
  output.line(output.text('provision.made', { serial: options.serial, folder: options.out }));
  output.line(
    output.table(
      [],
      [
        [output.text('provision.ueid'), made.ueid],
        [output.text('provision.kid'), made.kid],
        [output.text('provision.class'), className(options.class)],
        [output.text('provision.capacity'), capacity],
        [output.text('provision.assurance'), output.text('provision.assurance.low')],
      ],
    ),
  );
  for (const file of ['configuration', 'record', 'certificate'] as const) {
    output.line(`  ${output.text(`provision.file.${file}`)}`);
  }
  if (makerKeyMade)
    output.line(output.paint('yellow', output.text('provision.maker-key-made', { path: options.makerKey })));
  output.line(
    enrolled ? output.text('provision.enrolled', { data: options.data }) : output.text('provision.not-enrolled'),
  );
}
