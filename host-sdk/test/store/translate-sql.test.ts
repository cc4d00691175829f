import { expect, it } from 'vitest';
import { inLists } from '../../src/store/in-list.js';
import { schemas } from '../../src/store/schema.js';
import { forManyRows, numberParameters, translateSchema } from '../../src/store/translate-sql.js';

it('numbers parameters, and leaves question marks in strings, identifiers and comments', () => {
  expect(numberParameters('SELECT a FROM t WHERE b = ? AND c = ?')).toBe('SELECT a FROM t WHERE b = $1 AND c = $2');
  expect(numberParameters(`SELECT '?', 'it''s ?', "odd?""name?" -- ?\n, /* ? */ ? FROM t`)).toBe(
    `SELECT '?', 'it''s ?', "odd?""name?" -- ?\n, /* ? */ $1 FROM t`,
  );
});

it('repeats the row of an INSERT, and only of an INSERT', () => {
  expect(forManyRows('INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO NOTHING', 2)).toBe(
    'INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT (a) DO NOTHING',
  );
  expect(forManyRows('UPDATE t SET a = ? WHERE b = ?', 2)).toBeUndefined();
  expect(forManyRows('INSERT INTO t (a) SELECT id FROM k WHERE b = ?', 2)).toBeUndefined();
});

it('has no word of SQLite left in the schema', () => {
  for (const schema of schemas) {
    expect(translateSchema(schema)).not.toMatch(/\bINTEGER\b|\bBLOB\b|WITHOUT ROWID/);
  }
  expect(translateSchema('number INTEGER PRIMARY KEY')).toBe('number BIGINT PRIMARY KEY');
});

it('cuts long lists, and fills them up to few lengths', () => {
  expect(inLists([])).toEqual([]);
  expect(inLists([7])).toEqual([{ list: '?', parameters: [7] }]);
  expect(inLists([1, 2])).toEqual([{ list: '?, ?, ?, ?', parameters: [1, 2, 2, 2] }]);
  const parts = inLists(Array.from({ length: 300 }, (_, i) => i));
  expect(parts.map(({ parameters }) => parameters.length)).toEqual([256, 64]);
  expect(new Set(parts.flatMap(({ parameters }) => parameters)).size).toBe(300);
});
