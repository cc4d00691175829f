import { badField, type Field } from './field.js';

/** A list without doubles. In a cell its items stand one after the other with `separator` between them. */
export function listOf<T extends string | number>(
  item: Field<T>,
  least: number,
  most: number,
  separator: ' ' | '|',
): Field<readonly T[]> {
  return {
    ...(least === 0 && { empty: [] }),
    read(value, path) {
      if (!Array.isArray(value) || value.length < least || value.length > most) {
        throw badField(path, `must be a list of ${least} to ${most}`);
      }
      const items = Array.from(value, (one, index) => item.read(one, `${path}[${index}]`));
      const double = items.find((one, index) => items.indexOf(one) !== index);
      if (double !== undefined) throw badField(path, `holds ${String(double).slice(0, 64)} twice`);
      return items;
    },
    parse: (cell) =>
      cell
        .split(separator === ' ' ? /\s+/ : separator)
        .slice(0, most + 1)
        .map((one) => item.parse(one.trim())),
    print: (items) => items.map((one) => item.print(one)).join(separator),
  };
}
