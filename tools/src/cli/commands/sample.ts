import type { Command } from 'commander';
import { fileFormats } from '../../exchange/file-format.js';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import { momentOption, numberOption, shareOption } from '../option-values.js';
import { addWritingOptions, type WritingOptions } from '../writing-options.js';

type Say = (key: Parameters<typeof translate>[1]) => string;
const planKinds = ['single', 'double', 'variables', 'sequential'];
/** A lot is decided by attributes. */
const lotPlanKinds = planKinds.filter((kind) => kind !== 'variables');

/** `hengzhun sample plan|lot|commit|draw|list|show|results|unreached|decide|interval|audit|export` */
export function sampleCommand(program: Command, language: Language, result: Result): void {
  const say: Say = (key) => translate(language, key);
  const group = program.command('sample').description(say('help.command.sample'));
  /** A command that writes about one lot. */
  const writing = (name: string, description: Parameters<typeof translate>[1]): Command => {
    const command = group
      .command(name)
      .description(say(description))
      .argument('<lot>', say('help.sample.lot-id'))
      .addOption(dataOption(say));
    addWritingOptions(program, command, say);
    return command;
  };

  const plan = group.command('plan').description(say('help.sample.plan'));
  plan
    .addOption(program.createOption('--plan <kind>', say('help.sample.kind')).choices(planKinds).default('single'))
    .option('--prq <share>', say('help.sample.prq'), shareOption('--prq'), 0.01)
    .option('--producer-risk <share>', say('help.sample.producer-risk'), shareOption('--producer-risk'), 0.05)
    .option('--crq <share>', say('help.sample.crq'), shareOption('--crq'), 0.07)
    .option('--consumer-risk <share>', say('help.sample.consumer-risk'), shareOption('--consumer-risk'), 0.05)
    .option('--lot <size>', say('help.sample.lot-size'), numberOption('--lot', 1, 100_000_000))
    .addOption(
      program
        .createOption('--deviation <what>', say('help.sample.deviation'))
        .choices(['known', 'unknown'])
        .default('unknown'),
    )
    .option('--curves <dir>', say('help.sample.curves'))
    .option('--highest <share>', say('help.sample.highest'), shareOption('--highest'))
    .option('-f, --force', say('help.option.force'), false)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun sample plan --plan double --lot 600 --curves curves\n  hengzhun sample plan --prq 0.5% --crq 5% --plan sequential`,
    )
    .action(
      action<import('../jobs/sample/plan.js').SamplePlanOptions>(language, result, async (output, options) =>
        (await import('../jobs/sample/plan.js')).samplePlan(output, options),
      ),
    );

  const lot = group
    .command('lot')
    .description(say('help.sample.lot'))
    .argument('[lot]', say('help.sample.new-lot'))
    .addOption(dataOption(say))
    .option('--rules <name>', say('help.sample.rules'), 'hengzhun-lot')
    .option('--decision <name>', say('help.sample.decision'))
    .option('--model <model>', say('help.sample.model'))
    .option('--maker <maker>', say('help.sample.maker'))
    .option('--year <year>', say('help.sample.year'))
    .option('--region <region>', say('help.sample.region'))
    .option('--part <number>', say('help.sample.part'), numberOption('--part', 1, 10_000))
    .addOption(program.createOption('--plan <kind>', say('help.sample.kind')).choices(lotPlanKinds).default('single'))
    .option('--sample <count>', say('help.sample.sample'), numberOption('--sample', 1, 1_000_000))
    .addOption(
      program
        .createOption('--allocation <method>', say('help.sample.allocation'))
        .choices(['proportional', 'neyman'])
        .default('proportional'),
    )
    .option('--randomness <source>', say('help.sample.source'))
    .option('--not-before <moment>', say('help.sample.not-before'), momentOption('--not-before'))
    .option('--reserve <share>', say('help.sample.reserve'), shareOption('--reserve'), 0.2)
    .option('-o, --out <file>', say('help.sample.text'))
    .option('-f, --force', say('help.option.force'), false);
  addWritingOptions(program, lot, say);
  lot
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun sample lot\n  hengzhun sample lot L-1 --model ACS-3 --year 2024 --randomness "drand quicknet round 4567890" --not-before 2027-03-01T12:00 --out lot.txt`,
    )
    .action(
      action<import('../jobs/sample/lot.js').SampleLotOptions>(language, result, async (output, options, [id]) =>
        (await import('../jobs/sample/lot.js')).sampleLot(output, options, id),
      ),
    );

  group
    .command('commit')
    .description(say('help.sample.commit'))
    .argument('<lot>', say('help.sample.lot-id'))
    .addOption(dataOption(say))
    .option('-o, --out <file>', say('help.sample.text'))
    .option('-f, --force', say('help.option.force'), false)
    .action(
      action<import('../jobs/sample/commit.js').SampleCommitOptions>(language, result, async (output, options, [id]) =>
        (await import('../jobs/sample/commit.js')).sampleCommit(output, options, id!),
      ),
    );

  const draw = group
    .command('draw')
    .description(say('help.sample.draw'))
    .argument('[lot]', say('help.sample.lot-id'))
    .addOption(dataOption(say))
    .requiredOption('--randomness <value>', say('help.sample.randomness'))
    .option('-o, --out <file>', say('help.sample.draw-out'))
    .option('-f, --force', say('help.option.force'), false)
    .option('--check <text>', say('help.sample.check'))
    .option('--against <file>', say('help.sample.against'));
  addWritingOptions(program, draw, say);
  draw
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun sample draw L-1 --randomness 0f1e2d3c --out draw.json\n  hengzhun sample draw --check lot.txt --randomness 0f1e2d3c --against draw.json`,
    )
    .action(
      action<import('../jobs/sample/draw.js').SampleDrawOptions>(language, result, async (output, options, [id]) =>
        (await import('../jobs/sample/draw.js')).sampleDraw(output, options, id),
      ),
    );

  group
    .command('list')
    .description(say('help.sample.list'))
    .addOption(dataOption(say))
    .action(
      action<{ data: string }>(language, result, async (output, options) =>
        (await import('../jobs/sample/list.js')).sampleList(output, options),
      ),
    );

  group
    .command('show')
    .description(say('help.sample.show'))
    .argument('<lot>', say('help.sample.lot-id'))
    .addOption(dataOption(say))
    .action(
      action<{ data: string }>(language, result, async (output, options, [id]) =>
        (await import('../jobs/sample/show.js')).sampleShow(output, options, id!),
      ),
    );

  writing('results', 'help.sample.results')
    .argument('<file>', say('help.sample.results-file'))
    .addOption(program.createOption('--format <format>', say('help.import.format')).choices(fileFormats))
    .action(
      action<import('../jobs/sample/results.js').SampleResultsOptions>(
        language,
        result,
        async (output, options, [id, file]) =>
          (await import('../jobs/sample/results.js')).sampleResults(output, options, id!, file!),
      ),
    );

  writing('unreached', 'help.sample.unreached')
    .argument('<instrument>', say('help.case.instrument'))
    .requiredOption('--reason <text>', say('help.case.reason'))
    .action(
      action<WritingOptions & { reason: string }>(language, result, async (output, options, [id, instrument]) =>
        (await import('../jobs/sample/unreached.js')).sampleUnreached(output, options, id!, instrument!),
      ),
    );

  writing('decide', 'help.sample.decide').action(
    action<WritingOptions>(language, result, async (output, options, [id]) =>
      (await import('../jobs/sample/decide.js')).sampleDecide(output, options, id!),
    ),
  );

  writing('interval', 'help.sample.interval')
    .addOption(
      program.createOption('--method <method>', say('help.sample.method')).choices(['interval-test', 'staircase']),
    )
    .option('--days <days>', say('help.sample.days'), numberOption('--days', 1, 36_500))
    .option('--request <file>', say('help.sample.request'))
    .action(
      action<WritingOptions & import('../../sampling/interval-request.js').IntervalOptions>(
        language,
        result,
        async (output, options, [id]) =>
          (await import('../jobs/sample/interval.js')).sampleInterval(output, options, id!),
      ),
    );

  writing('audit', 'help.sample.audit').action(
    action<WritingOptions>(language, result, async (output, options, [id]) =>
      (await import('../jobs/sample/audit.js')).sampleAudit(output, options, id!),
    ),
  );

  writing('export', 'help.sample.export')
    .requiredOption('-o, --out <file>', say('help.option.out'))
    .option('-f, --force', say('help.option.force'), false)
    .action(
      action<import('../jobs/export-case-file.js').CaseFileOptions>(language, result, async (output, options, [id]) =>
        (await import('../jobs/export-case-file.js')).exportCaseFile(output, options, `lot/${id}`),
      ),
    );
}
