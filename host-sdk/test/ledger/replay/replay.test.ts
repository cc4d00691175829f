import { createHash } from 'node:crypto';
import { decodeFrame, frameDigest, ProtocolError } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { SdkError } from '../../../src/errors.js';
import { frameId } from '../../../src/frames/frame-id.js';
import type { JsonValue, LedgerDraft, LedgerEntry } from '../../../src/ledger/ledger-entry.js';
import { differences } from '../../../src/ledger/replay/difference.js';
import { isNamedByContent, readIdentifier } from '../../../src/ledger/replay/evidence-identifier.js';
import type { EvidenceSource } from '../../../src/ledger/replay/evidence-source.js';
import { EvidenceMissing, type Recomputer } from '../../../src/ledger/replay/recomputer.js';
import { recomputers } from '../../../src/ledger/replay/recomputers.js';
import { replay, replaySubject } from '../../../src/ledger/replay/replay.js';
import { stepDraft } from '../../../src/replacement/case-entries.js';
import { caseRules } from '../../../src/replacement/case-rules-1.js';
import { foldLot, lotStepDraft } from '../../../src/sampling/book/lot-entries.js';
import { samplingRules } from '../../../src/sampling/book/named-rules.js';
import { collect } from '../../helpers/temporary-store.js';
import { TestInstrument } from '../../helpers/test-instrument.js';
import { CaseDriver, instrument, monday, pudong } from '../../replacement/case-helpers.js';
import { alikeLot, DAY, fixedAt } from '../../sampling/sample.js';

const actor = { person: '李四', role: 'supervisor', authority: '上海市市场监督管理局' };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a fresh machine was given: entries, and evidence by identifier. */
function source(entries: readonly LedgerEntry[], evidence: Record<string, Uint8Array> = {}): EvidenceSource {
  return {
    async *entries({ subject, from = 1, to = Number.MAX_SAFE_INTEGER }) {
      for (const entry of entries) {
        if ((subject === undefined || entry.subject === subject) && entry.number >= from && entry.number <= to)
          yield entry;
      }
    },
    find: async (identifier) => {
      const number = /^ledger\/(\d+)$/.exec(identifier)?.[1];
      return number === undefined ? evidence[identifier] : entries.find((one) => one.number === Number(number))?.bytes;
    },
  };
}

const entry = (draft: LedgerDraft, number: number): LedgerEntry => ({
  ...draft,
  number,
  previous: '',
  hash: '',
  bytes: new Uint8Array([number]),
});

const lot = alikeLot();
function drawn(): LedgerEntry[] {
  const first = entry(lotStepDraft(undefined, 'lot-1', { kind: 'lot', lot }, { at: fixedAt, actor }, samplingRules), 3);
  const step = { kind: 'draw', randomness: '05 17 23 29 30 33' } as const;
  const state = foldLot([first], samplingRules);
  return [first, entry(lotStepDraft(state, 'lot-1', step, { at: fixedAt + 2 * DAY, actor }, samplingRules), 8)];
}
const changed = (one: LedgerEntry, change: (body: never) => unknown): LedgerEntry => {
  const body = JSON.parse(JSON.stringify(one.body)) as JsonValue;
  change(body as never);
  return { ...one, body };
};

