import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import { action, type Result } from '../action.js';
import type { VerifyOptions } from '../jobs/verify.js';

/** `hengzhun verify FILE… --keys FILE`, `hengzhun verify RECORD.pdf --keys FILE --ledger-keys FILE`, `hengzhun verify --qr TEXT` */
export function verifyCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('verify')
    .description(say('help.command.verify'))
    .argument('[file...]', say('help.verify.files'))
    .option('-k, --keys <file>', say('help.option.keys'))
    .option('--ledger-keys <file>', say('help.verify.ledger'))
    .option('--maker-keys <file>', say('help.verify.makers'))
    .option('--qr <text>', say('help.verify.qr'))
    .option('--each', say('help.verify.each'), false)
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  hengzhun export frames --data data --out frames.cbor\n  hengzhun export keys --data data --out keys.json\n  hengzhun verify frames.cbor --keys keys.json\n  hengzhun verify record.pdf --keys keys.json --ledger-keys ledger-keys.json\n  hengzhun verify --qr 'HZ1:…' --ledger-keys ledger-keys.json`,
    )
    .action(
      action<VerifyOptions>(language, result, async (output, options, files) =>
        (await import('../jobs/verify.js')).verifyFiles(output, options, files),
      ),
    );
}
