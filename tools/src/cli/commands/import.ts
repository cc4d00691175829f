import type { Command } from 'commander';
import { fileFormats, recordFormats } from '../../exchange/file-format.js';
import { recordKindNames } from '../../exchange/record-kinds.js';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';

/** `hengzhun import instruments|records|frames|maker` */
export function importCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const group = program.command('import').description(say('help.command.import'));
  const formatOption = (formats: readonly string[] = fileFormats) =>
    program.createOption('--format <format>', say('help.import.format')).choices(formats);

  group
    .command('instruments')
    .description(say('help.import.instruments'))
    .argument('<file>', say('help.import.file'))
    .addOption(dataOption(say))
    .addOption(formatOption())
    .action(
      action<import('../jobs/import/instruments.js').ImportOptions>(language, result, async (output, options, [file]) =>
        (await import('../jobs/import/instruments.js')).importInstruments(output, options, file!),
      ),
    );

  group
    .command('records')
    .description(say('help.import.records'))
    .argument('<file>', say('help.import.file'))
    .addOption(dataOption(say))
    .addOption(formatOption(recordFormats))
    .addOption(program.createOption('--kind <kind>', say('help.import.kind')).choices(recordKindNames))
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun import records authorities-and-people.json\n  hengzhun import records verifications.csv --kind verification\n  hengzhun import records certificate.xml`,
    )
    .action(
      action<import('../jobs/import/records.js').ImportRecordsOptions>(
        language,
        result,
        async (output, options, [file]) =>
          (await import('../jobs/import/records.js')).importRecords(output, options, file!),
      ),
    );

  group
    .command('frames')
    .description(say('help.import.frames'))
    .argument('<file>', say('help.verify.files'))
    .addOption(dataOption(say))
    .action(
      action<{ data: string }>(language, result, async (output, options, [file]) =>
        (await import('../jobs/import/frames.js')).importFrames(output, options, file!),
      ),
    );

  group
    .command('maker')
    .description(say('help.import.maker'))
    .argument('<name>', say('help.import.maker.name'))
    .argument('<file>', say('help.import.maker.file'))
    .addOption(dataOption(say))
    .action(
      action<{ data: string }>(language, result, async (output, options, [name, file]) =>
        (await import('../jobs/import/maker.js')).importMaker(output, options, name!, file!),
      ),
    );
}