describe('replay 重算', () => {
  it('draws once more on a machine that has only the entries', async () => {
    const entries = drawn();
    const result = await replay(entries[1]!, source(entries), recomputers);
    expect(result).toMatchObject({ outcome: 'same', evidence: [], differences: [], reason: '' });
    expect(result.text.zh).toContain('完全一致');
    const all = await collect(replaySubject('lot/lot-1', source(entries), recomputers));
    expect(all.map(({ outcome, entry: { number } }) => [number, outcome])).toEqual([
      [3, 'same'],
      [8, 'same'],
    ]);
  });

  it('shows which member of a sample was exchanged', async () => {
    const [first, draw] = drawn();
    const other = changed(draw!, (body: { draw: { strata: { sample: string[] }[] } }) => {
      body.draw.strata[0]!.sample[0] = 'someone else';
    });
    const result = await replay(other, source([first!, other]), recomputers);
    expect(result.outcome).toBe('different');
    const [{ strata }] = [(draw!.body as unknown as { draw: { strata: { sample: string[] }[] } }).draw];
    expect(result.differences).toEqual([
      { pointer: '/draw/strata/0/sample/0', recorded: 'someone else', recomputed: strata[0]!.sample[0] },
    ]);
  });

  it('says what is not here, what rules are not known, and what was not allowed', async () => {
    const [first, draw] = drawn();
    const withoutLot = await replay(draw!, source([draw!]), recomputers);
    expect(withoutLot).toMatchObject({ outcome: 'evidence-missing', evidence: ['ledger/3'] });
    expect(withoutLot.reason).toContain('lot-1');
    const photograph = { ...draw!, evidence: [...draw!.evidence, `attachment/${'00'.repeat(32)}`] };
    expect(await replay(photograph, source([first!, photograph]), recomputers)).toMatchObject({
      outcome: 'evidence-missing',
      evidence: [`attachment/${'00'.repeat(32)}`],
    });
    const early = { ...draw!, at: fixedAt };
    expect(await replay(early, source([first!, early]), recomputers)).toMatchObject({ outcome: 'not-allowed' });
    const audit = entry({ ...draw!, kind: 'audit', rules: 'hengzhun-audit@99', evidence: [], body: {} }, 9);
    expect(await replay(audit, source([first!, draw!, audit]), recomputers)).toMatchObject({
      outcome: 'rules-unknown',
    });
  });

  it('recomputes the steps of a case, and nothing behind one that does not fit', async () => {
    const driver = new CaseDriver();
    const judgement = entry({ ...drawn()[0]!, kind: 'judgement', subject: 'instrument/1' }, 4);
    const entries: LedgerEntry[] = [judgement];
    const step = driver.step('open', 'software', {
      at: monday,
      basis: 0,
      instrument,
      jurisdiction: pudong,
      source: 'status-evaluation',
      evidence: ['ledger/4'],
    });
    entries.push(entry(stepDraft('C-1', undefined, step, caseRules), 5));
    const result = await collect(replaySubject('case/C-1', source(entries), recomputers));
    expect(result.map(({ outcome }) => outcome)).toEqual(['same']);
    const forged = changed(entries[1]!, (body: { to: string }) => {
      body.to = 'closed';
    });
    const after = [judgement, forged, { ...entries[1]!, number: forged.number + 1 }];
    expect(
      (await collect(replaySubject('case/C-1', source(after), recomputers))).map(({ outcome }) => outcome),
    ).toEqual(['different', 'not-allowed']);
  });

  it('takes a photograph or a frame for what its identifier says, and nothing else', async () => {
    const photograph = new TextEncoder().encode('photograph');
    const record = entry(
      {
        kind: 'note',
        subject: 'instrument/1',
        at: 1,
        actor,
        rules: '',
        evidence: [`attachment/${sha256(photograph)}`],
        body: {},
      },
      1,
    );
    const name = record.evidence[0]!;
    expect(await replay(record, source([record], { [name]: photograph }), recomputers)).toMatchObject({
      outcome: 'not-recomputable',
      evidence: [],
    });
    expect(await replay(record, source([record], { [name]: new Uint8Array(3) }), recomputers)).toMatchObject({
      outcome: 'evidence-changed',
      evidence: [name],
    });
    expect(await replay(record, source([record]), recomputers)).toMatchObject({ outcome: 'evidence-missing' });
  });

  it('lets a recomputer say what it cannot do without', async () => {
    const reader: Recomputer<number> = {
      kinds: ['sum'],
      fold: (before = 0, { body }) => before + (body as number),
      recompute: async (before = 0, _, evidence) => {
        const bytes = await evidence.find('attachment/x');
        if (bytes === undefined) throw new EvidenceMissing('attachment/x');
        return before + bytes.length;
      },
    };
    const sum = (body: number, number: number) =>
      entry({ kind: 'sum', subject: 's', at: 1, actor, rules: '', evidence: [], body }, number);
    const entries = [sum(2, 1), sum(4, 2), sum(8, 3)];
    const given = { 'attachment/x': new Uint8Array(2) };
    expect((await collect(replaySubject('s', source(entries, given), [reader]))).map(({ outcome }) => outcome)).toEqual(
      ['same', 'same', 'same'],
    );
    expect(await replay(sum(9, 3), source(entries, given), [reader])).toMatchObject({
      outcome: 'different',
      differences: [{ pointer: '', recorded: 9, recomputed: 8 }],
    });
    expect(await replay(entries[2]!, source(entries), [reader])).toMatchObject({
      outcome: 'evidence-missing',
      evidence: ['attachment/x'],
    });
  });
});

