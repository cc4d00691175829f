import { describe, expect, it } from 'vitest';
import { databases } from '../helpers/temporary-database.js';

const insert = 'INSERT INTO places (region, name) VALUES (?, ?)';
const count = 'SELECT count(*) FROM places';

describe.each(databases)('a transaction on $name', ({ open }) => {
  it('is whole: nothing of it is seen before its end, all of it afterwards', async () => {
    const database = await open();
    let outside: Promise<unknown> | undefined;
    await database.transaction(async (transaction) => {
      await transaction.run(insert, ['31', 'a']);
      outside = database.get(count);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await transaction.run(insert, ['31', 'b']);
      expect(await transaction.get(count)).toEqual([2]);
    });
    // Before the first insert or after the second, never between.
    expect([[0], [2]]).toContainEqual(await outside);
    expect(await database.get(count)).toEqual([2]);
  });

  it('is undone when its work fails, and the next one goes on', async () => {
    const database = await open();
    const failing = database.transaction(async (transaction) => {
      await transaction.run(insert, ['31', 'a']);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database.get(count)).toEqual([0]);
    await database.transaction((transaction) => transaction.run(insert, ['31', 'b']));
    expect(await database.get(count)).toEqual([1]);
  });

  it('does nothing more after a statement that failed, even if nobody minds', async () => {
    const database = await open();
    const failing = database.transaction(async (transaction) => {
      await transaction.run(insert, ['31', 'a']);
      await transaction.run(insert, ['31', 'a']).catch(() => {}); // UNIQUE
      await transaction.run(insert, ['31', 'b']).catch(() => {});
    });
    await expect(failing).rejects.toMatchObject({ code: 'store-internal' });
    expect(await database.get(count)).toEqual([0]);
  });

  it('cannot be used after its end', async () => {
    const database = await open();
    const kept = await database.transaction(async (transaction) => transaction);
    await expect(kept.run(insert, ['31', 'late'])).rejects.toMatchObject({ code: 'store-internal' });
    expect(await database.get(count)).toEqual([0]);
  });

  it('lets many at once go one after the other, none lost', async () => {
    const database = await open();
    await database.transaction((transaction) => transaction.run(insert, ['0', 'counter']));
    const add = () =>
      database.transaction(async (transaction) => {
        const lock = transaction.dialect === 'postgresql' ? 'FOR NO KEY UPDATE' : '';
        const [value] = (await transaction.get(`SELECT region FROM places WHERE name = 'counter' ${lock}`))!;
        await new Promise((resolve) => setTimeout(resolve, 1));
        await transaction.run("UPDATE places SET region = ? WHERE name = 'counter'", [String(Number(value) + 1)]);
      });
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await database.get("SELECT region FROM places WHERE name = 'counter'")).toEqual(['50']);
  });

  it('counts what it changes, returns new identifiers, writes many rows with one statement', async () => {
    const database = await open();
    await database.transaction(async (transaction) => {
      const [id] = (await transaction.get(`${insert} RETURNING id`, ['31', "Robert'); DROP TABLE places;--"]))!;
      expect(id).toBeTypeOf('number');
      await transaction.runMany(
        insert,
        Array.from({ length: 700 }, (_, i) => ['32', `市场 ${i}`]),
      );
      expect(await transaction.run("UPDATE places SET region = '33' WHERE region = ?", ['32'])).toBe(700);
      await transaction.runMany('UPDATE places SET region = ? WHERE name = ?', [
        ['34', '市场 3'],
        ['34', '市场 4'],
      ]);
      await transaction.runMany(insert, []);
    });
    const rows = await database.all('SELECT region, count(*) FROM places GROUP BY region ORDER BY region');
    expect(rows).toEqual([
      ['31', 1],
      ['33', 698],
      ['34', 2],
    ]);
  });

  it('gives back what was put in: integers to 2^53 - 1, bytes, text, null', async () => {
    const database = await open();
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const row = ['record', 'a\'b"c?$1\\', Number.MAX_SAFE_INTEGER, null, -1, 0, bytes, '衡准 𝔸 ?'];
    await database.transaction((transaction) =>
      transaction.run('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)', row),
    );
    const [kind, id, version, subject, at, recordedAt, hash, data] = (await database.get('SELECT * FROM records'))!;
    expect([kind, id, version, subject, at, recordedAt, new Uint8Array(hash as Uint8Array), data]).toEqual(row);
    expect(hash).toBeInstanceOf(Uint8Array);
    expect(await database.get("SELECT '?', data FROM records WHERE data <> '?' AND hash = ?", [bytes])).toEqual([
      '?',
      row[7],
    ]);
  });
});
