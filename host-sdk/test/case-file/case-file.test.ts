import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseFile, CaseFileInstrument } from '../../src/case-file/case-file.js';
import { openCaseFile } from '../../src/case-file/open-case-file.js';
import { type TrustedKeys, verifyCaseFile } from '../../src/case-file/verify-case-file.js';
import { writeCaseFile } from '../../src/case-file/write-case-file.js';
import { SdkError } from '../../src/errors.js';
import { signEntry } from '../../src/ledger/entry-form.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { draft, newKey } from '../ledger/ledger-helpers.js';
import { DAY, fixedAt } from '../sampling/sample.js';
import { certificateOf, makerKey, photograph, sampleCaseFile, sha256 } from './sample-case-file.js';

type Sample = Awaited<ReturnType<typeof sampleCaseFile>>;
let sample: Sample;
// The store behind it is gone when the tests run: nothing but the file and public keys is left.
beforeAll(async () => {
  sample = await sampleCaseFile();
});

const bad = async (bytes: Uint8Array, trusted: TrustedKeys = sample.trusted) => {
  const { ok, findings } = await verifyCaseFile(bytes, trusted);
  const codes = findings.filter(({ verdict }) => verdict === 'bad').map(({ code }) => code);
  expect(ok).toBe(codes.length === 0);
  return [...new Set(codes)].sort();
};
/** As if the authority itself had put other things into the file: each check stands for itself. */
const changed = (changes: Partial<CaseFile>) => writeCaseFile({ ...sample.file, ...changes }, sample.key);
const instrument = (changes: Partial<CaseFileInstrument>) =>
  changed({ instruments: [{ ...sample.file.instruments[0]!, ...changes }] });
const without = <K extends 'certificate' | 'log'>(name: K) => {
  const { [name]: _, ...rest } = sample.file.instruments[0]!;
  return changed({ instruments: [rest as CaseFileInstrument] });
};
const flipped = (bytes: Uint8Array, at = -1, by = 1) => {
  const copy = new Uint8Array(bytes);
  copy[(at + copy.length) % copy.length]! ^= by;
  return copy;
};

