import { beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/ledger/ledger.js';
import type { LedgerEntry } from '../../../src/ledger/ledger-entry.js';
import { recomputers } from '../../../src/ledger/replay/recomputers.js';
import { replaySubject } from '../../../src/ledger/replay/replay.js';
import type { StepContext } from '../../../src/sampling/book/lot-entries.js';
import { sampleOf } from '../../../src/sampling/book/lot-state.js';
import { SamplingBook } from '../../../src/sampling/book/sampling-book.js';
import { scaleDecisionRules } from '../../../src/sampling/decisions/decision-rules.js';
import { planSingle } from '../../../src/sampling/plans/single-plan.js';
import { outstanding } from '../../../src/sampling/results/findings.js';
import type { SqlDatabase } from '../../../src/store/sql.js';
import { databases } from '../../helpers/temporary-database.js';
import { newKey } from '../../ledger/ledger-helpers.js';
import { alikeLot, DAY, fixedAt, verification } from '../sample.js';

const plan = { kind: 'single', ...planSingle(scaleDecisionRules.points, 300) } as const;
const lotNamed = (id: string) => alikeLot(id, 'drand quicknet round 4567890');
const lot = lotNamed('lot-1');
const drawnAt = fixedAt + 2 * DAY;
const actor = { person: '李四', role: 'supervisor', authority: '上海市市场监督管理局' };
const by = (at: number): StepContext => ({ at, actor });
const refused = (code: string) => expect.objectContaining({ code });

describe.each(databases)('the sampling book on $name', ({ open }) => {
  let database: SqlDatabase;
  let ledger: Ledger;
  let book: SamplingBook;
  beforeEach(async () => {
    database = await open();
    ledger = new Ledger({ database, key: newKey() });
    book = new SamplingBook({ database, ledger });
  });

  const verified = (ueids: readonly string[]) => ueids.map((ueid) => verification(ueid, 0.4, { at: drawnAt + 1 }));

  it('follows a lot from its fixing to its audit, and every entry replays to the same', async () => {
    await book.fix(lot, by(fixedAt));
    const drawn = await book.draw('lot-1', '0f1e2d3c', by(drawnAt));
    const [first, ...others] = outstanding(sampleOf(drawn)!, 'whole');
    await book.unreached('lot-1', first!, '停业', by(drawnAt + DAY));
    await book.results('lot-1', verified(others), by(drawnAt + DAY));
    const [reserve] = outstanding(sampleOf((await book.find('lot-1'))!)!, 'whole');
    expect(drawn.draw!.strata[0]!.reserve[0]).toBe(reserve);
    await book.result('lot-1', verified([reserve!])[0]!, by(drawnAt + DAY));
    await book.audit('lot-1', by(drawnAt + 2 * DAY));
    await book.decide('lot-1', by(drawnAt + 2 * DAY));
    const state = await book.adjust(
      'lot-1',
      { method: 'interval-test', days: 365, checks: 20, conforming: 15 },
      by(drawnAt + 2 * DAY),
    );
    expect(state.decision).toMatchObject({ outcome: 'accepted', months: 24 });
    expect(state.intervals[0]!.days).toBe(231);
    expect(state.audits[0]!.total.size).toBe(300);

    // another program, which has read nothing yet
    const other = await new SamplingBook({ database, ledger: new Ledger({ database }) }).find('lot-1');
    expect(other).toEqual(state);
    const source = {
      entries: (query: object) => ledger.entries(query),
      find: async (identifier: string) => new TextEncoder().encode(identifier),
    };
    const outcomes: Record<string, number> = {};
    for await (const { entry, outcome } of replaySubject('lot/lot-1', source, recomputers)) {
      outcomes[`${entry.kind} ${outcome}`] = (outcomes[`${entry.kind} ${outcome}`] ?? 0) + 1;
    }
    expect(outcomes).toEqual({
      'lot same': 1,
      'draw same': 1,
      'sample-result same': plan.sampleSize + 1,
      'audit same': 1,
      'lot-decision same': 1,
      'interval same': 1,
    });
  });

  it('refuses what is out of order, and writes nothing then', async () => {
    await expect(book.draw('lot-1', 'x', by(drawnAt))).rejects.toThrow(refused('sampling-unknown-lot'));
    await expect(book.fix(lot, by(fixedAt + 1))).rejects.toThrow(refused('sampling-bad-lot'));
    await book.fix(lot, by(fixedAt));
    await expect(book.fix(lot, by(fixedAt))).rejects.toThrow(refused('sampling-lot-known'));
    await expect(book.draw('lot-1', 'x', by(fixedAt + DAY - 1))).rejects.toThrow(refused('sampling-too-early'));
    await expect(book.results('lot-1', [], by(drawnAt))).rejects.toThrow(refused('sampling-out-of-order'));
    await book.draw('lot-1', 'x', by(drawnAt));
    await expect(book.draw('lot-1', 'y', by(drawnAt))).rejects.toThrow(refused('sampling-out-of-order'));
    await expect(book.decide('lot-1', by(drawnAt))).rejects.toThrow(refused('sampling-incomplete'));
    expect((await ledger.head())!.number).toBe(2);
    expect(await book.find('lot-2')).toBeUndefined();
  });

  it('takes of several results those that it can, and says why not of the others', async () => {
    await book.fix(lot, by(fixedAt));
    const state = await book.draw('lot-1', '0f1e2d3c', by(drawnAt));
    const { sample, reserve } = state.draw!.strata[0]!;
    const undrawn = lot.members.find(({ ueid }) => !sample.includes(ueid) && !reserve.includes(ueid))!.ueid;
    const good = verified([sample[0]!])[0]!;
    const outcomes = await book.results(
      'lot-1',
      [
        good,
        { ...good, id: 'again' },
        verification(undrawn, 0, { at: drawnAt + 1 }),
        verification(sample[1]!, 0, { at: drawnAt + 1, kind: 'in-service-inspection' }),
        verification(sample[1]!, 0, { at: drawnAt - 1 }),
        verification(reserve[0]!, 0, { at: drawnAt + 1 }),
        verification(sample[1]!, 1.3, { at: drawnAt + 1, id: 'bad' }),
      ],
      by(drawnAt + DAY),
    );
    expect(outcomes.map((one) => (one.outcome === 'taken' ? one.entry : one.code))).toEqual([
      3,
      'sampling-result-duplicate',
      'sampling-result-foreign',
      'sampling-not-random',
      'sampling-too-early',
      'sampling-out-of-order',
      4,
    ]);
    expect((await book.find('lot-1'))!.results.map(({ nonconforming }) => nonconforming)).toEqual([false, true]);
    const late = await book.results('lot-1', verified([sample[2]!]), by(state.due! + 1));
    expect(late).toEqual([expect.objectContaining({ outcome: 'refused', code: 'sampling-result-late' })]);
  });

  it('two books on one lot see each other, and one result is taken once', async () => {
    await book.fix(lot, by(fixedAt));
    const other = new SamplingBook({ database, ledger });
    const drawn = await other.draw('lot-1', '0f1e2d3c', by(drawnAt));
    const [first, second] = drawn.draw!.strata[0]!.sample;
    const all = await Promise.allSettled(
      [book, other, book, other].map((one) => one.result('lot-1', verified([first!])[0]!, by(drawnAt + DAY))),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of all) {
      if (one.status === 'rejected') expect(one.reason).toEqual(refused('sampling-result-duplicate'));
    }
    await book.result('lot-1', verified([second!])[0]!, by(drawnAt + DAY));
    expect(await other.find('lot-1')).toEqual(await book.find('lot-1'));
  });

  it('lists its lots, and keeps apart what is written about them', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `lot-${i}`);
    for (const id of ids) await book.fix(lotNamed(id), by(fixedAt));
    await book.draw('lot-0', 'x', by(drawnAt));
    const listed: string[] = [];
    for await (const { id } of book.lots()) listed.push(id);
    expect(listed).toEqual(ids);
    expect((await book.find('lot-1'))!.draw).toBeUndefined();
    expect((await book.find('lot-0'))!.draw).toBeDefined();
  });

  it('shows a history that somebody signed but nobody could have written', async () => {
    await book.fix(lot, by(fixedAt));
    const drawn: LedgerEntry[] = [];
    await book.draw('lot-1', 'x', by(drawnAt));
    for await (const entry of ledger.entries({ kind: 'draw' })) drawn.push(entry);
    const { kind, subject, at, rules, evidence, body } = drawn[0]!;
    await ledger.append({ kind, subject, at, actor, rules, evidence, body });
    await expect(book.find('lot-1')).rejects.toThrow(refused('sampling-history-broken'));
  });
});
