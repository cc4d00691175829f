import type { InvalidArgumentError } from 'commander';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { parseDuration } from './duration.js';

// Readers of option values. They throw our own errors, so that each kind of mistake has its code; commander lets any
// error but its own InvalidArgumentError pass.
export type { InvalidArgumentError };

/** A duration in ms. @throws {ToolError} `tool-bad-duration` */
export function durationOption(option: string): (value: string) => number {
  return (value) => {
    const milliseconds = parseDuration(value);
    if (milliseconds === undefined) throw new ToolError('tool-bad-duration', { value, option }, exitCode.usage);
    return milliseconds;
  };
}

/** A number within limits, an integer unless `fraction`. @throws {ToolError} `tool-bad-number` */
export function numberOption(option: string, low: number, high: number, fraction = false): (value: string) => number {
  return (value) => {
    const number = /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= low && number <= high) || (!fraction && !Number.isInteger(number))) {
      throw new ToolError('tool-bad-number', { value, option, low, high }, exitCode.usage);
    }
    return number;
  };
}

const milligrams = { mg: 1, g: 1000, kg: 1_000_000, t: 1_000_000_000 } as const;

/** A mass with its unit, in whole mg. @throws {ToolError} `tool-bad-mass` */
export function massOption(option: string): (value: string) => number {
  return (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(mg|g|kg|t)$/.exec(value);
    const mass = match ? Math.round(Number(match[1]) * milligrams[match[2] as keyof typeof milligrams]) : 0;
    if (mass < 1 || !Number.isSafeInteger(mass))
      throw new ToolError('tool-bad-mass', { value, option }, exitCode.usage);
    return mass;
  };
}

const microlitres = { uL: 1, mL: 1000, L: 1_000_000 } as const;

/** A volume with its unit, in whole uL. @throws {ToolError} `tool-bad-volume` */
export function volumeOption(option: string): (value: string) => number {
  return (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(uL|mL|L)$/.exec(value);
    const volume = match ? Math.round(Number(match[1]) * microlitres[match[2] as keyof typeof microlitres]) : 0;
    if (volume < 1 || !Number.isSafeInteger(volume))
      throw new ToolError('tool-bad-volume', { value, option }, exitCode.usage);
    return volume;
  };
}

/** A temperature in degrees Celsius, as whole hundredths. @throws {ToolError} `tool-bad-number` */
export function temperatureOption(option: string): (value: string) => number {
  return (value) => Math.round(numberOption(option, -100, 200, true)(value) * 100);
}

const classes = ['I', 'II', 'III', 'IIII'];

/** An accuracy class as 1…4 (OIML R 76-1 table 3). @throws {ToolError} `tool-bad-class` */
export function classOption(value: string): number {
  const found = classes.indexOf(value.toUpperCase().replace('IV', 'IIII'));
  if (found < 0) throw new ToolError('tool-bad-class', { value }, exitCode.usage);
  return found + 1;
}

/** `III` of 3. */
export function className(accuracyClass: number): string {
  return classes[accuracyClass - 1] ?? String(accuracyClass);
}

/** A mass in mg as people write it: `3 kg`, `1 g`, `500 mg`. */
export function formatMass(mg: number): string {
  if (mg >= 1_000_000_000 && mg % 1_000_000 === 0) return `${mg / 1_000_000_000} t`;
  if (mg >= 1_000_000 && mg % 1000 === 0) return `${mg / 1_000_000} kg`;
  if (mg >= 1000) return `${mg / 1000} g`;
  return `${mg} mg`;
}

/** Text of at most `most` bytes of UTF-8 without control characters. @throws {ToolError} `tool-bad-text` */
export function textOption(option: string, most: number): (value: string) => string {
  return (value) => {
    const controls = [...value].some((character) => character < ' ' || character === '\u007f');
    if (value === '' || controls || Buffer.byteLength(value) > most) {
      throw new ToolError('tool-bad-text', { value, option, most }, exitCode.usage);
    }
    return value;
  };
}

/** A moment as ms since 1970: an ISO 8601 date (its end in UTC+8, the time of the regime's regions) or time. @throws {ToolError} `tool-bad-time` */
export function timeOption(option: string): (value: string) => number {
  return (value) => {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(value);
    const iso = date || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
    const at = iso ? Date.parse(date ? `${value}T23:59:59.999+08:00` : value) : Number.NaN;
    if (Number.isNaN(at)) throw new ToolError('tool-bad-time', { value, option }, exitCode.usage);
    return at;
  };
}

/**
 * A moment at which something happened, as ms since 1970: an ISO 8601 date with a time; without an offset in +08:00, the time of the regime's
 * regions. A date alone is none. @throws {ToolError} `tool-bad-moment`
 */
export function momentOption(option: string): (value: string) => number {
  return (value) => {
    const [, moment, offset = '+08:00'] =
      /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(value) ?? [];
    const at = moment === undefined ? Number.NaN : Date.parse(`${moment}${offset}`);
    if (Number.isNaN(at)) throw new ToolError('tool-bad-moment', { value, option }, exitCode.usage);
    return at;
  };
}

/** Collects an option that may be given several times. */
export function listOption<T>(read: (value: string) => T): (value: string, before?: readonly T[]) => readonly T[] {
  return (value, before = []) => [...before, read(value)];
}

/** A share 0 to 1, written so or in per cent: `0.05`, `5%`. @throws {ToolError} `tool-bad-share` */
export function shareOption(option: string): (value: string) => number {
  return (value) => {
    const [, number, percent] = /^(\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})\s*(%?)$/.exec(value) ?? [];
    const share = number === undefined ? Number.NaN : Number(number) / (percent === '%' ? 100 : 1);
    if (!(share >= 0 && share <= 1)) throw new ToolError('tool-bad-share', { value, option }, exitCode.usage);
    // 7 % is 0.07 and not 0.07000000000000001.
    return Number(share.toPrecision(12));
  };
}
