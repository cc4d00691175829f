import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import { dataOption } from '../data-option.js';
import { numberOption } from '../option-values.js';
import { addWritingOptions } from '../writing-options.js';

const largest = Number.MAX_SAFE_INTEGER;

/** `hengzhun ledger key|list|verify|checkpoint|succeed` */
export function ledgerCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  const ledger = program.command('ledger').description(say('help.command.ledger'));

  ledger
    .command('key')
    .description(say('help.ledger.key'))
    .addOption(dataOption(say))
    .option('--ledger-key <file>', say('help.option.ledger-key'))
    .option('--create', say('help.ledger.create'), false)
    .option('-o, --out <file>', say('help.ledger.key-out'))
    .option('-f, --force', say('help.option.force'), false)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun ledger key --create --data data\n  hengzhun ledger key --data data --out ledger-keys.json`,
    )
    .action(
      action<import('../jobs/ledger/key.js').LedgerKeyJobOptions>(language, result, async (output, options) =>
        (await import('../jobs/ledger/key.js')).ledgerKey(output, options),
      ),
    );

  ledger
    .command('list')
    .description(say('help.ledger.list'))
    .addOption(dataOption(say))
    .option('--subject <subject>', say('help.ledger.subject'))
    .option('--kind <kind>', say('help.ledger.kind'))
    .option('--from <number>', say('help.ledger.from'), numberOption('--from', 1, largest))
    .option('--to <number>', say('help.ledger.to'), numberOption('--to', 1, largest))
    .option('--body', say('help.ledger.body'), false)
    .action(
      action<import('../jobs/ledger/list.js').LedgerListOptions>(language, result, async (output, options) =>
        (await import('../jobs/ledger/list.js')).ledgerList(output, options),
      ),
    );

  ledger
    .command('verify')
    .description(say('help.ledger.verify'))
    .addOption(dataOption(say))
    .option('-k, --keys <file>', say('help.ledger.keys'))
    .option('--ledger-key <file>', say('help.option.ledger-key'))
    .option('--checkpoint <file>', say('help.ledger.witnessed'))
    .action(
      action<import('../jobs/ledger/verify.js').LedgerVerifyOptions>(language, result, async (output, options) =>
        (await import('../jobs/ledger/verify.js')).ledgerVerify(output, options),
      ),
    );

  ledger
    .command('checkpoint')
    .description(say('help.ledger.checkpoint'))
    .addOption(dataOption(say))
    .option('--ledger-key <file>', say('help.option.ledger-key'))
    .requiredOption('-o, --out <file>', say('help.option.out'))
    .option('-f, --force', say('help.option.force'), false)
    .action(
      action<import('../jobs/ledger/checkpoint.js').CheckpointOptions>(language, result, async (output, options) =>
        (await import('../jobs/ledger/checkpoint.js')).ledgerCheckpoint(output, options),
      ),
    );

  const succeed = ledger
    .command('succeed')
    .description(say('help.ledger.succeed'))
    .argument('<file>', say('help.ledger.successor'))
    .addOption(dataOption(say));
  addWritingOptions(program, succeed, say);
  succeed.action(
    action<import('../writing-options.js').WritingOptions>(language, result, async (output, options, [file]) =>
      (await import('../jobs/ledger/succeed.js')).ledgerSucceed(output, options, file!),
    ),
  );
}
