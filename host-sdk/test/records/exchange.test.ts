import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlaceRecord as Place } from '../../src/index.js';
import {
  exportRecordsCsv,
  exportRecordsJson,
  findRecordsCsv,
  findRecordsJson,
  type RecordKind,
  type RecordTypes,
  readRecordOf,
  recordKinds,
} from '../../src/index.js';
import { columnKey, csvLayout } from '../../src/records/exchange/csv-columns.js';
import { arbitraryRecords, verification } from './arbitrary-records.js';
import { scaleVerification as scale } from './scale-verification.js';

const kinds = Object.keys(recordKinds) as RecordKind[];
const some = (kind: RecordKind): fc.Arbitrary<RecordTypes[RecordKind][]> =>
  fc.uniqueArray(arbitraryRecords[kind] as fc.Arbitrary<RecordTypes[RecordKind]>, {
    maxLength: 4,
    selector: ({ id }) => id,
  });

describe.each(kinds)('records of kind %s', (kind) => {
  it('come back from JSON and from CSV as they were', () => {
    fc.assert(
      fc.property(some(kind), (records) => {
        const json = findRecordsJson(exportRecordsJson({ [kind]: records }));
        expect(json.map(({ value }) => readRecordOf(kind, value))).toEqual(records);
        const csv = findRecordsCsv(kind, exportRecordsCsv(kind, records));
        expect(csv.map(({ value, error }) => error ?? readRecordOf(kind, value))).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });

  it('lose or change a field: it is named, whatever it is', () => {
    fc.assert(
      fc.property(arbitraryRecords[kind] as fc.Arbitrary<object>, fc.anything(), (record, value) => {
        for (const name of Object.keys(record)) {
          try {
            readRecordOf(kind, { ...record, [name]: value });
          } catch (error) {
            expect(error).toMatchObject({ code: 'record-bad-field' });
          }
        }
        expect(() => readRecordOf(kind, { ...record, surprise: 1 })).toThrow(/`surprise` is unknown/);
      }),
      { numRuns: 60 },
    );
  });

  it('have columns whose names differ, in English and Chinese', () => {
    const { head, row } = csvLayout(kind);
    const names = [...head, ...row].flatMap((column) => column.names.map(columnKey));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names).toContain('标识');
  });
});

const one = fc.sample(verification, { numRuns: 1, seed: 4 })[0]!;
describe('verifications in CSV', () => {
  it('have a line for each test point, as found and as left', () => {
    const text = exportRecordsCsv('verification', [{ ...scale, pointsAfter: [{ ...scale.points[0]!, error: 10 }] }]);
    expect(text.split('\r\n')).toEqual([
      'id,instrument,kind,at,occasion,outcome,temperature,humidity,pressure,standards,person,authority,certificate,covert,stage,quantity,nominal,nozzle,flow,error,uncertainty,limit',
      `V-1,${scale.instrument},subsequent-verification,2026-05-01T09:30:00+08:00,verification,pass,21.5,,,M1-500 M1-2000,zhang,simt,,,found,mass,500000,,,-200,80,500`,
      `V-1,${scale.instrument},subsequent-verification,2026-05-01T09:30:00+08:00,verification,pass,21.5,,,M1-500 M1-2000,zhang,simt,,,found,mass,3000000,,,700,120,1500`,
      `V-1,${scale.instrument},subsequent-verification,2026-05-01T09:30:00+08:00,verification,pass,21.5,,,M1-500 M1-2000,zhang,simt,,,left,mass,500000,,,10,80,500`,
      '',
    ]);
  });

  it('are read with Chinese columns and words, the head only on the first line, a time of Shanghai', () => {
    const text = `\ufeff标识;器具标识;检定类别;检定时间;限值依据;结论;温度;标准器;检定员;检定机构;量;标称值;示值误差;标准不确定度;最大允许误差
V-1;${scale.instrument.toUpperCase()};后续检定;2026-05-01 09:30;检定;合格;21.5;M1-500 M1-2000;zhang;simt;质量;500000;-200;80;500
V-1;;;;;;;;;;质量;3000000;700;120;1500
`;
    expect(findRecordsCsv('verification', text).map(({ value }) => readRecordOf('verification', value))).toEqual([
      scale,
    ]);
  });

  it('name the line of a mistake, and take nothing else out', () => {
    const lines = exportRecordsCsv('verification', [scale, { ...scale, id: 'V-2' }, { ...scale, id: 'V-3' }]).split(
      '\r\n',
    );
    lines[4] = lines[4]!.replace(',1500', ',a lot');
    const found = findRecordsCsv('verification', lines.join('\n'));
    expect(found.map(({ line, error }) => [line, error?.message])).toEqual([
      [2, undefined],
      [5, expect.stringContaining('`limit` must be a number')],
      [6, undefined],
    ]);
  });

  it('refuse two heads for one record', () => {
    const lines = exportRecordsCsv('verification', [scale]).split('\r\n');
    lines[2] = lines[2]!.replace('pass', 'fail');
    const [found] = findRecordsCsv('verification', lines.join('\n'));
    expect(found).toMatchObject({
      line: 3,
      error: { code: 'record-bad-field', message: expect.stringContaining('line 2') },
    });
  });

  it.each([
    ['2026-02-30', '2026-02-30T10:00:00+08:00'],
    ['a slash', '2026/05/01'],
    ['no date', 'yesterday'],
    ['the year 20260', '20260501'],
  ])('refuse a moment that is none: %s', (_, at) => {
    const text = exportRecordsCsv('verification', [scale]).replaceAll('2026-05-01T09:30:00+08:00', at);
    const [found] = findRecordsCsv('verification', text);
    expect(() => readRecordOf('verification', found!.value)).toThrow(/`at` must be a moment/);
  });
});

describe('hostile files', () => {
  it('100 MB are refused with a code, unread', () => {
    const text = 'id,name\n'.padEnd(100 * 1024 * 1024, 'x');
    expect(() => findRecordsCsv('place', text)).toThrow(expect.objectContaining({ code: 'record-too-large' }));
    expect(() => findRecordsJson(text)).toThrow(expect.objectContaining({ code: 'record-too-large' }));
  });

  it('so are more records than are read at once', () => {
    const text = `id,name\n${'a\n'.repeat(500_001)}`;
    expect(() => findRecordsCsv('place', text)).toThrow(expect.objectContaining({ code: 'record-too-large' }));
  });

  it.each([
    ['no JSON', '{"place": [', 'record-bad-format'],
    ['an array', '[]', 'record-bad-format'],
    ['a kind without an array', '{"place": {}}', 'record-bad-format'],
    ['an unknown kind', '{"places": []}', 'record-unknown-kind'],
    ['a kind that is part of every object', '{"constructor": []}', 'record-unknown-kind'],
    ['deep nesting', `{"place": [${'['.repeat(200_000)}${']'.repeat(200_000)}]}`, undefined],
  ])('JSON: %s', (_, text, code) => {
    if (code !== undefined) expect(() => findRecordsJson(text)).toThrow(expect.objectContaining({ code }));
    else expect(() => readRecordOf('place', findRecordsJson(text)[0]!.value)).toThrow(/must be an object/);
  });

  it.each([
    ['no header', 'x,y\n1,2\n', 'id'],
    ['a column twice', 'id,名称,name\n', 'twice'],
    ['an empty file', '', 'id'],
  ])('CSV: %s', (_, text, words) => {
    expect(() => findRecordsCsv('place', text)).toThrow(
      expect.objectContaining({ code: 'record-bad-format', message: expect.stringContaining(words) }),
    );
  });

  it('a quote that is never closed takes out only what follows it', () => {
    const found = findRecordsCsv('place', 'id,name,region\np1,市场,310101\np2,"市场,310101\np3,x,310101\n');
    expect(found.map(({ line, error }) => [line, error?.code])).toEqual([
      [2, undefined],
      [3, 'record-bad-format'],
    ]);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['a line break', 'a\nb'],
    ['half a surrogate pair', '\ud800'],
    ['writing from right to left', 'exe.\u202etxt'],
    ['a megabyte', 'x'.repeat(1 << 20)],
    ['spaces only', ' \u3000 '],
  ])('a name with %s is refused by its field', (_, name) => {
    expect(() => readRecordOf('place', { id: 'p', name, region: '310101' })).toThrow(
      expect.objectContaining({ code: 'record-bad-field', detail: { field: 'name' } }),
    );
  });

  it('fields of every object do not pass for fields of a record', () => {
    const place = { id: 'p', name: 'n', region: '310101' };
    expect(() => readRecordOf('place', Object.create(place))).toThrow(/`id` is missing/);
    expect(() =>
      readRecordOf('place', JSON.parse('{"__proto__": {"id": "p"}, "name": "n", "region": "310101"}')),
    ).toThrow(/`__proto__` is unknown/);
  });

  it('no cell of an export begins as a formula', () => {
    fc.assert(
      fc.property(some('place'), (records) => {
        const found = exportRecordsCsv('place', records as Place[])
          .split('\r\n')
          .slice(1);
        for (const line of found) expect(line).not.toMatch(/(?:^|,)"?[=+@＝＋－＠]/u);
      }),
    );
    const text = exportRecordsCsv('verification', [{ ...one, certificate: '=HYPERLINK("http://x")' }]);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});
