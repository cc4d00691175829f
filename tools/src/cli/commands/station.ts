import type { Command } from 'commander';
import { type Language, translate } from '../../language/translate.js';
import type { StationOptions } from '../../station/station-options.js';
import { action, type Result } from '../action.js';
import { classOption, durationOption, massOption, numberOption } from '../option-values.js';

/**
 * Everything that goes wrong shows within about a minute. A real interpreter is slower than the emulation host: six of them on an ordinary
 * machine do not live much faster than this.
 */
function defaultSpeed(): number {
  return process.env.ESPRUINO_BIN ? 15 : 60;
}

/** `hengzhun station`, which `npm start` runs */
export function stationCommand(program: Command, language: Language, result: Result): void {
  const say = (key: Parameters<typeof translate>[1]) => translate(language, key);
  program
    .command('station')
    .description(say('help.command.station'))
    .option('-d, --data <dir>', say('help.station.data'), 'data')
    .option('--for <duration>', say('help.option.for'), durationOption('--for'))
    .option('--until <duration>', say('help.station.until'), durationOption('--until'))
    .option('--speed <factor>', say('help.station.speed'), numberOption('--speed', 1, 1000, true), defaultSpeed())
    .option('--seed <number>', say('help.station.seed'), numberOption('--seed', 0, 2 ** 31), 1)
    .option('--recording <file>', say('help.station.recording'))
    .addOption(
      program.createOption('--class <class>', say('help.station.class')).argParser(classOption).default(3, 'III'),
    )
    .addOption(
      program
        .createOption('--max <mass>', say('help.station.max'))
        .argParser(massOption('--max'))
        .default(3_000_000, '3kg'),
    )
    .addOption(
      program.createOption('--e <mass>', say('help.station.e')).argParser(massOption('--e')).default(1000, '1g'),
    )
    .addHelpText(
      'after',
      `\n${say('help.examples')}\n  npm start\n  npm start -- --for 30s --json --data data\n  npm start -- --recording creep.csv --class III --max 3kg --e 1g`,
    )
    .action(
      action<StationOptions>(language, result, async (output, options) => {
        const { recording } = options;
        if (recording === undefined) return (await import('../../station/run.js')).runStation(output, options);
        return (await import('../../station/replay.js')).runReplay(output, { ...options, recording });
      }),
    );
}
