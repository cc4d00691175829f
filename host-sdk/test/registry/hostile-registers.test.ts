import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SdkError } from '../../src/errors.js';
import { databases } from '../helpers/temporary-database.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const instrument = new TestInstrument();
const good = instrument.record();
const { x, y } = good.publicKey as { x: string; y: string };
const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('hex');

/** Columns that are known, and names that every object has. */
const columns = [
  ...['ueid', 'public_key', 'serial_number', 'maker', 'model', 'place', 'region', 'batch', 'nozzles', 'certificate'],
  ...[
    'accuracy_class',
    'maximum_capacity',
    '生产日期',
    '经营者',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
  ],
];
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\0', '\ud800', 'a\u202eb', '=1+1', '"', ';'),
);
const cell = fc.oneof(text, fc.constantFrom(good.ueid, point, '', '3', '1e999', '-1', 'x'.repeat(5000)));

describe.each(databases)('registers of strangers, on $name', ({ place }) => {
  it('in CSV: every line is enrolled or refused by itself, whatever it holds, and a good line among them is enrolled', async () => {
    const store = await temporaryStore({}, await place());
    const table = fc.record({
      head: fc.shuffledSubarray(columns, { minLength: 2 }),
      rows: fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 6 }),
      separator: fc.constantFrom(',', ';', '\t'),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ head, rows, separator }) => {
        const names = [...new Set(['ueid', 'public_key', ...head])];
        const quoted = (fields: readonly string[]) =>
          fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(separator);
        const lines = [names.join(separator), ...rows.map(quoted), quoted([good.ueid, point])];
        const { results, errors } = await store.registry.importCsv(lines.join('\r\n'));
        for (const { code } of errors) expect(code).toMatch(/^registry-/);
        expect(results.at(-1)?.instrument.ueid).toBe(good.ueid);
      }),
      { numRuns: 60 },
    );
    expect((await store.registry.find(good.ueid))?.keys).toHaveLength(1);
  });

  it('in any text: read or refused with a code', async () => {
    const store = await temporaryStore({}, await place());
    const either = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom('"', 'ueid,public_key\n"', '[]', 'null'),
    );
    await fc.assert(
      fc.asyncProperty(either, async (source) => {
        for (const read of ['importCsv', 'importJson'] as const) {
          const error = await store.registry[read](source).then(
            () => undefined,
            (cause) => cause,
          );
          if (error === undefined) continue;
          expect(error).toBeInstanceOf(SdkError);
          expect(error.code).toBe('registry-bad-format');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('in JSON: any value in any place of a record is refused by itself', async () => {
    const store = await temporaryStore({}, await place());
    const places = [...Object.keys(good), 'certificate', 'assurance', 'place', 'maker', 'model', '__proto__', 'more'];
    const change = fc.record({ at: fc.constantFrom(...places), value: fc.oneof(fc.jsonValue(), text) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bad = { ...good, ...Object.fromEntries(changes.map(({ at, value }) => [at, value])) };
        const { results, errors } = await store.registry.importJson(JSON.stringify([bad, good]));
        for (const { code } of errors) expect(code).toMatch(/^registry-/);
        expect(results.at(-1)?.instrument.ueid).toBe(good.ueid);
      }),
      { numRuns: 100 },
    );
  });

  it('of more than 64 million characters are refused unread', async () => {
    const store = await temporaryStore({}, await place());
    const large = 'x'.repeat(64 * 1024 * 1024 + 1);
    await expect(store.registry.importCsv(large)).rejects.toMatchObject({ code: 'registry-bad-format' });
    await expect(store.registry.importJson(large)).rejects.toMatchObject({ code: 'registry-bad-format' });
  });
});
