import type { Bilingual } from '../evaluation/levels.js';
import type { SheetTable } from './sheet-table.js';

/** A sheet as plain text with aligned columns, one language at a time; Chinese characters are two columns wide. */
export function sheetText(table: SheetTable, language: 'zh' | 'en'): string {
  const say = (text: string | Bilingual) => (typeof text === 'string' ? text : text[language]);
  const lines: string[] = [say(table.title), ''];
  lines.push(...grid(table.facts.map(({ name, value }) => [say(name), value])));
  for (const { title, columns, rows } of table.tables) {
    if (rows.length > 0) lines.push('', say(title), ...grid([columns.map(say), ...rows.map((row) => row.map(say))]));
  }
  if (table.findings.length > 0) lines.push('', ...table.findings.map((text) => `- ${say(text)}`));
  return `${[...lines, '', say(table.conclusion)].join('\n')}\n`;
}

function grid(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, columnsOf(cell));
  }
  return rows.map((row) => {
    // Numbers stand under each other at their right ends.
    const cells = row.map((cell, i) => {
      const space = ' '.repeat(widths[i]! - columnsOf(cell));
      return /^[+-]?[\d.]+$/.test(cell) ? space + cell : cell + space;
    });
    return cells.join('  ').trimEnd();
  });
}

/** East Asian wide and fullwidth characters take two columns. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const one of text)
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(one)
      ? 2
      : 1;
  return columns;
}
