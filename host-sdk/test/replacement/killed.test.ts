import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerEntry } from '../../src/ledger/ledger-entry.js';
import { openLedgerKey } from '../../src/ledger/open-ledger-key.js';
import { Registry } from '../../src/registry/registry.js';
import { CaseBook } from '../../src/replacement/case-book.js';
import { foldCase } from '../../src/replacement/case-entries.js';
import { openLibsql } from '../../src/store/libsql-database.js';
import { spawnTypescript } from '../helpers/spawn-typescript.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, temporaryFolder } from '../helpers/temporary-store.js';

/** Starting a writer takes seconds: a few by default, as many as wanted by `KILLS`. */
const KILLS = Number(process.env.KILLS ?? 4);
const CASES = 20 * KILLS;

/** Runs two writers at once and kills both, without warning, after so many lines of the first; 0: lets them end. */
async function run(path: string, compiled: string, lines: number, said: Map<string, number>): Promise<boolean[]> {
  const writers = [0, CASES].map((from) => {
    const parameters = [path, String(from), String(CASES)];
    const child = spawnTypescript(new URL('./case-writer.ts', import.meta.url), parameters, compiled);
    afterThisTest(() => child.kill('SIGKILL'));
    return child;
  });
  let seen = 0;
  return Promise.all(
    writers.map(async (child, i) => {
      let done = false;
      for await (const line of createInterface({ input: child.stdout! })) {
        if (line === 'done') done = true;
        else {
          const [id, key, entry, outcome] = line.split(' ');
          const known = said.get(`${id} ${key}`);
          // What was said is durable: it keeps its number, and is not taken twice.
          if (known !== undefined) expect([Number(entry), outcome]).toEqual([known, 'repeated']);
          said.set(`${id} ${key}`, Number(entry));
          if (i === 0 && outcome === 'taken' && ++seen === lines) for (const one of writers) one.kill('SIGKILL');
        }
      }
      return done;
    }),
  );
}

it(`no step of a case is lost or doubled when its writers are killed ${KILLS} times`, async () => {
  const first = await databases[0]!.open();
  const { path } = first;
  await first.close();
  const compiled = temporaryFolder();
  const said = new Map<string, number>();
  for (let i = 0; i < KILLS; i++) expect(await run(path, compiled, 3 + ((i * 7) % 9), said)).toEqual([false, false]);
  expect(await run(path, compiled, 0, said)).toEqual([true, true]);

  const database = openLibsql(path, 5000);
  afterThisTest(() => database.close());
  const key = openLedgerKey(`${path}.key`);
  const ledger = new Ledger({ database, key });
  const entries: LedgerEntry[] = [];
  for await (const entry of ledger.entries({ kind: 'case-step' })) entries.push(entry);
  expect(entries.map(({ number }) => number)).toEqual(entries.map((_, i) => i + 1));
  expect(entries).toHaveLength(2 * CASES * 5);
  expect(said.size).toBe(entries.length);
  for (const { number, subject, body } of entries) {
    expect(said.get(`${subject.slice(5)} ${(body as { key: string }).key}`)).toBe(number);
  }
  const book = new CaseBook({ database, ledger, registry: new Registry(database) });
  const list = await book.list({ limit: 1000 });
  for (const one of list) {
    const state = foldCase(entries.filter(({ subject }) => subject === `case/${one.id}`))!;
    expect(one).toMatchObject({ phase: 'prohibited', last: state.last });
  }
  await book.rebuild();
  expect(await book.list({ limit: 1000 })).toEqual(list);
});
