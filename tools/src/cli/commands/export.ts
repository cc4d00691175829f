import type { Command } from 'commander';
import { recordFormats } from '../../exchange/file-format.js';
import { recordKindNames } from '../../exchange/record-kinds.js';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import type { Exported, ExportOptions } from '../jobs/export.js';

const exported: readonly Exported[] = ['frames', 'keys', 'instruments', 'refused', 'makers', 'records'];
const ofInstruments: readonly Exported[] = ['frames', 'keys', 'instruments', 'refused'];

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
    one.action(
      action<ExportOptions>(language, result, async (output, options) =>
        (await import('../jobs/export.js')).runExport(output, what, options),
      ),
    );
  }
}
