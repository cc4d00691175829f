import path from 'node:path';
import type { Command } from 'commander';
import { recordFormats, tableFormats } from '../../exchange/file-format.js';
import { recordKindNames } from '../../exchange/record-kinds.js';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { Exported, ExportOptions } from '../jobs/export.js';
import type { CertificateOptions } from '../jobs/export-certificate.js';
import type { ReportOptions } from '../jobs/export-report.js';
import type { TableOptions } from '../jobs/export-tables.js';
import { momentOption, textOption } from '../option-values.js';
import { addWritingOptions } from '../writing-options.js';

const exported: readonly Exported[] = ['frames', 'keys', 'instruments', 'refused', 'makers', 'records'];
const ofInstruments: readonly Exported[] = ['frames', 'keys', 'instruments', 'refused'];

/** A table, by `--format` or by the name of the file; the register in JSON otherwise. */
const isTable = ({ format, out }: { readonly format?: string; readonly out: string }): boolean =>
  tableFormats.some((one) => (format ?? path.extname(out).slice(1).toLowerCase()) === one);

/** `hengzhun export history|report|certificate`: what is taken away, and is not imported again. */
function takeAway(program: Command, group: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const begin = (name: 'history' | 'report' | 'certificate') =>
    group
      .command(name)
      .description(say(`help.command.export.${name}`))
      .addOption(dataOption(say))
      .requiredOption('-o, --out <file>', say('help.option.out'))
      .option('-f, --force', say('help.option.force'), false);

  begin('history')
    .argument('<instrument>', say('help.export.of'))
    .addOption(program.createOption('--format <format>', say('help.import.format')).choices(tableFormats))
    .action(
      action<TableOptions>(language, result, async (output, options, [name]) =>
        (await import('../jobs/export-tables.js')).exportTable(output, 'history', options, name),
      ),
    );

  const report = begin('report')
    .argument('<instrument>', say('help.export.of'))
    .addOption(program.createOption('--language <language>', say('help.report.language')).choices(['zh', 'en']))
    .option('--number <number>', say('help.report.number'), textOption('--number', 64))
    .option('--sheet <file...>', say('help.report.sheet'))
    .option('--certificate <file>', say('help.report.certificate'));
  addWritingOptions(program, report, say);
  report.action(
    action<ReportOptions>(language, result, async (output, options, [name]) =>
      (await import('../jobs/export-report.js')).exportReport(output, options, name!),
    ),
  );

  begin('certificate')
    .option('--authority <id>', say('help.option.authority'), textOption('--authority', 100))
    .option('--ledger-key <file>', say('help.option.ledger-key'))
    .action(
      action<CertificateOptions>(language, result, async (output, options) =>
        (await import('../jobs/export-certificate.js')).exportCertificate(output, options),
      ),
    );
}

/** `hengzhun export frames|keys|instruments|refused|makers|records --out FILE` */
export function exportCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const command = program.command('export').description(say('help.command.export'));
  for (const what of exported) {
    const one = command
      .command(what)
      .description(say(`help.command.export.${what}`))
      .addOption(dataOption(say))
      .requiredOption('-o, --out <file>', say('help.option.out'))
      .option('-f, --force', say('help.option.force'), false);
    if (ofInstruments.includes(what)) one.option('--instrument <ueid>', say('help.export.instrument'));
    if (what === 'records') {
      one
        .addOption(program.createOption('--kind <kind>', say('help.export.kind')).choices(recordKindNames))
        .addOption(program.createOption('--format <format>', say('help.import.format')).choices(recordFormats))
        .option('--id <identifier>', say('help.export.id'));
    }
    if (what === 'instruments') {
      one
        .addOption(
          program.createOption('--format <format>', say('help.export.table-format')).choices(['json', ...tableFormats]),
        )
        .option('--at <moment>', say('help.export.at'), momentOption('--at'))
        .action(
          action<ExportOptions & TableOptions>(language, result, async (output, options) =>
            isTable(options)
              ? (await import('../jobs/export-tables.js')).exportTable(output, 'instruments', options)
              : (await import('../jobs/export.js')).runExport(output, what, options),
          ),
        );
      continue;
    }
    one.action(
      action<ExportOptions>(language, result, async (output, options) =>
        (await import('../jobs/export.js')).runExport(output, what, options),
      ),
    );
  }
  takeAway(program, command, language, result);
}
