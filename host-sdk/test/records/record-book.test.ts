import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { openStore } from '../../src/store/store.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, collect, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const now = Date.UTC(2026, 10, 20);
const day = 86_400_000;

const authority = { id: 'SH-1', name: '上海市计量测试技术研究院', kind: 'verification-body', region: '310000' };
const person = { id: 'P-1', name: '张三', roles: ['inspector'], authority: 'SH-1' };
const standard = {
  id: 'F1-20',
  name: 'F1 等级砝码',
  quantity: 'mass',
  nominal: 20_000_000,
  owner: 'SH-1',
  certificates: [
    {
      ...{ number: 'DC-1', issuer: '上海市计量院', issued: '2026-01-10', validUntil: '2026-12-31' },
      ...{ value: 20_000_010, expandedUncertainty: 30, coverageFactor: 2 },
    },
  ],
};

describe.each(databases)('records on $name', ({ place }) => {
  async function book() {
    const clock = testClock(now);
    const store = await openStore(await place(), { clock });
    afterThisTest(() => store.close());
    const instrument = new TestInstrument();
    await store.registry.enrol({ ...instrument.record(), data: { ...instrument.record().data, instrumentKind: 1 } });
    const { records } = store;
    const kinds = await import('../../src/records/kinds/parties.js');
    const [kind] = Object.keys(kinds.authorityKindText);
    await records.put('authority', { ...authority, kind });
    await records.put('person', person);
    await records.put('standard', standard);
    const verification = {
      id: 'V-1',
      instrument: toHex(instrument.ueid),
      kind: 'subsequent-verification',
      at: now - day,
      occasion: 'verification',
      points: [{ quantity: 'mass', nominal: 3_000_000, error: 400, uncertainty: 100, limit: 1_500 }],
      outcome: 'pass',
      standards: ['F1-20'],
      person: 'P-1',
      authority: 'SH-1',
    };
    return { store, records, verification, clock, instrument };
  }

  it('keep every version: a correction is a new one, the same again is none', async () => {
    const { records, verification, clock } = await book();
    const first = await records.put('verification', verification);
    expect(first).toMatchObject({
      outcome: 'added',
      warnings: [],
      record: { identifier: 'record/verification/V-1/1' },
    });
    expect((await records.put('verification', { ...verification })).outcome).toBe('unchanged');
    clock.set(now + 1000);
    const corrected = await records.put('verification', { ...verification, certificate: 'JD-7' });
    expect(corrected).toMatchObject({ outcome: 'corrected', record: { version: 2, recordedAt: now + 1000 } });
    expect((await records.get('verification', 'V-1'))?.data.certificate).toBe('JD-7');
    expect((await records.named('record/verification/V-1/1')).data).toEqual(verification);
    expect((await records.versions('verification', 'V-1')).map(({ version }) => version)).toEqual([1, 2]);
    await expect(records.named('record/verification/V-9/1')).rejects.toMatchObject({ code: 'record-unknown' });
  });

  it('are what an instrument is judged by', async () => {
    const { store, records, verification } = await book();
    await records.put('verification', verification);
    const [instrument] = await store.registry.instruments();
    const { measured } = await store.estimates.judge(instrument!, now);
    expect(measured).toMatchObject([{ error: 400, source: 'record/verification/V-1/1', limit: 3_000 }]);
  });

  it.each([
    ['record-unknown-reference', { standards: ['none'] }],
    ['record-unknown-reference', { person: 'nobody' }],
    ['registry-unknown-instrument', { instrument: `01${'77'.repeat(16)}` }],
    ['record-in-future', { at: now + 30 * day }],
    ['record-standard-expired', { id: 'V-2' }],
    ['record-bad-field', { outcome: 'perhaps' }],
    ['record-bad-field', { points: [] }],
  ])('that cannot be are refused with %s: %j', async (code, change) => {
    const { records, verification } = await book();
    if (code === 'record-standard-expired') {
      const old = { ...standard.certificates[0]!, validUntil: '2026-11-01' };
      await records.put('standard', { ...standard, certificates: [old] });
    }
    const value = {
      ...verification,
      ...change,
    };
    await expect(records.put('verification', value)).rejects.toMatchObject({ code });
    expect(await records.get('verification', value.id)).toBeUndefined();
  });

  it('warn of what is taken nevertheless', async () => {
    const { records, verification } = await book();
    const bad = { ...verification, points: [{ ...verification.points[0]!, error: 2_000 }] };
    expect((await records.put('verification', bad)).warnings.map(({ code }) => code)).toEqual(['outcome-contradicts']);
    const loose = { ...verification, id: 'V-3', kind: 'reference-check', standards: [] };
    expect((await records.put('verification', loose)).warnings.map(({ code }) => code)).toEqual(['no-standard']);
  });

  it('are listed in the order of time, page by page, and leave no one out', async () => {
    const { records, verification } = await book();
    for (let i = 0; i < 25; i++) {
      await records.put('verification', { ...verification, id: `V-${i}`, at: now - (i % 5) * day });
    }
    const seen: string[] = [];
    let page = await records.list({ kind: 'verification', limit: 10 });
    for (;;) {
      seen.push(...page.records.map(({ id }) => id));
      if (page.next === undefined) break;
      page = await records.list({ kind: 'verification', limit: 10, after: page.next });
    }
    expect(new Set(seen).size).toBe(25);
    const times = (await collect(records.all({ kind: 'verification' }))).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('come in by file, whatever the order; a bad one holds up no other', async () => {
    const { records, verification } = await book();
    const text = JSON.stringify({
      verification: [
        verification,
        { ...verification, id: 'V-2', person: 'nobody' },
        { ...verification, id: 'V-3', person: 'P-2' },
      ],
      person: [{ ...person, id: 'P-2', name: "Robert'); DROP TABLE records;--" }],
    });
    const { results, errors } = await records.importJson(text);
    expect(results.map(({ identifier }) => identifier).sort()).toEqual([
      'record/person/P-2/1',
      'record/verification/V-1/1',
      'record/verification/V-3/1',
    ]);
    expect(errors).toMatchObject([{ code: 'record-unknown-reference' }]);
    expect((await records.get('person', 'P-2'))?.data.name).toBe("Robert'); DROP TABLE records;--");
    const csv = await records.exportCsv('verification');
    expect((await records.importCsv('verification', csv)).results.every(({ outcome }) => outcome === 'unchanged')).toBe(
      true,
    );
    const again = await records.importJson(await records.exportJson());
    expect(again.errors).toEqual([]);
    expect(new Set(again.results.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  });

  it('of verifications go out as certificates with the names on record, and come in again', async () => {
    const { store, records, verification, instrument } = await book();
    const name = `Robert'); DROP TABLE records;-- "%_\\ $1 ?`;
    await records.put('person', { ...person, name });
    await records.put('trader', { id: 'T-1', name: '老王 <水果>', places: [] });
    const { data } = instrument.record();
    const full = { ...data, instrumentKind: 1, trader: 'T-1' };
    await store.registry.enrol({ ...instrument.record(), data: full });
    await records.put('verification', verification);
    const text = await records.exportXml('V-1');
    for (const part of ['上海市计量测试技术研究院', 'F1 等级砝码', 'DC-1', '老王 &lt;水果&gt;'])
      expect(text).toContain(part);
    expect(text).toContain(name.replace('"', '&quot;'));
    expect(await records.importXml(text)).toMatchObject({ results: [{ outcome: 'unchanged' }], errors: [] });

    const corrected = await records.importXml(text.replace('>400<', '>450<'));
    expect(corrected.results).toMatchObject([{ outcome: 'corrected', identifier: 'record/verification/V-1/2' }]);
    expect(await records.exportXml('V-1', 1)).toBe(text);
    expect(await records.exportXml('V-1')).toContain('>450<');
    await expect(records.exportXml("V' OR '1'='1")).rejects.toMatchObject({ code: 'record-unknown' });
  });

  it('that are refused leave nothing behind, certificates included', async () => {
    const { records, verification } = await book();
    await records.put('verification', verification);
    const before = await records.exportJson();
    const text = (await records.exportXml('V-1')).replace('>V-1<', '>V-2<');
    const bad = [
      [text.replace('>P-1<', ">P-1'; DELETE FROM records;--<"), 'record-bad-field'],
      [text.replace('>P-1<', '>P-9<'), 'record-unknown-reference'],
      [text.replace('>400<', '>4OO<'), 'record-bad-format'],
    ] as const;
    for (const [xml, code] of bad) {
      expect(xml).not.toBe(text);
      const { results, errors } = await records.importXml(xml);
      expect({ results, errors }).toMatchObject({ results: [], errors: [{ code }] });
    }
    const bomb = text.replace('?>', '?><!DOCTYPE d [<!ENTITY a "b">]>');
    await expect(records.importXml(bomb)).rejects.toMatchObject({ code: 'record-xml-forbidden' });
    await expect(records.importXml(text.padEnd(5_000_000))).rejects.toMatchObject({ code: 'record-too-large' });
    expect(await records.exportJson()).toBe(before);
    expect((await records.importXml(text)).results).toMatchObject([{ outcome: 'added' }]);
  });

  it('that were changed in the store are found out', async () => {
    const { store, records, verification } = await book();
    await records.put('verification', verification);
    const forged = JSON.stringify({ ...verification, outcome: 'fail' });
    await store.database.transaction((sql) => sql.run("UPDATE records SET data = ? WHERE id = 'V-1'", [forged]));
    await expect(records.get('verification', 'V-1')).rejects.toMatchObject({ code: 'record-damaged' });
  });

  it('say whether a standard could be traced', async () => {
    const { records } = await book();
    const { problems } = await records.traceability('F1-20', now);
    expect(problems).toEqual([]);
    const late = await records.traceability('F1-20', Date.UTC(2028, 0, 1));
    expect(late.problems.length).toBeGreaterThan(0);
    await expect(records.traceability('none', now)).rejects.toMatchObject({ code: 'record-unknown' });
  });
});
