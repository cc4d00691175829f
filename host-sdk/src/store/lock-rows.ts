import type { SqlReader } from './sql.js';

/**
 * What a `SELECT` ends with that holds its rows until the transaction's end, so that another program's transaction waits. libSQL lets only
 * one transaction write at a time anyway. Whoever locks several rows locks them in ascending order (`ORDER BY`).
 */
export function forUpdate({ dialect }: SqlReader): string {
  return dialect === 'postgresql' ? 'FOR NO KEY UPDATE' : '';
}
