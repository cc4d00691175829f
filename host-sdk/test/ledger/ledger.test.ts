import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signEntry } from '../../src/ledger/entry-form.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerEntry } from '../../src/ledger/ledger-entry.js';
import { openLedgerKey } from '../../src/ledger/open-ledger-key.js';
import { openLibsql } from '../../src/store/libsql-database.js';
import { migrate } from '../../src/store/migrations.js';
import type { SqlDatabase } from '../../src/store/sql.js';
import { spawnTypescript } from '../helpers/spawn-typescript.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, collect, temporaryFolder } from '../helpers/temporary-store.js';
import { actor, at, draft, newKey } from './ledger-helpers.js';

describe.each(databases)('the ledger on $name', ({ open }) => {
  const opened = async (key = newKey()) => {
    const database = await open();
    return { database, key, ledger: new Ledger({ database, key }) };
  };

  it('numbers from 1, chains, and gives back what was written', async () => {
    const { ledger, key } = await opened();
    expect(await ledger.head()).toBeUndefined();
    const first = await ledger.append(draft());
    const [second, third] = await ledger.appendAll([
      draft({ kind: 'lot', subject: 'lot/1', body: { b: [1, -0, null], a: '衡准' } }),
      draft(),
    ]);
    expect([first, second, third].map((entry) => entry!.number)).toEqual([1, 2, 3]);
    expect(first.previous).toBe('0'.repeat(64));
    expect(second!.previous).toBe(first.hash);
    expect(second).toMatchObject({ ...draft(), kind: 'lot', subject: 'lot/1', body: { a: '衡准', b: [1, 0, null] } });
    expect(await collect(ledger.entries())).toEqual([first, second, third]);
    expect(await collect(ledger.entries({ subject: 'instrument/01aa' }))).toEqual([first, third]);
    expect(await collect(ledger.entries({ kind: 'lot' }))).toEqual([second]);
    expect(await collect(ledger.entries({ subject: 'lot/1', kind: 'judgement' }))).toEqual([]);
    expect(await collect(ledger.entries({ from: 2, to: 2 }))).toEqual([second]);
    expect(await ledger.head()).toEqual({ number: 3, hash: third!.hash });
    expect(await ledger.verify([key.publicKey])).toEqual({
      ok: true,
      entries: 3,
      head: await ledger.head(),
      kid: key.kid,
    });
  });

  it('is one with the caller’s transaction: neither is there without the other', async () => {
    const { database, ledger, key } = await opened();
    const write = (fails: boolean) =>
      database.transaction(async (transaction) => {
        await transaction.run("INSERT INTO revisions (name, value) VALUES ('step', 1)");
        const entry = await ledger.append(draft(), transaction);
        expect(await collect(ledger.entries({ from: entry.number }, transaction))).toEqual([entry]);
        if (fails) throw new Error('power cut');
      });
    await expect(write(true)).rejects.toThrow('power cut');
    expect(await ledger.head()).toBeUndefined();
    expect(await database.get("SELECT value FROM revisions WHERE name = 'step'")).toBeUndefined();
    await write(false);
    expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: true, entries: 1 });
  });

  it('appends all or none', async () => {
    const { ledger } = await opened();
    await expect(ledger.appendAll([draft(), draft({ body: { a: Number.NaN } })])).rejects.toMatchObject({
      code: 'ledger-bad-value',
    });
    expect(await ledger.head()).toBeUndefined();
  });

  it('keeps numbers without a hole when many append at once', async () => {
    const { ledger, key } = await opened();
    const entries = await Promise.all(Array.from({ length: 40 }, (_, i) => ledger.append(draft({ at: at + i }))));
    expect(entries.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
    expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: true, entries: 40 });
  });

  it('reads by pages, of rows and of bytes', async () => {
    const { ledger, key } = await opened();
    const large = draft({ kind: 'lot', body: 'x'.repeat(3 << 20) });
    await ledger.appendAll([large, large, large, ...Array.from({ length: 700 }, () => draft())]);
    const numbers = (await collect(ledger.entries())).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 703 }, (_, i) => i + 1));
    const seen: number[] = [];
    expect(await ledger.verify([key.publicKey], { progress: (n) => seen.push(n) })).toMatchObject({ entries: 703 });
    expect(seen).toEqual([703]);
  });

  it('hands over to another key: the old one writes no more, and the chain verifies from the first key alone', async () => {
    const { database, ledger, key } = await opened();
    const next = newKey();
    const last = newKey();
    await ledger.append(draft());
    await expect(ledger.succeed(key, actor, at)).rejects.toMatchObject({ code: 'ledger-bad-key' });
    await ledger.succeed(next, actor, at);
    await expect(ledger.append(draft())).rejects.toMatchObject({ code: 'ledger-key-succeeded' });
    const second = new Ledger({ database, key: next });
    await second.append(draft());
    await expect(ledger.append(draft())).rejects.toMatchObject({ code: 'ledger-key-succeeded' });
    await second.succeed(last, actor, at);
    await new Ledger({ database, key: last }).append(draft());
    expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: true, entries: 5, kid: last.kid });
    // A later key alone says nothing about who began.
    expect(await ledger.verify([last.publicKey])).toMatchObject({ ok: false, number: 1, fault: 'unknown-key' });
  });

  it('refuses whose turn it is not, and who has no key', async () => {
    const { database, ledger } = await opened();
    await ledger.append(draft());
    await expect(new Ledger({ database, key: newKey() }).append(draft())).rejects.toMatchObject({
      code: 'ledger-key-succeeded',
    });
    await expect(new Ledger({ database }).append(draft())).rejects.toMatchObject({ code: 'ledger-key-missing' });
    await expect(ledger.append(draft({ kind: 'ledger-key', body: {} }))).rejects.toMatchObject({
      code: 'ledger-bad-entry',
    });
    expect(await ledger.head()).toMatchObject({ number: 1 });
  });

  it.each([
    { kind: 'Judgement' },
    { kind: '' },
    { subject: '' },
    { subject: 'a\nb' },
    { subject: 's'.repeat(257) },
    { at: 1.5 },
    { at: -1 },
    { at: Number.NaN },
    { actor: { person: '李', role: 'reviewer' } as never },
    { rules: 7 as never },
    { evidence: ['\ud800'] },
    { evidence: [''] },
    { evidence: 'frame' as never },
  ])('refuses the draft %j', async (changes) => {
    const { ledger } = await opened();
    await expect(ledger.append(draft(changes))).rejects.toMatchObject({ code: 'ledger-bad-draft' });
  });

  it('holds names with the metacharacters of SQL as names', async () => {
    const { ledger } = await opened();
    const subject = `lot/'; DROP TABLE ledger; --"%_\\`;
    const entry = await ledger.append(draft({ subject }));
    expect(await collect(ledger.entries({ subject }))).toEqual([entry]);
  });

  describe('finds what was changed, and names the first entry that does not fit', () => {
    const filled = async (count: number) => {
      const all = await opened();
      await all.ledger.appendAll(
        Array.from({ length: count }, (_, i) => draft({ at: at + i, evidence: [`frame/${i}`] })),
      );
      return all;
    };

    it('any byte of any entry', async () => {
      const { database, ledger, key } = await filled(4);
      const rows = await collect(ledger.entries());
      await fc.assert(
        fc.asyncProperty(fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 255 }), async (index, place, flip) => {
          const { number, bytes } = rows[index]!;
          const changed = new Uint8Array(bytes);
          changed[place % bytes.length]! ^= flip;
          await database.transaction((t) => t.run('UPDATE ledger SET bytes = ? WHERE number = ?', [changed, number]));
          expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: false, number });
          await database.transaction((t) => t.run('UPDATE ledger SET bytes = ? WHERE number = ?', [bytes, number]));
        }),
        { numRuns: 300 },
      );
      expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: true });
    });

    it('bytes cut off or added', async () => {
      const { database, ledger, key } = await filled(2);
      const [, { bytes }] = (await collect(ledger.entries())) as [LedgerEntry, LedgerEntry];
      for (const changed of [
        bytes.subarray(0, -1),
        bytes.subarray(1),
        Buffer.concat([bytes, Buffer.of(0)]),
        Buffer.of(),
      ]) {
        await database.transaction((t) => t.run('UPDATE ledger SET bytes = ? WHERE number = 2', [changed]));
        expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: false, number: 2, fault: 'unreadable' });
        await expect(collect(ledger.entries())).rejects.toMatchObject({ code: 'ledger-broken', detail: { number: 2 } });
      }
    });

    it.each([
      ['an entry taken out', 'DELETE FROM ledger WHERE number = 3', 3, 'missing'],
      ['the first taken out', 'DELETE FROM ledger WHERE number = 1', 1, 'missing'],
      ['a row before the first', 'UPDATE ledger SET number = 0 WHERE number = 2', 1, 'missing'],
      ['another subject in the index', "UPDATE ledger SET subject = 'x' WHERE number = 2", 2, 'not-as-listed'],
      ['another kind in the index', "UPDATE ledger SET kind = 'x' WHERE number = 4", 4, 'not-as-listed'],
      ['another time in the index', 'UPDATE ledger SET at = 1 WHERE number = 1', 1, 'not-as-listed'],
      [
        'a copy of another entry',
        'UPDATE ledger SET bytes = (SELECT bytes FROM ledger WHERE number = 2) WHERE number = 3',
        3,
        'not-as-listed',
      ],
    ])('%s', async (_, sql, number, fault) => {
      const { database, ledger, key } = await filled(5);
      await database.transaction((t) => t.run(sql));
      const verdict = await ledger.verify([key.publicKey]);
      expect(verdict).toMatchObject({
        ok: false,
        number,
        fault,
        text: { zh: expect.any(String), en: expect.any(String) },
      });
    });

    it('an end that was cut off, or a history that the key’s holder wrote anew, by a head witnessed before', async () => {
      const { database, ledger, key } = await filled(5);
      const witnessed = [(await ledger.head())!, { number: 2, hash: (await ledger.entry(2))!.hash }];
      expect(await ledger.verify([key.publicKey], { witnessed })).toMatchObject({ ok: true });
      await database.transaction((t) => t.run('DELETE FROM ledger WHERE number > 3'));
      expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: true, entries: 3 });
      expect(await ledger.verify([key.publicKey], { witnessed })).toMatchObject({
        ok: false,
        number: 4,
        fault: 'shortened',
      });
      await database.transaction((t) => t.run('DELETE FROM ledger'));
      await ledger.appendAll(Array.from({ length: 5 }, () => draft()));
      expect(await ledger.verify([key.publicKey], { witnessed })).toMatchObject({
        ok: false,
        number: 2,
        fault: 'other-head',
      });
    });

    it('an entry by another key in the right place', async () => {
      const { database, ledger, key } = await filled(2);
      const stranger = newKey();
      const other = new Ledger({ database: await open(), key: stranger });
      const forged = await other.append(draft({ at }));
      await database.transaction((t) => t.run('DELETE FROM ledger WHERE number = 2'));
      await database.transaction((t) =>
        t.run('UPDATE ledger SET bytes = ?, hash = ?', [forged.bytes, Buffer.from(forged.hash, 'hex')]),
      );
      expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: false, number: 1, fault: 'unknown-key' });
      // It says the same key and is signed by another.
      const claimed = signEntry(draft({ at }), 1, '0'.repeat(64), { ...stranger, kid: key.kid });
      await database.transaction((t) =>
        t.run('UPDATE ledger SET bytes = ?, hash = ?', [claimed.bytes, Buffer.from(claimed.hash, 'hex')]),
      );
      expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: false, number: 1, fault: 'bad-signature' });
    });
  });
});

