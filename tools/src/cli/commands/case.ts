import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { documentKinds, phaseNames, sourceNames, stepNames } from '../../supervision/step-options.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import { listOption, momentOption, numberOption, textOption } from '../option-values.js';
import { wordLines } from '../word-lines.js';
import { addWritingOptions } from '../writing-options.js';

type Say = (key: Parameters<typeof translate>[1]) => string;

const regionOption = textOption('--region', 100);
const plain = listOption((value: string) => value);

/** `hengzhun case open|list|show|step|attach|sheet|export|verify` */
export function caseCommand(program: Command, language: Language, result: Result): void {
  const say: Say = (key) => translate(language, key);
  const group = program.command('case').description(say('help.command.case'));

  const open = group
    .command('open')
    .description(say('help.case.open'))
    .argument('<instrument>', say('help.case.instrument'))
    .addOption(
      program.createOption('--source <source>', say('help.case.source')).choices(sourceNames).makeOptionMandatory(),
    )
    .requiredOption('--region <code>', say('help.case.region'), regionOption)
    .option('--responsible <authority>', say('help.case.responsible'), textOption('--responsible', 100))
    .option('--judge', say('help.case.judge'), false)
    .option('--id <id>', say('help.case.id'));
  stepOptions(program, open, say);
  open
    .addHelpText('after', `\n${say('help.case.documents')}\n${wordLines(documentKinds)}`)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun case open HZ-0042 --source status-evaluation --judge --region 310115\n  hengzhun case open HZ-0042 --source complaint --region 310115 --document other=complaint.pdf`,
    )
    .action(
      action<import('../jobs/case/open.js').CaseOpenOptions>(language, result, async (output, options, [instrument]) =>
        (await import('../jobs/case/open.js')).openCase(output, options, instrument!),
      ),
    );

  const list = group
    .command('list')
    .description(say('help.case.list'))
    .addOption(dataOption(say))
    .option('--region <code>', say('help.case.list.region'))
    .addOption(program.createOption('--phase <phase>', say('help.case.list.phase')).choices(phaseNames))
    .option('--instrument <name>', say('help.case.instrument'))
    .option('--all', say('help.case.list.all'), false)
    .option('--due', say('help.case.list.due'), false)
    .option('--top <count>', say('help.case.list.top'), numberOption('--top', 1, 100_000), 50)
    .option('--escalate', say('help.case.list.escalate'), false);
  addWritingOptions(program, list, say);
  list.action(
    action<import('../jobs/case/list.js').CaseListOptions>(language, result, async (output, options) =>
      (await import('../jobs/case/list.js')).listCases(output, options),
    ),
  );

  group
    .command('show')
    .description(say('help.case.show'))
    .argument('<case>', say('help.case.case'))
    .addOption(dataOption(say))
    .action(
      action<{ data: string }>(language, result, async (output, options, [id]) =>
        (await import('../jobs/case/show.js')).showCase(output, options, id!),
      ),
    );

  const step = group
    .command('step')
    .description(say('help.case.step'))
    .argument('<case>', say('help.case.case'))
    .addArgument(program.createArgument('<step>', say('help.case.step.name')).choices(stepNames));
  stepOptions(program, step, say);
  fieldOptions(program, step, say);
  step
    .addHelpText('after', `\n${say('help.case.documents')}\n${wordLines(documentKinds)}`)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun case step C-1 order-check --inspector P-1\n  hengzhun case step C-1 record-check --measurement S-1 --document check-sheet=SHA256\n  hengzhun case step C-1 prohibit --seal F-001 --document prohibition-notice=notice.pdf`,
    )
    .action(
      action<import('../../supervision/step-options.js').CaseStepOptions>(
        language,
        result,
        async (output, options, [id, name]) =>
          (await import('../jobs/case/step.js')).takeCaseStep(output, options, id!, name as (typeof stepNames)[number]),
      ),
    );

  group
    .command('attach')
    .description(say('help.case.attach'))
    .argument('<file...>', say('help.case.files'))
    .addOption(dataOption(say))
    .option('--type <media-type>', say('help.case.type'))
    .action(
      action<import('../jobs/case/attach.js').AttachOptions>(language, result, async (output, options, files) =>
        (await import('../jobs/case/attach.js')).attachFiles(output, options, files),
      ),
    );

  group
    .command('sheet')
    .description(say('help.case.sheet'))
    .argument('<file>', say('help.case.sheet.file'))
    .addOption(dataOption(say))
    .option('--save', say('help.case.sheet.save'), false)
    .option('--certificate <number>', say('help.case.sheet.certificate'), textOption('--certificate', 64))
    .action(
      action<import('../jobs/case/sheet.js').SheetOptions>(language, result, async (output, options, [file]) =>
        (await import('../jobs/case/sheet.js')).checkSheet(output, options, file!),
      ),
    );

  const file = group
    .command('export')
    .description(say('help.case.export'))
    .argument('<case>', say('help.case.case'))
    .addOption(dataOption(say))
    .requiredOption('-o, --out <file>', say('help.option.out'))
    .option('-f, --force', say('help.option.force'), false);
  addWritingOptions(program, file, say);
  file.action(
    action<import('../jobs/export-case-file.js').CaseFileOptions>(language, result, async (output, options, [id]) =>
      (await import('../jobs/export-case-file.js')).exportCaseFile(output, options, `case/${id}`),
    ),
  );

  group
    .command('verify')
    .description(say('help.case.verify'))
    .argument('<file>', say('help.case.verify.file'))
    .requiredOption('--ledger-keys <file>', say('help.case.verify.ledger'))
    .option('--maker-keys <file>', say('help.case.verify.makers'))
    .option('--instrument-keys <file>', say('help.case.verify.instruments'))
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun ledger key --out ledger-keys.json; hengzhun export keys --out keys.json\n  hengzhun case verify case.zip --ledger-keys ledger-keys.json --instrument-keys keys.json`,
    )
    .action(
      action<import('../jobs/verify-case-file.js').VerifyCaseFileOptions>(
        language,
        result,
        async (output, options, [path]) =>
          (await import('../jobs/verify-case-file.js')).verifyCaseFileJob(output, options, path!),
      ),
    );
}

/** Options of every step. */
function stepOptions(program: Command, command: Command, say: Say): void {
  command
    .addOption(dataOption(say))
    .option('--at <moment>', say('help.case.at'), momentOption('--at'))
    .option('--reason <text>', say('help.case.reason'))
    .option('--document <kind=file>', say('help.case.document'), plain)
    .option('--evidence <id>', say('help.case.evidence'), plain)
    .option('--key <key>', say('help.case.key'));
  addWritingOptions(program, command, say);
}

/** Options of the fields that some steps take. */
function fieldOptions(program: Command, command: Command, say: Say): void {
  command
    .option('--measurement <id>', say('help.case.measurement'))
    .option('--seal <number>', say('help.case.seal'), plain)
    .option('--inspector <person>', say('help.case.inspector'), plain)
    .addOption(program.createOption('--source <source>', say('help.case.source')).choices(sourceNames))
    .option('--remove-key <kid>', say('help.case.remove-key'))
    .option('--retire-from <number>', say('help.case.retire-from'), numberOption('--retire-from', 0, 0xffffffff))
    .option('--new-instrument <ueid>', say('help.case.new-instrument'))
    .option('--new-key <kid>', say('help.case.new-key'))
    .option('--enrolment <file>', say('help.case.enrolment'))
    .option('--to-authority <authority>', say('help.case.to-authority'))
    .option('--to-region <code>', say('help.case.to-region'))
    .option('--level <number>', say('help.case.level'), numberOption('--level', 1, 9))
    .option('--basis <entry>', say('help.case.basis'), numberOption('--basis', 1, Number.MAX_SAFE_INTEGER));
}
