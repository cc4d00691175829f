import { badField, type Field } from './field.js';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A finite number within bounds, both included. */
export function number(least: number, most: number): Field<number> {
  return {
    read(value, path) {
      if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most) {
        throw badField(path, `must be a number from ${least} to ${most}`);
      }
      // −0 is 0: both have one text in JSON.
      return value + 0;
    },
    parse: (cell) => (DECIMAL.test(cell) ? Number(cell) : cell),
    print: (value) => value,
  };
}

/** Above 0: uncertainties, limits. */
export function positive(most: number): Field<number> {
  const field = number(0, most);
  return {
    ...field,
    read(value, path) {
      const found = field.read(value, path);
      if (found === 0) throw badField(path, 'must be above 0');
      return found;
    },
  };
}

export function whole(least: number, most: number): Field<number> {
  const field = number(least, most);
  return {
    ...field,
    read(value, path) {
      const found = field.read(value, path);
      if (!Number.isInteger(found)) throw badField(path, 'must be a whole number');
      return found;
    },
  };
}