describe('several processes', () => {
  const program = new URL('./append-forever.ts', import.meta.url);

  /** Runs one until it has said so many numbers, then kills it, wherever it is. @returns what it was told is durable */
  function runAndKill(folder: string, name: string, lines: number): Promise<[number, number][]> {
    const child = spawnTypescript(program, [join(folder, 'store.db'), join(folder, 'ledger.pem'), name], folder);
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += chunk;
      if (text.split('\n').length > lines) child.kill('SIGKILL');
    });
    return new Promise((resolve, reject) => {
      child.on('close', (_, signal) => {
        if (signal !== 'SIGKILL') return reject(new Error(`it ended by itself: ${text}`));
        const whole = text.slice(0, text.lastIndexOf('\n')).split('\n');
        resolve(whole.map((line) => line.split(' ').map(Number) as [number, number]));
      });
    });
  }

  async function check(database: SqlDatabase, keyPath: string, told: Map<string, [number, number][]>) {
    const ledger = new Ledger({ database });
    expect(await ledger.verify([openLedgerKey(keyPath).publicKey])).toMatchObject({ ok: true });
    for (const [name, lines] of told) {
      const entries = await collect(ledger.entries({ subject: `instrument/${name}` }));
      const written = new Map(entries.map((entry) => [entry.number, (entry.body as { i: number }).i]));
      // What was acknowledged is there, once; one more may have been written before the word could leave.
      for (const [number, i] of lines) expect(written.get(number)).toBe(i);
      expect([...written.values()]).toEqual(Array.from({ length: entries.length }, (_, i) => i));
      expect(entries.length - lines.length).toBeLessThanOrEqual(1);
      const row = await database.get('SELECT value FROM revisions WHERE name = ?', [name]);
      expect(Number(row?.[0])).toBe(entries.length - 1);
    }
  }

  it('append to one ledger and are killed: no entry is lost, doubled, or without the step it belongs to', async () => {
    const folder = temporaryFolder();
    const [path, keyPath] = [join(folder, 'store.db'), join(folder, 'ledger.pem')];
    const database = openLibsql(path, 60_000);
    afterThisTest(() => database.close());
    await migrate(database);
    const told = new Map<string, [number, number][]>();
    for (let round = 0; round < 3; round++) {
      // Both create the key in the first round: it is the same one.
      const names = [`a${round}`, `b${round}`];
      const lines = await Promise.all(names.map((name, i) => runAndKill(folder, name, 15 + 7 * i)));
      names.forEach((name, i) => {
        told.set(name, lines[i]!);
      });
    }
    await check(database, keyPath, told);
  });
});
