import { displayWidth } from './display-width.js';

/** Names and values in two columns. */
export function pairLines(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, value]) => `  ${name}${' '.repeat(width - displayWidth(name))}  ${value}`);
}
