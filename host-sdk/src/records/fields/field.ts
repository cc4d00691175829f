import { SdkError } from '../../errors.js';

/** How one value of a record is read from outside, and how it stands in a cell of a CSV file. */
export interface Field<T> {
  /** From JSON. `path` says where the value stands. @throws {SdkError} `record-bad-field` */
  read(value: unknown, path: string): T;
  /** From a cell that is not empty: what `read` takes. Whatever cannot be understood is left as text, so that `read` names it. */
  parse(cell: string): unknown;
  /** What an empty cell means, where a record must have the field and nothing is a value. */
  readonly empty?: T;
  /** For a cell. */
  print(value: T): string | number;
}

/** @param field where it stands, such as `points[2].error` */
export const badField = (field: string, what: string): SdkError =>
  new SdkError('record-bad-field', `\`${field}\` ${what}.`, { field });

/** A field that stands in a cell as it is. */
export function plain<T extends string>(read: Field<T>['read']): Field<T> {
  return { read, parse: (cell) => cell, print: (value) => value };
}
