import { parseCsv } from '@hengzhun/host-sdk';
import { classOption, durationOption, massOption, numberOption, textOption } from '../../cli/option-values.js';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { nozzlesOf } from '../nozzle-option.js';
import type { OrderOptions } from '../order-of-options.js';

/** One line of a batch: an instrument to be made, or what is wrong with the line. */
export interface BatchLine {
  /** Line of the file; 1 is the first. */
  readonly line: number;
  readonly serial: string;
  /** What the line says differently from the command line. */
  readonly fields: Partial<OrderOptions>;
  readonly error?: ToolError;
}

const kinds = ['scale', 'dispenser'];

/** The columns of a batch, and how each is read; the names of the options in the form of a register's columns. */
const columns: Readonly<Record<string, (value: string) => Partial<OrderOptions>>> = {
  serial: (value) => ({ serial: textOption('serial', 32)(value) }),
  kind: (value) => ({ kind: choice('kind', kinds, value) as 'scale' | 'dispenser' }),
  maker: (value) => ({ maker: textOption('maker', 64)(value) }),
  model: (value) => ({ model: textOption('model', 32)(value) }),
  type_approval: (value) => ({ typeApproval: textOption('type_approval', 32)(value) }),
  region: (value) => ({ region: textOption('region', 64)(value) }),
  place: (value) => ({ place: textOption('place', 64)(value) }),
  interval: (value) => ({ interval: durationOption('interval')(value) }),
  class: (value) => ({ class: classOption(value) }),
  max: (value) => ({ max: massOption('max')(value) }),
  e: (value) => ({ e: massOption('e')(value) }),
  zero_counts: (value) => ({ zeroCounts: numberOption('zero_counts', -8_388_608, 8_388_607)(value) }),
  counts_per_e: (value) => ({ countsPerE: numberOption('counts_per_e', 1, 1_000_000)(value) }),
  nozzles: (value) => ({ nozzle: nozzlesOf(value) }),
  wiring: (value) => ({ wiring: value }),
};

function choice(option: string, choices: readonly string[], value: string): string {
  if (choices.includes(value)) return value;
  throw new ToolError('tool-bad-choice', { value, option, choices: choices.join(', ') }, exitCode.usage);
}

/**
 * Reads a batch: CSV (RFC 4180) whose first line names columns, of which `serial` must be there; empty fields leave what the command line
 * says. A line with a mistake is handed over with it; the others are good.
 * @throws {ToolError} `tool-batch-bad` when the whole is unusable: no column serial, an unknown column, an unclosed quote, a serial number twice
 */
export function readBatch(path: string, text: string): BatchLine[] {
  const bad = (reason: string) => new ToolError('tool-batch-bad', { path, reason }, exitCode.io);
  const { records, unclosedLine } = parseCsv(text);
  if (unclosedLine !== undefined) throw bad(`${unclosedLine}: "`);
  const [head, ...rows] = records;
  const names = head?.fields.map((name) => name.trim()) ?? [];
  if (!names.includes('serial')) throw bad('serial?');
  const unknown = names.find((name) => !Object.hasOwn(columns, name));
  if (unknown !== undefined) throw bad(`${unknown}? (${Object.keys(columns).join(', ')})`);
  const lines = rows.map(({ line, fields }) => readLine(line, names, fields));
  const seen = new Map<string, number>();
  for (const { line, serial } of lines) {
    if (seen.has(serial)) throw bad(`${seen.get(serial)}, ${line}: ${serial}`);
    seen.set(serial, line);
  }
  return lines;
}

function readLine(line: number, names: readonly string[], fields: readonly string[]): BatchLine {
  let read: Partial<OrderOptions> = {};
  const serial = (fields[names.indexOf('serial')] ?? '').trim();
  try {
    names.forEach((name, index) => {
      const value = (fields[index] ?? '').trim();
      if (value !== '' || name === 'serial') read = { ...read, ...columns[name]!(value) };
    });
    return { line, serial, fields: read };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { line, serial, fields: {}, error };
  }
}
