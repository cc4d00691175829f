import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { AttachmentStore } from '../../src/case-file/attachment-store.js';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import { sheetBytes } from '../../src/check-sheets/sheet-bytes.js';
import { sheetVerification } from '../../src/check-sheets/sheet-verification.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { Verification } from '../../src/records/verification.js';
import { Registry } from '../../src/registry/registry.js';
import { CaseBook, type CaseBookOptions } from '../../src/replacement/case-book.js';
import type { CaseStep, CaseStepName } from '../../src/replacement/case-step.js';
import { measurementOf } from '../../src/replacement/measurement-of.js';
import type { Suspicion } from '../../src/replacement/suspicion.js';
import { openLibsql } from '../../src/store/libsql-database.js';
import type { SqlDatabase } from '../../src/store/sql.js';
import { scaleSheet } from '../check-sheets/sheet-helpers.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { newKey } from '../ledger/ledger-helpers.js';
import { type ActorName, actors, documents, hour, measurement, monday, pudong, suzhou } from './case-helpers.js';

describe.each(databases)('cases in the ledger, on $name', ({ open }) => {
  async function desk(more: (database: SqlDatabase) => Partial<CaseBookOptions> = () => ({})) {
    const database = await open();
    const clock = testClock(monday);
    const registry = new Registry(database, clock);
    const key = newKey();
    const ledger = new Ledger({ database, key });
    const old = new TestInstrument(7);
    await registry.enrol(old.record());
    const book = new CaseBook({ database, ledger, registry, clock, ...more(database) });
    let count = 0;
    const suspicion = (changes: Partial<Suspicion> = {}): Suspicion => ({
      actor: actors.software,
      at: clock.now(),
      key: `s${count++}`,
      documents: [],
      evidence: ['ledger/1'],
      instrument: toHex(old.ueid),
      jurisdiction: pudong,
      source: 'status-evaluation',
      ...changes,
    });
    const step = async (id: string, name: CaseStepName, who: ActorName, changes: Partial<CaseStep> = {}) => {
      clock.set(clock.now() + hour);
      const basis = (await book.get(id)).last;
      return {
        name,
        actor: actors[who],
        at: clock.now(),
        key: `k${count++}`,
        basis,
        documents: [],
        evidence: [],
        ...changes,
      };
    };
    const take = async (id: string, name: CaseStepName, who: ActorName, changes: Partial<CaseStep> = {}) => {
      const outcome = await book.take(id, await step(id, name, who, changes));
      if (outcome.outcome === 'refused') throw new Error(outcome.refusals.map(({ text }) => text.en).join(' '));
      return outcome;
    };
    const opened = async () => {
      const outcome = await book.suspect(suspicion(), 'C-1');
      expect(outcome.outcome).toBe('taken');
      return 'C-1';
    };
    const measured = (outcome: 'pass' | 'fail', kind: Verification['kind'] = 'in-service-inspection') =>
      measurement(outcome, clock.now() + hour, { kind, instrument: toHex(old.ueid) });
    const removed = async () => {
      const id = await opened();
      await take(id, 'order-check', 'supervisor', { inspectors: [actors.inspector.person] });
      await take(id, 'record-check', 'inspector', {
        documents: documents('check-sheet'),
        measurement: measured('fail'),
      });
      await take(id, 'confirm', 'reviewer', { documents: documents('decision-record') });
      await take(id, 'prohibit', 'supervisor', { documents: documents('prohibition-notice'), seals: ['F-1'] });
      await take(id, 'order-replacement', 'supervisor', { documents: documents('replacement-order') });
      await take(id, 'record-removal', 'inspector', {
        documents: documents('photograph', 'custody-record'),
        seals: ['E-1'],
        removal: { kid: old.kid, retireFrom: 42 },
      });
      return id;
    };
    const replacementOf = (fresh: TestInstrument): Partial<CaseStep> => ({
      documents: documents('verification-certificate'),
      seals: ['F-9'],
      measurement: measurement('pass', clock.now(), {
        kind: 'initial-verification',
        instrument: toHex(fresh.ueid),
        person: '厂检',
      }),
      replacement: { instrument: toHex(fresh.ueid), kid: fresh.kid },
    });
    const entries = async () => (await database.get('SELECT count(*) FROM ledger'))![0];
    return {
      key,
      database,
      clock,
      registry,
      ledger,
      old,
      book,
      suspicion,
      step,
      take,
      opened,
      removed,
      replacementOf,
      measured,
      entries,
    };
  }

  it('a replacement enrols the new instrument and retires the old key, all in one transaction', async () => {
    const { book, removed, step, replacementOf, registry, old, take, entries } = await desk();
    const id = await removed();
    const fresh = new TestInstrument(8);
    const replace = await step(id, 'record-replacement', 'inspector', replacementOf(fresh));
    const before = await entries();

    // The enrolment fails inside the transaction: its key belongs to another instrument. Nothing of the step remains.
    const clone = Object.assign(new TestInstrument(9), { publicKey: fresh.publicKey, kid: fresh.kid });
    await registry.enrol(clone.record());
    await expect(book.take(id, replace, fresh.record())).rejects.toMatchObject({ code: 'registry-key-known' });
    expect(await entries()).toBe(before);
    expect((await book.get(id)).phase).toBe('removed');
    expect((await registry.find(old.kid))!.keys[0]!.status).toBe('active');

    const other = new TestInstrument(10);
    const outcome = await book.take(id, { ...replace, ...replacementOf(other), key: 'again' }, other.record());
    expect(outcome).toMatchObject({ outcome: 'taken', case: { phase: 'replaced' } });
    expect((await registry.find(other.kid))!.keys[0]!.status).toBe('active');
    expect((await registry.find(old.kid))!.keys[0]).toMatchObject({ status: 'retired', endsAt: 42 });
    await take(id, 'close', 'supervisor', { documents: documents('closing-report') });
    expect(await book.list({ open: false })).toEqual([
      expect.objectContaining({ id, phase: 'closed', result: 'replaced', dueAt: undefined }),
    ]);
  });

  it('names what does not fit the surroundings', async () => {
    const known = new Map<string, Verification>();
    const { book, opened, take, step, clock, suspicion, measured } = await desk(() => ({
      attachments: {
        info: async (sha256) => (sha256.endsWith('b') ? {} : undefined),
        get: async () => undefined,
        put: async () => ({}),
      },
      verifications: { verification: async (id) => known.get(id) },
    }));
    const future = await book.suspect(suspicion({ at: clock.now() + 1 }));
    expect(future).toMatchObject({ refusals: [{ code: 'case-step-in-future' }] });
    const id = await opened();
    await take(id, 'order-check', 'supervisor', { inspectors: [actors.inspector.person] });
    const check = (sha256: string) => ({
      documents: [{ kind: 'check-sheet' as const, sha256 }],
      measurement: measured('fail'),
    });
    const codes = async (changes: Partial<CaseStep>) => {
      const outcome = await book.take(id, await step(id, 'record-check', 'inspector', changes));
      return outcome.outcome === 'refused' ? outcome.refusals.map(({ code }) => code) : [];
    };
    expect(await codes(check('a'.repeat(64)))).toEqual(['case-attachment-missing', 'case-measurement-unknown']);
    const { verification, ...rest } = measured('fail');
    const record: Verification = { ...rest, id: verification, points: [], standards: [], authority: '上海市计量院' };
    known.set(verification, { ...record, outcome: 'pass' });
    expect(await codes({ ...check('b'.repeat(64)), measurement: { verification, ...rest } })).toEqual([
      'case-measurement-unknown',
    ]);
    known.set(verification, record);
    expect(await codes({ ...check('b'.repeat(64)), measurement: { verification, ...rest } })).toEqual([]);
  });

  it('the raw readings of an attached check sheet have to come to the measurement', async () => {
    const { book, database, opened, take, step, clock, old } = await desk((database) => ({
      attachments: new AttachmentStore(database),
    }));
    const id = await opened();
    await take(id, 'order-check', 'supervisor', { inspectors: [actors.inspector.person] });
    const sheet = scaleSheet({ instrument: toHex(old.ueid), at: clock.now(), occasion: 'in-service' });
    const result = computeScaleSheet(sheet);
    const bytes = {
      good: sheetBytes(result),
      photo: new Uint8Array([0xff, 0xd8]),
      broken: sheetBytes(result).slice(0, -1),
    };
    const check = async (name: keyof typeof bytes, outcome: 'pass' | 'fail') => {
      const { sha256 } = await new AttachmentStore(database).put(bytes[name], 'application/json');
      const measured = { ...measurementOf(sheetVerification(result)), outcome };
      const changes = { documents: [{ kind: 'check-sheet' as const, sha256 }], measurement: measured };
      const tried = await book.take(id, await step(id, 'record-check', 'inspector', changes));
      return tried.outcome === 'refused' ? tried.refusals.map(({ code }) => code) : tried.case.phase;
    };
    expect(await check('good', 'fail')).toEqual(['case-sheet-differs']);
    expect(await check('broken', 'pass')).toEqual(['case-sheet-differs']);
    expect(await check('good', 'pass')).toBe('awaiting-decision');
    await take(id, 'repeat-check', 'reviewer', { reason: '复核', inspectors: [actors.inspector.person] });
    // A photograph of a sheet on paper says nothing to a program.
    expect(await check('photo', 'fail')).toBe('awaiting-decision');
  });

  it('a key of another instrument, and a record that is not the one of the step, are refused', async () => {
    const { book, step, removed, replacementOf } = await desk();
    const id = await removed();
    const [fresh, stranger] = [new TestInstrument(8), new TestInstrument(9)];
    const replace = await step(id, 'record-replacement', 'inspector', replacementOf(fresh));
    for (const record of [undefined, stranger.record(), { ...fresh.record(), publicKey: '04' }]) {
      expect(await book.take(id, replace, record)).toMatchObject({ refusals: [{ code: 'case-replacement-unknown' }] });
    }
  });

  it('the same step twice is one entry; the same key for another step, and a stale step, are refused', async () => {
    const { book, opened, step, entries } = await desk();
    const id = await opened();
    const order = await step(id, 'order-check', 'supervisor', { inspectors: ['张检'] });
    const first = await book.take(id, order);
    const after = await entries();
    const again = await book.take(id, order);
    expect([first, again]).toMatchObject([{ outcome: 'taken' }, { outcome: 'repeated' }]);
    expect(again).toMatchObject({ entry: (first as { entry: number }).entry });
    expect(await book.take(id, { ...order, inspectors: ['李四'] })).toMatchObject({
      refusals: [{ code: 'case-key-reused' }],
    });
    expect(await book.take(id, { ...order, key: 'other' })).toMatchObject({ refusals: [{ code: 'case-step-stale' }] });
    expect(await entries()).toBe(after);
  });

  it('words that objects know by themselves are keys like others', async () => {
    const { book, opened, step } = await desk();
    const id = await opened();
    for (const key of ['constructor', '__proto__', 'toString']) {
      const evidence = await step(id, 'add-evidence', 'inspector', { evidence: ['ledger/1'], key });
      expect((await book.take(id, evidence)).outcome).toBe('taken');
      expect((await book.take(id, evidence)).outcome).toBe('repeated');
    }
  });

  it('two suspicions at once make one case of two suspicions, twenty decisions at once one step', async () => {
    const { book, suspicion, clock } = await desk();
    clock.set(monday + hour);
    const both = await Promise.all([book.suspect(suspicion()), book.suspect(suspicion({ source: 'complaint' }))]);
    expect(both.map(({ outcome }) => outcome)).toEqual(['taken', 'taken']);
    const [summary, ...others] = await book.list();
    expect(others).toEqual([]);
    const { id, last } = summary!;
    expect((await book.get(id)).suspicions).toHaveLength(2);

    const orders = Array.from({ length: 20 }, (_, i) => ({
      name: 'order-check' as const,
      actor: actors.supervisor,
      at: clock.now(),
      key: `order-${i % 10}`,
      basis: last,
      documents: [],
      evidence: [],
      inspectors: [`检定员${i % 10}`],
    }));
    const outcomes = await Promise.all(orders.map((one) => book.take(id, one)));
    const tally = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length;
    expect([tally('taken'), tally('repeated'), tally('refused')]).toEqual([1, 1, 18]);
    expect((await book.history(id)).map(({ step }) => step.name)).toEqual(['open', 'add-suspicion', 'order-check']);
  });

  it('two programs on one store: every suspicion is kept, every step is taken once', async () => {
    const { book, database, suspicion, clock, registry, key } = await desk();
    if (database.dialect !== 'sqlite') return;
    const second = openLibsql(database.path, 20_000);
    afterThisTest(() => second.close());
    const other = new CaseBook({ database: second, ledger: new Ledger({ database: second, key }), registry, clock });
    const suspicions = Array.from({ length: 12 }, () => suspicion());
    await Promise.all(suspicions.map((one, i) => (i % 2 === 0 ? book : other).suspect(one)));
    const [summary, ...more] = await book.list();
    expect(more).toEqual([]);
    const { id } = summary!;
    expect((await other.get(id)).suspicions).toHaveLength(12);
    const order = {
      name: 'order-check',
      actor: actors.supervisor,
      at: clock.now(),
      key: 'order',
      basis: (await book.get(id)).last,
      documents: [],
      evidence: [],
      inspectors: ['张检'],
    } as const;
    const outcomes = await Promise.all([book, other, book, other].map((one) => one.take(id, order)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['repeated', 'repeated', 'repeated', 'taken']);
  });

  it('the same suspicion sent twice opens one case, also after that was closed', async () => {
    const { book, suspicion, take } = await desk();
    const one = suspicion();
    const opened = await book.suspect(one);
    expect(await book.suspect(one)).toMatchObject({ outcome: 'repeated' });
    const { id } = opened.case!;
    expect(id).toMatch(/^310115-20260302-[0-9a-f]{10}$/);
    await take(id, 'withdraw', 'supervisor', { reason: '重复' });
    expect(await book.suspect(one)).toMatchObject({ outcome: 'repeated', case: { phase: 'withdrawn' } });
    expect(await book.suspect(suspicion())).toMatchObject({ outcome: 'taken', case: { phase: 'suspected' } });
    // Another case is open now: the first stays closed.
    const basis = (await book.get(id)).last;
    const reopen = {
      name: 'reopen',
      actor: actors.supervisor,
      at: one.at + hour,
      key: 'r',
      basis,
      documents: [],
      evidence: ['x'],
      source: 'complaint',
      reason: 'x',
    } as const;
    expect(await book.take(id, reopen)).toMatchObject({ refusals: [{ code: 'case-already-open' }] });
  });

  it('lists by region, phase and deadline, page by page', async () => {
    const { book, suspicion } = await desk();
    for (let i = 0; i < 5; i++) {
      const jurisdiction = i < 3 ? pudong : suzhou;
      await book.suspect(suspicion({ instrument: `01${String(i).padStart(32, '0')}`, jurisdiction }), `C-${i}`);
    }
    expect((await book.list({ region: '31' })).map(({ id }) => id)).toEqual(['C-0', 'C-1', 'C-2']);
    expect((await book.list({ region: '32', phase: 'suspected' })).map(({ id }) => id)).toEqual(['C-3', 'C-4']);
    expect(await book.list({ region: "31' OR 1=1 --" })).toEqual([]);
    expect((await book.list({ after: 'C-1', limit: 2 })).map(({ id }) => id)).toEqual(['C-2', 'C-3']);
    expect(await book.list({ dueBy: monday })).toEqual([]);
    expect(await book.list({ dueBy: monday + 8 * 24 * hour })).toHaveLength(5);
  });

  it('overdue cases are escalated once for each level', async () => {
    const { book, opened, clock } = await desk();
    const id = await opened(); // Monday 2 March, due 9 March
    clock.set(Date.parse('2026-03-10T09:00:00+08:00'));
    expect(await book.due()).toMatchObject([{ case: { id }, escalation: { level: 1 }, toEscalate: true }]);
    expect(await book.escalate(actors.software)).toHaveLength(1);
    expect(await book.escalate(actors.software)).toHaveLength(0);
    clock.set(Date.parse('2026-03-24T09:00:00+08:00'));
    expect(await book.escalate(actors.software)).toMatchObject([{ escalation: { level: 3 } }]);
    expect((await book.get(id)).escalation).toBe(3);
  });

  it('the list is made anew from the ledger', async () => {
    const { book, database, removed, take } = await desk();
    const id = await removed();
    await take(id, 'add-evidence', 'trader', { evidence: ['ledger/2'] });
    const before = await book.list();
    await database.transaction((sql) => sql.run("UPDATE cases SET phase = 'closed', open = 0, last = 1"));
    expect(await book.rebuild()).toBe(1);
    expect(await book.list()).toEqual(before);
  });

  it('a case that is not there, and a step that is none', async () => {
    const { book } = await desk();
    await expect(book.get('C-9')).rejects.toMatchObject({ code: 'case-unknown' });
    await expect(book.take('../x', {} as never)).rejects.toMatchObject({ code: 'case-bad-step' });
    await expect(book.take('C-9', { name: 'drop' } as never)).rejects.toMatchObject({ code: 'case-bad-step' });
  });
});
