import type { Procedure, SheetField, SheetNote, SheetStep } from '../../api/sheets.js';
import { checkValues, listOf, type Readings } from './field-values.js';

/** A sheet as far as it is written. */
export interface Draft {
  /** What is whole of it, in the SDK's form: nothing null, no reading of which something is missing. */
  readonly sheet: Record<string, unknown>;
  /** Values and entries that are missing, one note each. */
  readonly notes: readonly SheetNote[];
  /** By list: place in the readings of each entry that is in `sheet`. */
  readonly kept: ReadonlyMap<string, readonly number[]>;
  /** By step: entries, or values where it has none. */
  readonly entries: ReadonlyMap<string, number>;
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

/**
 * Reads what there is of a sheet: whole readings count, others are notes that say what they lack. Pure.
 * @throws {SdkError} `sheet-bad-input`
 */
export function readDraft(procedure: Procedure, readings: Readings): Draft {
  checkValues(procedure, readings);
  const sheet: Record<string, unknown> = {};
  const notes: SheetNote[] = [];
  const kept = new Map<string, readonly number[]>();
  const entries = new Map<string, number>();
  for (const step of procedure.steps) {
    const { place } = step;
    if (place.shape === 'fields') {
      const [values, lacking] = take(valueAt(readings, place.at), step.fields);
      entries.set(step.id, Object.keys(values).length);
      // An object without a value was not begun; the sheet's own fields are all asked for.
      if (place.at !== undefined && Object.keys(values).length === 0) continue;
      notes.push(...lacking.map((field) => missing(step, joined(place.at, field.name), field)));
      if (place.at === undefined) Object.assign(sheet, values);
      else if (lacking.length === 0) sheet[place.at] = nested(values);
      continue;
    }
    const given = (valueAt(readings, listOf(step)) ?? []) as readonly unknown[];
    entries.set(step.id, given.filter(isThere).length);
    const whole: Record<string, unknown>[] = [];
    const places: number[] = [];
    for (const [i, one] of given.entries()) {
      const [values, lacking] = take(one, step.fields);
      // A row that was only opened is nobody's reading.
      if (Object.keys(values).length === 0) continue;
      notes.push(...lacking.map((field) => missing(step, `${listOf(step)}[${i}].${field.name}`, field)));
      if (lacking.length > 0) continue;
      whole.push(nested(values));
      places.push(i);
    }
    kept.set(listOf(step), places);
    if (place.shape === 'list') {
      if (whole.length > 0 || !step.optional.site) sheet[place.at] = whole;
      continue;
    }
    const [shared, lacking] = take(valueAt(readings, place.at), step.shared ?? []);
    if (Object.keys(shared).length === 0 && whole.length === 0) continue;
    notes.push(...lacking.map((field) => missing(step, `${place.at}.${field.name}`, field)));
    if (lacking.length === 0) sheet[place.at] = { ...nested(shared), [place.list]: whole };
  }
  return { sheet, notes, kept, entries };
}

/** The values of an object that are there, and the fields that are not and have to be. */
function take(value: unknown, fields: readonly SheetField[]): [Record<string, unknown>, SheetField[]] {
  const values: Record<string, unknown> = {};
  const lacking: SheetField[] = [];
  for (const field of fields) {
    const one = valueAt(value as Readings | undefined, field.name);
    if (isThere(one)) values[field.name] = one;
    else if (!field.optional) lacking.push(field);
  }
  return [values, lacking];
}

function valueAt(value: Readings | null | undefined, path: string | undefined): unknown {
  let found: unknown = value;
  for (const name of path?.split('.') ?? []) {
    found = isThere(found) ? (found as Readings)[name] : undefined;
  }
  return isThere(found) ? found : undefined;
}

/** `zero.load` as `{ zero: { load } }`. */
function nested(values: Readings): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [first, second] = name.split('.') as [string, string?];
    if (second === undefined) found[first] = value;
    else found[first] = { ...(found[first] as object | undefined), [second]: value };
  }
  return found;
}

const joined = (at: string | undefined, name: string): string => (at === undefined ? name : `${at}.${name}`);

function missing(step: SheetStep, path: string, { label }: SheetField): SheetNote {
  const text = { zh: `${step.title.zh}：未填写${label.zh}`, en: `${step.title.en}: ${label.en} is missing` };
  return { code: 'value-missing', severity: 'missing', step: step.id, path, text };
}
