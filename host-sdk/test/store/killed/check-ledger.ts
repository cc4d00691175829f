import { expect } from 'vitest';
import { Ledger } from '../../../src/ledger/ledger.js';
import type { LedgerEntry } from '../../../src/ledger/ledger-entry.js';
import { openLedgerKey } from '../../../src/ledger/open-ledger-key.js';
import { Registry } from '../../../src/registry/registry.js';
import { CaseBook } from '../../../src/replacement/case-book.js';
import { foldCase } from '../../../src/replacement/case-entries.js';
import type { SqlDatabase } from '../../../src/store/sql.js';
import { stepsOfCase, type Told } from './run-writers.js';

/** Every entry and step that was acknowledged is there, once; ledger and cases are whole. @returns entries of the ledger in all */
export async function checkLedger(database: SqlDatabase, keyPath: string, told: Told): Promise<number> {
  expect(told.contradictions).toEqual([]);
  const ledger = new Ledger({ database });
  const all: LedgerEntry[] = [];
  for await (const entry of ledger.entries()) all.push(entry);
  // Hash chain and signatures; numbers without a hole.
  const verdict = await ledger.verify([openLedgerKey(keyPath).publicKey]);
  expect(verdict).toMatchObject({ ok: true, entries: all.length });
  expect(all.map(({ number }) => number)).toEqual(all.map((_, i) => i + 1));

  const written = new Map<string, number[]>();
  for (const { kind, subject, number, body } of all) {
    if (kind !== 'judgement') continue;
    const mine = written.get(subject) ?? [];
    expect((body as { i: number }).i).toBe(mine.length);
    written.set(subject, [...mine, number]);
  }
  for (const [name, numbers] of told.entries) {
    const mine = written.get(`instrument/${name}`) ?? [];
    expect(mine.slice(0, numbers.length)).toEqual(numbers);
    // One more may have been written before the word could leave.
    expect(mine.length - numbers.length).toBeLessThanOrEqual(1);
  }

  const steps = all.filter(({ kind }) => kind === 'case-step');
  const named = steps.map(({ subject, body }) => `${subject.slice(5)} ${(body as { key: string }).key}`);
  expect(new Set(named).size).toBe(named.length);
  const numberOf = new Map(named.map((name, i) => [name, steps[i]!.number]));
  for (const [name, number] of told.steps) expect([name, numberOf.get(name)]).toEqual([name, number]);

  const book = new CaseBook({ database, ledger, registry: new Registry(database) });
  const list = await book.list({ limit: 1000 });
  expect(list.length * stepsOfCase).toBe(steps.length);
  for (const one of list) {
    const state = foldCase(steps.filter(({ subject }) => subject === `case/${one.id}`))!;
    expect(one).toMatchObject({ phase: 'prohibited', open: true, last: state.last });
  }
  await book.rebuild();
  expect(await book.list({ limit: 1000 })).toEqual(list);
  return all.length;
}
