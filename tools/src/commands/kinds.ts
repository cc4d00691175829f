import {
  anchorTime,
  type CommandAnswer,
  type CommandKey,
  checkMass,
  checkVolume,
  reinitialise,
  replaceKey,
  restart,
  retire,
  seal,
  selfTest,
  setParameter,
  unlock,
  unseal,
} from '@hengzhun/host-sdk';
import { deriveCommandKey, INSTRUMENT_KIND_DISPENSER } from '@hengzhun/protocol';
import { massOption, numberOption, temperatureOption, volumeOption } from '../cli/option-values.js';
import type { KnownInstrument } from '../cli/with-instrument.js';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { type RoleName, roles } from './command-key-of.js';
import { type KindName, kindNamed } from './kind-list.js';
import { parameterNames, parameterNumber } from './parameter-names.js';

/** What a command may need besides its arguments. */
export interface CommandContext {
  readonly instrument: KnownInstrument;
  readonly key: CommandKey;
  /** Of the host's clock, ms. */
  readonly clockUncertainty: number;
  /** The master key that a new command key is derived from; asked for only by the kind that needs it. */
  masterKey(): Uint8Array;
  readonly jurisdiction: string;
}

type Run = (context: CommandContext, args: readonly string[]) => Promise<CommandAnswer>;

function simple(
  name: KindName,
  command: (
    stream: KnownInstrument['stream'],
    key: CommandKey,
    options: KnownInstrument['asked'],
  ) => Promise<CommandAnswer>,
): Run {
  return ({ instrument, key }, args) => {
    expectArguments(name, args, 0, 0);
    return command(instrument.stream, key, instrument.asked);
  };
}

const runs: Readonly<Record<KindName, Run>> = {
  'time-anchor': ({ instrument, key, clockUncertainty }, args) => {
    expectArguments('time-anchor', args, 0, 0);
    return anchorTime(instrument.stream, key, clockUncertainty, instrument.asked);
  },
  'reference-check': check,
  'self-test': simple('self-test', selfTest),
  seal: simple('seal', seal),
  unseal: simple('unseal', unseal),
  'set-parameter': parameter,
  unlock: simple('unlock', unlock),
  reinitialise: ({ instrument, key }, args) => {
    expectArguments('reinitialise', args, 1, 1);
    return reinitialise(instrument.stream, nozzle(args[0]!), key, instrument.asked);
  },
  'replace-key': newKey,
  restart: simple('restart', restart),
  retire: simple('retire', retire),
};

/** Gives a command of a kind. @throws {ToolError} `tool-bad-arguments`, `tool-bad-*`; {SdkError} `request-*` */
export function giveCommand(kind: KindName, context: CommandContext, args: readonly string[]): Promise<CommandAnswer> {
  return runs[kind](context, args);
}

function check({ instrument, key }: CommandContext, args: readonly string[]): Promise<CommandAnswer> {
  const { stream, asked } = instrument;
  if (instrument.identity.claims.data.instrumentKind !== INSTRUMENT_KIND_DISPENSER) {
    expectArguments('reference-check', args, 2, 2);
    const mass = massOption('MASS');
    return checkMass(stream, mass(args[0]!), mass(args[1]!), key, asked);
  }
  expectArguments('reference-check', args, 5, 5);
  const volume = volumeOption('VOLUME');
  const temperature = temperatureOption('TEMPERATURE');
  const standard = {
    nozzle: nozzle(args[0]!),
    volume: volume(args[1]!),
    uncertainty: volume(args[2]!),
    meterTemperature: temperature(args[3]!),
    standardTemperature: temperature(args[4]!),
  };
  return checkVolume(stream, standard, key, asked);
}

function parameter({ instrument, key }: CommandContext, args: readonly string[]): Promise<CommandAnswer> {
  expectArguments('set-parameter', args, 2, 2);
  const { data } = instrument.identity.claims;
  const number = parameterNumber(args[0]!, data);
  if (number === undefined) {
    const choices = parameterNames(data).join(', ');
    throw new ToolError('tool-bad-choice', { value: args[0]!, option: 'PARAMETER', choices }, exitCode.usage);
  }
  const value = numberOption('VALUE', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)(args[1]!);
  return setParameter(instrument.stream, number, value, key, instrument.asked);
}

function newKey(context: CommandContext, args: readonly string[]): Promise<CommandAnswer> {
  expectArguments('replace-key', args, 1, 1);
  const { instrument, key, jurisdiction } = context;
  const name = args[0]!;
  if (!Object.hasOwn(roles, name)) {
    const choices = Object.keys(roles).join(', ');
    throw new ToolError('tool-bad-choice', { value: name, option: 'ROLE', choices }, exitCode.usage);
  }
  // The new key travels wrapped under the authority's present one: a signature is no such key.
  if (!(key instanceof Uint8Array)) throw new ToolError('tool-command-key-missing', {}, exitCode.usage);
  const { ueid, keyEpochs } = instrument.identity.claims;
  const role = roles[name as RoleName];
  const epoch = keyEpochs[name as RoleName] + 1;
  const replacement = { role, epoch, key: deriveCommandKey(context.masterKey(), { ueid, role, epoch, jurisdiction }) };
  return replaceKey(instrument.stream, replacement, key, instrument.asked);
}

function nozzle(text: string): number {
  return numberOption('NOZZLE', 0, 3)(text);
}

function expectArguments(kind: KindName, args: readonly string[], least: number, most: number): void {
  if (args.length >= least && args.length <= most) return;
  const usage = kindNamed(kind).usage || '–';
  throw new ToolError('tool-bad-arguments', { kind, usage }, exitCode.usage);
}