describe('a recomputer that fails', () => {
  const note = entry({ kind: 'sum', subject: 's', at: 1, actor, rules: '', evidence: [], body: {} }, 1);
  const failing = (error: Error): Recomputer => ({
    kinds: ['sum'],
    recompute: () => {
      throw error;
    },
  });

  it('on what the entry says shows that it could not have been written', async () => {
    for (const error of [new TypeError('no such field'), new RangeError('too deep'), new ProtocolError('frame-tag')]) {
      const result = await replay(note, source([note]), [failing(error)]);
      expect(result).toMatchObject({ outcome: 'not-allowed', reason: error.message });
    }
  });

  it('for another reason fails aloud: a closed store is no verdict on an entry', async () => {
    const closed = new SdkError('store-closed', 'The store was closed. Open it again.');
    await expect(replay(note, source([note]), [failing(closed)])).rejects.toBe(closed);
    await expect(replay(note, source([note]), [failing(new Error('a defect'))])).rejects.toThrow('a defect');
  });
});

describe('differences of two bodies', () => {
  it('are named by JSON Pointer (RFC 6901 section 5)', () => {
    const a = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, same: { x: null } };
    const b = { foo: ['bar', 'bax', 'new'], '': 5, 'a/b': 2, 'm~n': 9, same: { x: null }, more: true };
    expect(differences(a, b).map(({ pointer }) => pointer)).toEqual([
      '/',
      '/a~1b',
      '/foo/1',
      '/foo/2',
      '/more',
      '/m~0n',
    ]);
  });

  it('tell an array from an object, nothing from null, and stop at the limit', () => {
    expect(differences([], {})).toHaveLength(1);
    expect(differences({ a: null }, {})).toEqual([{ pointer: '/a', recorded: null, recomputed: undefined }]);
    expect(differences(-0, 0)).toEqual([]);
    expect(differences([1, 2, 3, 4], [5, 6, 7, 8], 2)).toHaveLength(2);
  });
});

describe('identifiers of evidence', () => {
  it.each([
    ['0102030405060708/7/00112233445566aa', 'frame'],
    [`refused/${'ab'.repeat(16)}`, 'refused'],
    [`attachment/${'ab'.repeat(32)}`, 'attachment'],
    ['record/verification/V-1/2', 'record'],
    ['record/verification/V-1', 'record'],
    ['ledger/12', 'ledger'],
    [`instrument/01${'ab'.repeat(16)}`, 'instrument'],
    ['ledger/0', undefined],
    ['attachment/../../etc/passwd', undefined],
    ["record/x/' OR 1=1", undefined],
    ['', undefined],
  ])('%s is of the kind %s', (identifier, kind) => {
    expect(readIdentifier(identifier)?.kind).toBe(kind);
  });

  it('name a frame by its own bytes', () => {
    const scale = new TestInstrument();
    const [frame, next] = scale.statuses(2);
    const named = (bytes: Uint8Array) => {
      const decoded = decodeFrame(bytes);
      return frameId(scale.kid, decoded.claims.sequence, Buffer.from(frameDigest(decoded)).toString('hex'));
    };
    expect(isNamedByContent(named(frame!), frame!)).toBe(true);
    expect(isNamedByContent(named(frame!), next!)).toBe(false);
    const identifier = (bytes: Uint8Array) => isNamedByContent(`${scale.kid}/1/${'0'.repeat(16)}`, bytes);
    expect(identifier(frame!)).toBe(false);
    expect(identifier(new Uint8Array([1, 2]))).toBe(false);
    expect(isNamedByContent('record/verification/V-1', next!)).toBeUndefined();
  });
});
