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

/** A kind of command that a person can give. */
export interface CommandKind {
  readonly name: string;
  /** Arguments, as the help shows them. */
  readonly usage: string;
  /** Whose key it takes unless told otherwise. */
  readonly role: RoleName;
  /** It cannot be taken back. */
  readonly final?: boolean;
  run(context: CommandContext, args: readonly string[]): Promise<CommandAnswer>;
}

type Simple = (
  stream: KnownInstrument['stream'],
  key: CommandKey,
  options: KnownInstrument['asked'],
) => Promise<CommandAnswer>;

function simple(name: string, role: RoleName, command: Simple, final = false): CommandKind {
  return {
    name,
    usage: '',
    role,
    final,
    run: ({ instrument, key }, args) => {
      expectArguments(name, args, 0, 0);
      return command(instrument.stream, key, instrument.asked);
    },
  };
}

/** All kinds, in the order of the help. */
export const commandKinds: readonly CommandKind[] = [
  {
    name: 'time-anchor',
    usage: '',
    role: 'inspector',
    run: ({ instrument, key, clockUncertainty }, args) => {
      expectArguments('time-anchor', args, 0, 0);
      return anchorTime(instrument.stream, key, clockUncertainty, instrument.asked);
    },
  },
  {
    name: 'reference-check',
    usage: 'MASS UNCERTAINTY | NOZZLE VOLUME UNCERTAINTY T1 T2',
    role: 'inspector',
    run: check,
  },
  simple('self-test', 'inspector', selfTest),
  simple('seal', 'authority', seal),
  simple('unseal', 'authority', unseal),
  { name: 'set-parameter', usage: 'PARAMETER VALUE', role: 'authority', run: parameter },
  simple('unlock', 'authority', unlock),
  {
    name: 'reinitialise',
    usage: 'NOZZLE',
    role: 'authority',
    run: ({ instrument, key }, args) => {
      expectArguments('reinitialise', args, 1, 1);
      return reinitialise(instrument.stream, nozzle(args[0]!), key, instrument.asked);
    },
  },
  { name: 'replace-key', usage: 'ROLE', role: 'authority', run: newKey },
  simple('restart', 'authority', restart),
  simple('retire', 'authority', retire, true),
];

/** @throws {ToolError} `tool-bad-choice` */
export function commandKindOf(name: string): CommandKind {
  const kind = commandKinds.find((one) => one.name === name);
  if (kind) return kind;
  const choices = commandKinds.map((one) => one.name).join(', ');
  throw new ToolError('tool-bad-choice', { value: name, option: 'KIND', choices }, exitCode.usage);
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

function expectArguments(kind: string, args: readonly string[], least: number, most: number): void {
  if (args.length >= least && args.length <= most) return;
  const usage = commandKindOf(kind).usage || '–';
  throw new ToolError('tool-bad-arguments', { kind, usage }, exitCode.usage);
}
