import type { Bilingual } from '../../evaluation/levels.js';
import { badField, type Field, plain } from './field.js';

/** One of a few words. In a cell the Chinese or English text of it is taken too. */
export function oneOf<T extends string>(words: Readonly<Record<T, Bilingual>>): Field<T> {
  const known = Object.keys(words) as T[];
  const field = plain<T>((value, path) => {
    if (!known.includes(value as T)) throw badField(path, `must be one of ${known.join(', ')}`);
    return value as T;
  });
  const parse = (cell: string) =>
    known.find((word) => [word, words[word].zh, words[word].en].includes(cell.toLowerCase())) ?? cell;
  return { ...field, parse };
}

const yes = ['true', 'yes', '1', '是'];
const no = ['false', 'no', '0', '否'];

export const flag: Field<boolean> = {
  read(value, path) {
    if (typeof value !== 'boolean') throw badField(path, 'must be true or false');
    return value;
  },
  parse(cell) {
    const word = cell.toLowerCase();
    return yes.includes(word) ? true : no.includes(word) ? false : cell;
  },
  print: String,
};