describe('a case file 案卷', () => {
  it('is written, opened as it was, and always the same bytes save for the signature', () => {
    const bytes = writeCaseFile(sample.file, sample.key);
    const { members, ...opened } = openCaseFile(bytes);
    expect(opened).toMatchObject({ subject: 'lot/lot-1', decision: sample.drawn, madeBy: sample.file.madeBy });
    expect(opened.entries.map(sha256)).toEqual(sample.file.entries.map(sha256));
    expect(opened.instruments[0]!.frames.map(sha256)).toEqual(sample.file.instruments[0]!.frames.map(sha256));
    expect([...opened.evidence.keys()].sort()).toEqual([...sample.file.evidence.keys()].sort());
    const again = openCaseFile(writeCaseFile({ ...opened, entries: opened.entries.toReversed() }, sample.key)).members;
    expect([...again.keys()]).toEqual([...members.keys()]);
    for (const [name, member] of members)
      if (name !== 'signature.cbor') expect(sha256(again.get(name)!)).toBe(sha256(member));
  });

  it('verifies with nothing but public keys, and says in both languages what is proved and what is not', async () => {
    const verdict = await verifyCaseFile(writeCaseFile(sample.file, sample.key), sample.trusted);
    expect(verdict.findings.filter(({ verdict: one }) => one === 'bad')).toEqual([]);
    expect(verdict).toMatchObject({
      ok: true,
      subject: 'lot/lot-1',
      decision: sample.drawn,
      checkpoint: { number: 9 },
    });
    expect(verdict.findings.map(({ part, verdict: one, code }) => `${part} ${one} ${code}`)).toEqual([
      'file good manifest-holds',
      'file good manifest-signed',
      'ledger good entries-signed',
      'ledger good entries-in-ledger',
      'ledger note others-not-excluded',
      'instrument good key-certified',
      'instrument good frames-proved',
      'instrument good log-proved',
      'evidence good evidence-hashes',
      'evidence note records-as-stated',
      'rules good rules-same',
      'decision good decision-recomputed',
      'decision good entries-recomputed',
    ]);
    for (const { text } of verdict.findings) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/[a-z]{3} [a-z]{2}/);
    }
  });

  it('does not hold after a change of any byte', async () => {
    const bytes = writeCaseFile(sample.file, sample.key);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        try {
          const { ok } = await verifyCaseFile(flipped(bytes, at, by), sample.trusted);
          expect(ok).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(SdkError);
          expect((error as SdkError).code).toMatch(/^case-file-/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('that somebody else packed anew is not signed by the ledger', async () => {
    expect(await bad(writeCaseFile(sample.file, newKey()))).toEqual(['manifest-signature']);
    expect(await bad(writeCaseFile(sample.file, { ...newKey(), kid: sample.key.kid }))).toEqual(['manifest-signature']);
  });

  it('of whose ledger, maker or instrument one knows nothing proves nothing', async () => {
    const bytes = writeCaseFile(sample.file, sample.key);
    expect(await bad(bytes, { ledger: [], makers: sample.trusted.makers! })).toEqual([
      'checkpoint-signature',
      'decision-missing',
      'entry-key-unknown',
      'manifest-signature',
      'subject-without-entries',
    ]);
    expect(await bad(bytes, { ledger: sample.trusted.ledger })).toEqual(['certificate-invalid']);
    // A key counts for its own job only.
    expect(await bad(bytes, { ledger: sample.trusted.makers!, makers: sample.trusted.ledger })).toContain(
      'entry-key-unknown',
    );
    const own = { ledger: sample.trusted.ledger, instruments: [sample.instrument.publicKey] };
    expect(await bad(bytes, own)).toEqual([]);
  });

  describe('shows what the ledger’s own keeper put in wrongly', () => {
    it.each<[string, () => Uint8Array, string[]]>([
      [
        'a frame that was changed',
        () => instrument({ frames: sample.file.instruments[0]!.frames.map((f, i) => (i === 35 ? flipped(f) : f)) }),
        ['frames-refused'],
      ],
      [
        'a frame of another instrument',
        () => instrument({ frames: [...sample.file.instruments[0]!.frames, new TestInstrument(2).status()] }),
        ['frames-refused'],
      ],
      [
        'the frame that the decision rests on left out',
        () => instrument({ frames: sample.file.instruments[0]!.frames.slice(30) }),
        ['replay-evidence-missing'],
      ],
      ['no certificate', () => without('certificate'), ['key-untrusted']],
      [
        'a certificate by another maker',
        () => instrument({ certificate: certificateOf(sample.instrument, makerKey()) }),
        ['certificate-invalid'],
      ],
      [
        'a certificate of another key',
        () => instrument({ certificate: certificateOf(new TestInstrument(1), sample.maker) }),
        ['certificate-invalid'],
      ],
      [
        'a certificate for an instrument that the key does not say it is',
        () => {
          const other = Object.assign(sample.instrument.clone(), { ueid: new TestInstrument(9).ueid });
          return instrument({ certificate: certificateOf(other, sample.maker) });
        },
        ['identity-mismatch'],
      ],
      [
        'a certificate that was changed',
        () => instrument({ certificate: flipped(sample.file.instruments[0]!.certificate!, 40) }),
        ['certificate-invalid'],
      ],
      [
        'a certificate that was not valid yet when the key was enrolled',
        () =>
          instrument({
            certificate: certificateOf(sample.instrument, sample.maker, { notBefore: fixedAt / 1000 + 1 }),
          }),
        ['certificate-invalid'],
      ],
      [
        'a certificate that had expired by then',
        () => instrument({ certificate: certificateOf(sample.instrument, sample.maker, { expires: fixedAt / 1000 }) }),
        ['certificate-invalid'],
      ],
      [
        'a changed entry of the event log',
        () =>
          instrument({
            log: {
              ...sample.file.instruments[0]!.log!,
              entries: sample.instrument.log.map((e, i) => (i === 0 ? flipped(e) : e)),
            },
          }),
        ['log-head-mismatch'],
      ],
      [
        'an event log without its beginning',
        () => instrument({ log: { first: 1, head: new Uint8Array(32), entries: sample.instrument.log.slice(1) } }),
        ['log-head-mismatch'],
      ],
      [
        'an event log without its end',
        () => instrument({ log: { ...sample.file.instruments[0]!.log!, entries: [] } }),
        ['log-unsigned'],
      ],
      ['the decision left out', () => changed({ entries: sample.file.entries.slice(0, 1) }), ['decision-missing']],
      [
        'the entry before the decision left out',
        () => changed({ entries: sample.file.entries.slice(1) }),
        ['replay-evidence-missing'],
      ],
      ['a decision that nobody made', () => changed({ decision: 2 }), ['decision-missing']],
      [
        'an entry of another ledger',
        () => changed({ entries: [...sample.file.entries, signEntry(draft(), 99, '00'.repeat(32), newKey()).bytes] }),
        ['entry-key-unknown'],
      ],
      [
        'an entry that never stood in the ledger',
        () =>
          changed({
            entries: [
              ...sample.file.entries,
              signEntry(draft({ kind: 'note', evidence: [] }), 9, '00'.repeat(32), sample.key).bytes,
            ],
          }),
        ['entry-not-in-ledger'],
      ],
      [
        'an entry whose signature does not fit',
        () =>
          changed({
            entries: [
              ...sample.file.entries,
              signEntry(draft(), 9, '00'.repeat(32), { ...newKey(), kid: sample.key.kid }).bytes,
            ],
          }),
        ['entry-signature'],
      ],
      [
        'the checkpoint of another ledger',
        () => changed({ checkpoint: { ...sample.file.checkpoint!, bytes: flipped(sample.file.checkpoint!.bytes) } }),
        ['checkpoint-signature'],
      ],
      [
        'a proof too few',
        () =>
          changed({
            checkpoint: { ...sample.file.checkpoint!, proofs: new Map([...sample.file.checkpoint!.proofs].slice(1)) },
          }),
        ['entry-not-in-ledger'],
      ],
      [
        'proofs that were exchanged',
        () =>
          changed({
            checkpoint: {
              ...sample.file.checkpoint!,
              proofs: new Map([...sample.file.checkpoint!.proofs].map(([n], i, all) => [n, all.at(-1 - i)![1]])),
            },
          }),
        ['entry-not-in-ledger'],
      ],
      [
        'another photograph',
        () =>
          changed({
            evidence: new Map([...sample.file.evidence, [`attachment/${sha256(photograph)}`, new Uint8Array(3)]]),
          }),
        ['evidence-changed', 'replay-evidence-changed'],
      ],
      [
        'no photograph',
        () => changed({ evidence: new Map([...sample.file.evidence].slice(1)) }),
        ['replay-evidence-missing'],
      ],
      [
        'evidence of a name that nobody knows',
        () => changed({ evidence: new Map([...sample.file.evidence, ['../../etc/passwd', photograph]]) }),
        ['evidence-unknown'],
      ],
      ['no rules', () => changed({ rules: new Map() }), ['rules-missing']],
      [
        'other rules under the same name',
        () =>
          changed({
            rules: new Map(
              [...sample.file.rules].map(([name, data]) => [name, { ...(data as object), version: 1, more: 1 }]),
            ),
          }),
        ['rules-different'],
      ],
    ])('%s', async (_, write, codes) => {
      expect(await bad(write())).toEqual(codes);
    });

    it('no checkpoint', async () => {
      const { checkpoint: _, ...rest } = sample.file;
      expect(await bad(writeCaseFile(rest, sample.key))).toEqual(['checkpoint-missing']);
    });

    it('a decision that was recorded otherwise than it comes out, with the place', async () => {
      const other = await sampleCaseFile({ change: (body) => ({ ...(body as object), due: fixedAt + 400 * DAY }) });
      const { findings } = await verifyCaseFile(writeCaseFile(other.file, other.key), other.trusted);
      const wrong = findings.filter(({ verdict }) => verdict === 'bad');
      expect(wrong.map(({ code, about }) => [code, about])).toEqual([['replay-different', `ledger/${other.drawn}`]]);
      expect(wrong[0]!.text.zh).toContain('/due');
      expect(wrong[0]!.text.en).toContain('/due');
    });
  });

  it('follows the ledger’s keys from the first one, each in its turn', async () => {
    const handed = await sampleCaseFile({ succeed: true });
    const bytes = writeCaseFile(handed.file, handed.key);
    expect(await bad(bytes, handed.trusted)).toEqual([]);
    // Without the entry that hands over, the new key is a stranger's.
    const entries = handed.file.entries.filter((_, index) => index !== 1);
    expect(await bad(writeCaseFile({ ...handed.file, entries }, handed.first), handed.trusted)).toContain(
      'entry-key-unknown',
    );
    // The old key signs nothing after it handed over, whoever has it now.
    const late = signEntry(draft({ subject: 'lot/lot-1' }), 50, '00'.repeat(32), handed.first);
    const withLate = { ...handed.file, entries: [...handed.file.entries, late.bytes] };
    expect(await bad(writeCaseFile(withLate, handed.key), handed.trusted)).toContain('entry-key-out-of-turn');
  });

  it('notes forks and gaps of the frames without holding them against the file', async () => {
    const [one] = sample.file.instruments;
    const clone = new TestInstrument();
    Object.assign(clone, { privateKey: sample.instrument.privateKey, kid: sample.instrument.kid, sequence: 7 });
    const frames = [...one!.frames.slice(0, 10), clone.status(), ...one!.frames.slice(20)];
    const { ok, findings } = await verifyCaseFile(instrument({ frames }), sample.trusted);
    expect(ok).toBe(true);
    const notes = findings.filter(({ verdict }) => verdict === 'note').map(({ code }) => code);
    expect(notes).toEqual(expect.arrayContaining(['frames-with-gaps', 'frames-forked']));
  });
});
