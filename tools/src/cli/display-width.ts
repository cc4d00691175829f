// Chinese characters take two columns of a terminal; tables and help line up only when that is counted.
import { stripVTControlCharacters } from 'node:util';

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** Columns that `text` takes: two for a wide character (Unicode Standard Annex 11, W and F), none for colour escapes. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) columns += wide.test(character) ? 2 : 1;
  return columns;
}

/** Plain text (colour it afterwards) of exactly `columns`: followed by blanks, or cut and ended by `…`. */
export function fit(text: string, columns: number): string {
  const width = displayWidth(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  if (columns < 1) return '';
  let cut = '';
  let used = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (used + next > columns - 1) break;
    cut += character;
    used += next;
  }
  return `${cut}…${' '.repeat(columns - 1 - used)}`;
}
