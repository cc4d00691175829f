import { RigError } from '../error.js';
import { type InjectionSample, LARGEST_COUNTS } from './counts.js';

/** One sample of a scale with several cells. */
export interface CellsSample {
  /** The instrument's monotonic clock, ms, never falling. */
  timeMs: number;
  /** Converter counts of two to four cells, integers of at most 24 bits. */
  cells: readonly number[];
  /** Hundredths of a degree Celsius; undefined without a thermometer. */
  temperature?: number | undefined;
}

/** A nozzle lifted or hung up. */
export interface NozzleChange {
  timeMs: number;
  /** 0..3. */
  nozzle: number;
  lifted: boolean;
  /** mL; undefined: none. */
  preset?: number | undefined;
}

/** What a nozzle's counter has counted since boot, unsigned 32-bit integers. */
export interface NozzleCounts {
  timeMs: number;
  nozzle: number;
  up: number;
  down?: number;
  phaseErrors?: number;
  overflow?: boolean;
  /** The encoder's own register; undefined: it does not answer. */
  encoderCount?: number | undefined;
  temperature?: number | undefined;
}

/** What a nozzle's encoder says of itself. */
export interface EncoderIdentity {
  nozzle: number;
  /** 16 lower-case hexadecimal digits; undefined: it does not answer. */
  identity: string | undefined;
  initialised?: boolean;
}

/** Everything that a rig can tell an instrument with the driver "injection". */
export type InjectionLine =
  | InjectionSample
  | CellsSample
  | NozzleChange
  | NozzleCounts
  | EncoderIdentity
  | { /** Supply in mV. */ millivolts: number }
  | { caseOpen: boolean }
  | { /** Switched on from the next sample on: 0 nothing, 1 the shunt, 2 the reference mass. */ span: 0 | 1 | 2 };

const UINT32 = 0xffffffff;

/**
 * One line of the injection protocol (firmware, `drivers/injection.ts`).
 *
 * @throws RigError `injection-sample` for a value that no input gives
 */
export function encodeLine(line: InjectionLine): Uint8Array {
  return Uint8Array.from(Buffer.from(`${textOf(line)}\n`));
}

function textOf(line: InjectionLine): string {
  if ('cells' in line) {
    const cells = line.cells.map((counts) => counted('counts', counts));
    integer('number of cells', cells.length, 2, 4);
    return `M ${time(line)} ${temperature(line)} ${cells.join(' ')}`;
  }
  if ('counts' in line) return `S ${time(line)} ${counted('counts', line.counts)} ${temperature(line)}`;
  if ('millivolts' in line) return `V ${integer('supply', line.millivolts, 0, 1_000_000)}`;
  if ('caseOpen' in line) return `O ${line.caseOpen ? 1 : 0}`;
  if ('span' in line) return `X ${integer('span', line.span, 0, 2)}`;
  const nozzle = integer('nozzle', line.nozzle, 0, 3);
  if ('lifted' in line) {
    const preset = line.preset === undefined ? '-' : integer('preset', line.preset, 0, Number.MAX_SAFE_INTEGER);
    return `N ${time(line)} ${nozzle} ${line.lifted ? 1 : 0} ${preset}`;
  }
  if ('identity' in line) {
    const { identity = '-', initialised } = line;
    if (!/^(-|[0-9a-f]{16})$/.test(identity)) refuse('identity of an encoder', '16 hexadecimal digits', identity);
    return `Q ${nozzle} ${identity} ${initialised ? 1 : 0}`;
  }
  const register = (what: string, value = 0): number => integer(what, value, 0, UINT32);
  const encoder = line.encoderCount === undefined ? '-' : register('encoder count', line.encoderCount);
  return (
    `P ${time(line)} ${nozzle} ${register('up', line.up)} ${register('down', line.down)} ` +
    `${register('phase errors', line.phaseErrors)} ${line.overflow ? 1 : 0} ${encoder} ${temperature(line)}`
  );
}

function time({ timeMs }: { timeMs: number }): number {
  return integer('time', timeMs, 0, Number.MAX_SAFE_INTEGER);
}

function counted(what: string, value: number): number {
  return integer(what, value, -LARGEST_COUNTS - 1, LARGEST_COUNTS);
}

function temperature(line: { temperature?: number | undefined }): string {
  return line.temperature === undefined ? '-' : String(integer('temperature', line.temperature, -32768, 32767));
}

function integer(what: string, value: number, lowest: number, highest: number): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  return refuse(what, `an integer ${lowest}..${highest}`, value);
}

function refuse(what: string, wanted: string, value: unknown): never {
  throw new RigError('injection-sample', `The ${what} of a line must be ${wanted}, not ${String(value)}`);
}
