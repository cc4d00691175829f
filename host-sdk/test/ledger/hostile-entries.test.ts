import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SdkError } from '../../src/errors.js';
import { judgementKind } from '../../src/judgement/judgement-entry.js';
import { priorsKind } from '../../src/judgement/priors-entry.js';
import { decodeEntry, signEntry } from '../../src/ledger/entry-form.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { JsonValue, LedgerEntry } from '../../src/ledger/ledger-entry.js';
import { ledgerKeyOf } from '../../src/ledger/ledger-key.js';
import type { EvidenceSource } from '../../src/ledger/replay/evidence-source.js';
import { recomputers } from '../../src/ledger/replay/recomputers.js';
import { replay } from '../../src/ledger/replay/replay.js';
import { caseStepKind } from '../../src/replacement/case-entries.js';
import { ruleSetName } from '../../src/rules/rule-set-name.js';
import { ruleSets } from '../../src/rules/rule-sets.js';
import { samplingKinds } from '../../src/sampling/book/lot-entries.js';
import { databases } from '../helpers/temporary-database.js';
import { collect } from '../helpers/temporary-store.js';

const key = ledgerKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const actor = { person: 'p', role: 'software', authority: 'a' };
const draft = (body: JsonValue = { i: 1 }) => {
  return { kind: 'judgement', subject: 'instrument/x', at: 1, actor, rules: '', evidence: [], body };
};
const bytes = signEntry(draft(), 1, '0'.repeat(64), key).bytes;
const bad = (error: unknown, ...codes: string[]) => {
  expect(error).toBeInstanceOf(SdkError);
  expect(codes).toContain((error as SdkError).code);
};

describe('bytes that call themselves an entry', () => {
  it('changed, cut, lengthened or of any kind are refused with a code, or say what they are signed for', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 4 }),
      insert: fc.uint8Array({ maxLength: 4 }),
    });
    const edited = fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
      edits.reduce((copy, { at, remove, insert }) => {
        const from = at % (copy.length + 1);
        return Buffer.concat([copy.subarray(0, from), insert, copy.subarray(from + remove)]);
      }, Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.oneof(edited, fc.uint8Array({ maxLength: 300 })), (some) => {
        try {
          // What still has the form has one form only: it comes back byte for byte.
          expect(Buffer.compare(decodeEntry(some).bytes, some)).toBe(0);
        } catch (error) {
          bad(error, 'ledger-bad-entry');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe.each(databases)('rows that a stranger has written into the ledger, on $name', ({ open }) => {
  it('are found by verifying, and never handed out as entries', async () => {
    const database = await open();
    const ledger = new Ledger({ database, key });
    await ledger.appendAll([draft(), draft(), draft()]);
    const column = fc.oneof(
      fc.record({ name: fc.constant('bytes'), value: fc.uint8Array({ maxLength: 200 }) }),
      fc.record({ name: fc.constant('hash'), value: fc.uint8Array({ maxLength: 40 }) }),
      fc.record({ name: fc.constantFrom('kind', 'subject'), value: fc.string() }),
      fc.record({ name: fc.constant('at'), value: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(column, fc.integer({ min: 1, max: 3 }), async ({ name, value }, number) => {
        const good = (await database.get(`SELECT ${name} FROM ledger WHERE number = ?`, [number]))![0]!;
        const text = typeof value === 'string' ? value.replaceAll('\0', '') : value;
        const set = (to: typeof good) =>
          database.transaction((t) => t.run(`UPDATE ledger SET ${name} = ? WHERE number = ?`, [to, number]));
        const same = typeof text === 'object' ? Buffer.compare(text, good as Uint8Array) === 0 : text === good;
        await set(text);
        try {
          const verdict = await ledger.verify([key.publicKey]);
          expect(verdict.ok).toBe(same);
          if (!verdict.ok) expect(verdict.number).toBe(number);
          const read = await collect(ledger.entries()).catch((error: unknown) => bad(error, 'ledger-broken'));
          if (read !== undefined) expect(read).toHaveLength(3);
        } finally {
          await set(good);
        }
      }),
      { numRuns: 80 },
    );
    expect(await ledger.verify([key.publicKey])).toMatchObject({ ok: true, entries: 3 });
  });
});

describe('entries that a key holder has signed without this product', () => {
  it('replay to an outcome, whatever their bodies and their evidence say', async () => {
    const kinds = [caseStepKind, judgementKind, priorsKind, ...samplingKinds, 'unknown'];
    const names = [
      `attachment/${'a'.repeat(64)}`,
      'record/verification/V/1',
      'record/repair/R/1',
      'ledger/1',
      'x',
      `${'a'.repeat(16)}/1/${'b'.repeat(16)}`,
    ];
    const hostile = fc.record({
      kind: fc.constantFrom(...kinds),
      subject: fc.constantFrom('case/C-1', 'lot/L-1', `instrument/01${'0'.repeat(32)}`, 'population/all', 'case/../x'),
      rules: fc.oneof(
        fc.constantFrom(
          '',
          ruleSets
            .map((set) => ruleSetName(set))
            .join(' ')
            .slice(0, 250),
        ),
        fc.constantFrom(...ruleSets.map((set) => ruleSetName(set))),
      ),
      evidence: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
      body: fc.oneof(
        fc.jsonValue(),
        fc.record({
          step: fc.jsonValue(),
          from: fc.jsonValue(),
          key: fc.string(),
          basis: fc.nat(),
          documents: fc.jsonValue(),
        }),
        fc.record({
          basis: fc.record({
            data: fc.object({ maxDepth: 1 }),
            taken: fc.array(fc.record({ source: fc.constantFrom(...names), at: fc.nat() }), { maxLength: 2 }),
            reports: fc.object({ maxDepth: 1 }),
            previousLevel: fc.integer({ min: 0, max: 3 }),
            priorsEntry: fc.constantFrom(0, 1),
            enrolledAt: fc.nat(),
          }),
        }),
        fc.record({ version: fc.integer({ min: -1, max: 3 }), increments: fc.nat() }),
      ),
    });
    const content = fc.oneof(
      fc.constant(undefined),
      fc.uint8Array({ maxLength: 60 }),
      fc.json().map((text) => Buffer.from(text)),
      fc.constantFrom(Buffer.from('{"points":7}'), Buffer.from('{"at":1,"points":[{}],"kind":"x"}'), Buffer.from('[]')),
    );
    await fc.assert(
      fc.asyncProperty(hostile, fc.array(content, { minLength: 1, maxLength: 4 }), async (fields, contents) => {
        const body = JSON.parse(JSON.stringify(fields.body)) as JsonValue;
        let entry: LedgerEntry;
        try {
          entry = signEntry({ ...draft(), ...fields, body }, 2, '0'.repeat(64), key);
        } catch (error) {
          return bad(error, 'ledger-bad-draft', 'ledger-bad-value');
        }
        let asked = 0;
        const source: EvidenceSource = {
          find: async () => contents[asked++ % contents.length],
          entries: async function* ({ kind }) {
            if (kind === priorsKind) yield { ...entry, kind: priorsKind, number: 1 };
          },
        };
        const { outcome, text } = await replay(entry, source, recomputers);
        expect(outcome).not.toBe('same');
        expect(text.zh.length * text.en.length).toBeGreaterThan(0);
      }),
      { numRuns: 1500 },
    );
  });
});
