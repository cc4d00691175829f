import { badField, type Field, plain } from './field.js';

/**
 * What does not belong into a line of text: controls, halves of surrogate pairs, line separators, and marks that change the direction of
 * writing, with which a name can be made to look like another. The two classes never grow.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** A line of 1 to `most` characters (UTF-16), without spaces around it. */
export function text(most: number, forbidden = ''): Field<string> {
  return plain((value, path) => {
    const found = typeof value === 'string' ? value.trim() : '';
    if (found === '' || found.length > most) throw badField(path, `must be a text of 1 to ${most} characters`);
    if (UNPRINTABLE.test(found)) throw badField(path, 'holds a character that does not print. Remove it');
    if (forbidden !== '' && found.includes(forbidden)) throw badField(path, `may not hold ${forbidden}`);
    return found;
  });
}

/** A text of a form. */
export function matching(form: RegExp, words: string): Field<string> {
  return plain((value, path) => {
    if (typeof value !== 'string' || !form.test(value)) throw badField(path, `must be ${words}`);
    return value;
  });
}

/** Identifier of a record. */
export const identifier = matching(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 characters of A-Z a-z 0-9 . _ -');

/** UEID of an instrument: lower-case hex, as the registry has it. */
export const ueid: Field<string> = plain((value, path) => {
  const found = typeof value === 'string' ? value.replace(/[\s:]/g, '').toLowerCase() : '';
  if (!/^[0-9a-f]{34}$/.test(found)) throw badField(path, 'must be a UEID: 17 bytes in hex (34 digits)');
  return found;
});
