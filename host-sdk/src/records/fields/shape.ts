import { badField, type Field } from './field.js';

/** A value of an object: one field, an object of its own, or a list of objects. */
export type Entry<T> =
  | {
      readonly form: 'field';
      readonly optional: boolean;
      readonly field: Field<T>;
      readonly columns: readonly string[];
    }
  | { readonly form: 'object'; readonly optional: boolean; readonly shape: Shape<T & object> }
  | {
      readonly form: 'rows';
      readonly optional: boolean;
      readonly shape: Shape<object>;
      readonly least: number;
      readonly most: number;
      /** Names what lists of one shape hold, in the column `stage`. */
      readonly stage: string;
    };

/** What an object consists of. The same declaration reads JSON and makes the columns of CSV. */
export type Shape<T extends object> = { readonly [K in keyof T]-?: Entry<Exclude<T[K], undefined>> };

/** @param columns names in CSV: the first is written, all are read; case, spaces, `-` and `_` do not matter */
export function required<T>(field: Field<T>, ...columns: string[]): Entry<T> {
  return { form: 'field', optional: false, field, columns };
}
export function optional<T>(field: Field<T>, ...columns: string[]): Entry<T> {
  return { form: 'field', optional: true, field, columns };
}
export function optionalObject<T extends object>(shape: Shape<T>): Entry<T> {
  return { form: 'object', optional: true, shape: shape as Shape<T & object> };
}
export function rows<T extends object>(shape: Shape<T>, least: number, most: number, stage = ''): Entry<readonly T[]> {
  return { form: 'rows', optional: least === 0, shape: shape as unknown as Shape<object>, least, most, stage };
}

/**
 * Reads an object that has exactly the fields of a shape.
 * @param path where it stands, with a dot behind; empty: the record itself
 * @throws {SdkError} `record-bad-field`, naming the field
 */
export function readShape<T extends object>(shape: Shape<T>, value: unknown, path = ''): T {
  const here = path.replace(/\.$/, '') || 'record';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badField(here, 'must be an object');
  const given = value as Readonly<Record<string, unknown>>;
  const strange = Object.keys(given).find((name) => !Object.hasOwn(shape, name));
  if (strange !== undefined)
    throw badField(`${path}${strange.slice(0, 64)}`, 'is unknown. Remove it or correct its name');
  const found: [string, unknown][] = [];
  for (const [name, entry] of Object.entries(shape) as [string, Entry<unknown>][]) {
    const one = Object.hasOwn(given, name) ? given[name] : undefined;
    if (one !== undefined) found.push([name, readEntry(entry, one, `${path}${name}`)]);
    else if (!entry.optional) throw badField(`${path}${name}`, 'is missing');
  }
  return Object.fromEntries(found) as T;
}

function readEntry(entry: Entry<unknown>, value: unknown, path: string): unknown {
  if (entry.form === 'field') return entry.field.read(value, path);
  if (entry.form === 'object') return readShape(entry.shape, value, `${path}.`);
  // An optional list that is there holds something: otherwise two texts would say the same.
  const least = Math.max(1, entry.least);
  if (!Array.isArray(value) || value.length < least || value.length > entry.most) {
    throw badField(path, `must be a list of ${least} to ${entry.most}`);
  }
  return Array.from(value, (one, index) => readShape(entry.shape, one, `${path}[${index}].`));
}
