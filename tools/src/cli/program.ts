import { type Argument, Command, Help, type Option } from 'commander';
import type { MessageKey } from '../language/catalogue.js';
import { type Language, translate } from '../language/translate.js';
import { version } from '../version.js';
import type { Result } from './action.js';
import { buildCommand } from './commands/build.js';
import { caseCommand } from './commands/case.js';
import { commandCommand, ticketCommand } from './commands/command.js';
import { consoleCommand } from './commands/console.js';
import { elementCommand } from './commands/element.js';
import { evaluateCommand } from './commands/evaluate.js';
import { exportCommand } from './commands/export.js';
import { flashCommand } from './commands/flash.js';
import { importCommand } from './commands/import.js';
import { inspectCommand } from './commands/inspect.js';
import { ledgerCommand } from './commands/ledger.js';
import { monitorCommand } from './commands/monitor.js';
import { provisionCommand } from './commands/provision.js';
import { replayCommand } from './commands/replay.js';
import { sampleCommand } from './commands/sample.js';
import { scanCommand } from './commands/scan.js';
import { stationCommand } from './commands/station.js';
import { updateCommand } from './commands/update.js';
import { verifyCommand } from './commands/verify.js';
import { displayWidth } from './display-width.js';

/** In the order in which the help shows them. */
const commands = [
  stationCommand,
  scanCommand,
  monitorCommand,
  inspectCommand,
  consoleCommand,
  verifyCommand,
  evaluateCommand,
  caseCommand,
  sampleCommand,
  ledgerCommand,
  replayCommand,
  buildCommand,
  flashCommand,
  provisionCommand,
  elementCommand,
  commandCommand,
  ticketCommand,
  updateCommand,
  importCommand,
  exportCommand,
];

const titles: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Global Options:': 'help.global',
  'Commands:': 'help.commands',
};

/** commander's help with our titles and notes, and with Chinese counted as two columns. */
class LocalHelp extends Help {
  constructor(private readonly language: Language) {
    super();
    this.showGlobalOptions = true;
  }

  override displayWidth(text: string): number {
    return displayWidth(text);
  }

  override styleTitle(title: string): string {
    const key = titles[title];
    return key ? translate(this.language, key) : title;
  }

  override optionDescription(option: Option): string {
    const value = option.defaultValueDescription ?? option.defaultValue;
    const shown = value !== undefined && value !== false && value !== '' && !option.negate;
    return this.#with(option.description, option.argChoices, shown ? String(value) : undefined);
  }

  override argumentDescription(argument: Argument): string {
    return this.#with(argument.description, argument.argChoices, undefined);
  }

  #with(description: string, choices: readonly string[] | undefined, value: string | undefined): string {
    const extra: string[] = [];
    if (choices) extra.push(translate(this.language, 'help.choices', { value: choices.join(', ') }));
    if (value !== undefined) extra.push(translate(this.language, 'help.default', { value }));
    if (extra.length === 0) return description;
    return this.language === 'zh' ? `${description}（${extra.join('；')}）` : `${description} (${extra.join('; ')})`;
  }
}

/** The whole command line. Errors of parsing are thrown as CommanderError; nothing is written to standard error here. */
export function createProgram(language: Language, result: Result): Command {
  const say = (key: MessageKey) => translate(language, key);
  const program = new Command('hengzhun');
  program
    .description(say('help.program'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .helpOption('-h, --help', say('help.option.help'))
    .helpCommand('help [command]', say('help.command.help'))
    .version(version, '-V, --version', say('help.option.version'))
    .option('--json', say('help.option.json'), false)
    .option('--lang <zh|en>', say('help.option.lang'))
    .addHelpText('after', `\n${say('help.exit-codes')}\n\n${say('help.environment')}`);
  program.createHelp = () => new LocalHelp(language);
  for (const add of commands) {
    add(program, language, result);
  }
  localise(program, language);
  return program;
}

/** Subcommands make their own help; give all of them ours. */
function localise(command: Command, language: Language): void {
  command.createHelp = () => new LocalHelp(language);
  command.helpOption('-h, --help', translate(language, 'help.option.help'));
  for (const child of command.commands) localise(child, language);
}
