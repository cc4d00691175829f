import { dayNumber, shanghaiOffset } from '../../shanghai-date.js';
import { badField, type Field, plain } from './field.js';

const LATEST = Date.UTC(2100, 0, 1);
const LOCAL = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A date of the calendar, `YYYY-MM-DD`, in Shanghai; a last day counts to its end. */
export const date: Field<string> = plain((value, path) => {
  try {
    const day = typeof value === 'string' ? dayNumber(value) : -1;
    if (day >= 0 && day * 86_400_000 < LATEST) return value as string;
  } catch {
    // Said below, with the field's name.
  }
  throw badField(path, 'must be a date from 1970 to 2099, as YYYY-MM-DD');
});

/**
 * A moment, ms since 1970. In a cell: ISO 8601, written with `+08:00`; a time without an offset is Shanghai's, a date alone its noon, since a
 * day's middle is the least wrong. Milliseconds since 1970 are taken too.
 */
export const moment: Field<number> = {
  read(value, path) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= LATEST) {
      throw badField(path, 'must be a moment from 1970 to 2100: ms since 1970, or in CSV a date and time');
    }
    return value;
  },
  parse(cell) {
    if (/^\d{1,15}$/.test(cell) && !/^\d{8}$/.test(cell)) return Number(cell);
    const text = cell.replace(' ', 'T');
    const time = WITH_OFFSET.test(cell) ? Date.parse(text) : LOCAL.test(cell) ? fromLocal(text) : Number.NaN;
    return Number.isNaN(time) || !isDate(cell.slice(0, 10)) ? cell : time;
  },
  print: (value) => writeMoment(value),
};

/** ISO 8601 in Shanghai's time, to the second, or to the millisecond where there are any. */
export function writeMoment(at: number): string {
  return `${new Date(at + shanghaiOffset).toISOString().replace('.000Z', '').replace('Z', '')}+08:00`;
}

function fromLocal(text: string): number {
  return Date.parse(`${text.length === 10 ? `${text}T12:00` : text}Z`) - shanghaiOffset;
}

function isDate(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}
