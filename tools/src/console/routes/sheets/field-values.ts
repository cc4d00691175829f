import { SdkError } from '@hengzhun/host-sdk';
import type { Procedure, SheetField, SheetStep } from '../../api/sheets.js';

/** What a person wrote down so far: as it came over the API. */
export type Readings = Readonly<Record<string, unknown>>;

interface Known {
  readonly fields: ReadonlyMap<string, SheetField>;
  /** Lists with the most that each holds, by their pattern. */
  readonly lists: ReadonlyMap<string, number>;
  readonly objects: ReadonlySet<string>;
}

const isObject = (value: unknown): value is Readings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const joined = (...names: (string | undefined)[]): string => names.filter((one) => one).join('.');

/**
 * Checks what is there of a sheet against the fields of its procedure: nothing unknown, everything in its range. What is absent or null is
 * somebody's work still, and no mistake. The SDK's own reader has the last word on the sheet that is made of it.
 * @throws {SdkError} `sheet-bad-input` with the path of the first value that cannot be
 */
export function checkValues(procedure: Procedure, readings: Readings): void {
  const known = knownOf(procedure);
  walk(readings, '', '', known);
}

function walk(value: unknown, pattern: string, path: string, known: Known): void {
  if (value === null || value === undefined) return;
  const field = known.fields.get(pattern);
  if (field !== undefined) {
    checkValue(field, value, path);
    return;
  }
  if (Array.isArray(value)) {
    const most = known.lists.get(pattern);
    if (most === undefined) throw bad(path, 'is no list');
    if (value.length > most) throw bad(path, `has ${value.length} entries, and ${most} are taken`);
    for (const [i, one] of value.entries()) {
      if (one !== null && !isObject(one)) throw bad(`${path}[${i}]`, 'has to be an object');
      walk(one, `${pattern}[]`, `${path}[${i}]`, known);
    }
    return;
  }
  if (!isObject(value) || !known.objects.has(pattern)) throw bad(path, 'is something else than this field takes');
  for (const [name, one] of Object.entries(value)) {
    const shown = name.slice(0, 40);
    const next = joined(pattern, name);
    if (![known.fields, known.lists, known.objects].some((names) => names.has(next))) {
      throw bad(joined(path, shown), 'is an unknown field');
    }
    walk(one, next, joined(path, shown), known);
  }
}

function knownOf({ steps }: Procedure): Known {
  const fields = new Map<string, SheetField>();
  const lists = new Map<string, number>();
  const objects = new Set<string>(['']);
  const addAll = (where: string, list: readonly SheetField[]) => {
    objects.add(where);
    for (const field of list) {
      fields.set(joined(where, field.name), field);
      const above = field.name.split('.').slice(0, -1);
      if (above.length > 0) objects.add(joined(where, ...above));
    }
  };
  for (const step of steps) {
    const { place } = step;
    if (place.shape === 'fields') addAll(place.at ?? '', step.fields);
    else {
      const list = listOf(step);
      lists.set(list, step.count?.most ?? 100);
      addAll(`${list}[]`, step.fields);
      if (place.shape === 'readings') addAll(place.at, step.shared ?? []);
    }
  }
  return { fields, lists, objects };
}

/** Path of the list of a step's entries. */
export const listOf = ({ place }: SheetStep): string =>
  place.shape === 'list' ? place.at : place.shape === 'readings' ? `${place.at}.${place.list}` : '';

function checkValue(field: SheetField, value: unknown, path: string): void {
  const { kind, minimum = -Infinity, maximum = Infinity, choices = [] } = field;
  switch (kind) {
    case 'number':
    case 'whole':
    case 'moment':
      if (typeof value !== 'number' || !Number.isFinite(value) || value < minimum || value > maximum) {
        throw bad(path, `has to be a number from ${minimum} to ${maximum}`);
      }
      if (kind !== 'number' && !Number.isInteger(value)) throw bad(path, 'has to be a whole number');
      return;
    case 'identifier':
      if (typeof value !== 'string' || !/^[A-Za-z0-9._-]{1,64}$/.test(value)) {
        throw bad(path, 'has to be 1 to 64 characters of A-Z a-z 0-9 . _ -');
      }
      return;
    case 'choice':
      if (!choices.some((one) => one.value === value)) {
        throw bad(path, `has to be one of ${choices.map((one) => one.value).join(', ')}`);
      }
      return;
    case 'flag':
      if (typeof value !== 'boolean') throw bad(path, 'has to be true or false');
      return;
    case 'text':
      if (typeof value !== 'string' || value.trim() === '' || value.length > 100 || /\p{C}/u.test(value)) {
        throw bad(path, 'has to be a text of 1 to 100 printable characters');
      }
  }
}

const bad = (path: string, what: string): SdkError =>
  new SdkError('sheet-bad-input', `Check sheet: ${path || 'readings'} ${what}.`, { path: path.slice(0, 100) });
