import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerKey } from '../../src/ledger/ledger-key.js';
import { type RecordInput, type RecordVerdict, recordPdf, verifyRecordPdf } from '../../src/reports/index.js';
import type { RecordContent } from '../../src/reports/record/inspection-record.js';
import { digestOf } from '../../src/reports/record/read-record.js';
import { recordLimits } from '../../src/reports/record/record-limits.js';
import type { TestInstrument } from '../helpers/test-instrument.js';
import { dishonestPdf, inspection, officeKey } from './record-helpers.js';

let input: RecordInput;
let office: LedgerKey;
let instrument: TestInstrument;
let good: Buffer;
beforeAll(async () => {
  ({ input, office, instrument } = await inspection({ language: 'en' }));
  good = (await recordPdf(input, { key: office })).bytes;
});

const trusted = () => ({ ledger: [office.publicKey], instruments: [instrument.publicKey] });
const codes = ({ signature, rules }: RecordVerdict) =>
  [...signature.findings, ...rules.findings].filter(({ verdict }) => verdict === 'bad').map(({ code }) => code);
const changed = (at: number, value: number): Buffer => {
  const bytes = Buffer.from(good);
  bytes[at]! ^= value;
  return bytes;
};
/** The content with one member put in place of another, and the record that lists it. */
const withMember = (content: RecordContent, name: string, bytes: Uint8Array): RecordContent => ({
  record: {
    ...content.record,
    members: content.record.members.map((one) =>
      one.name === name ? { ...one, size: bytes.length, sha256: digestOf(bytes) } : one,
    ),
  },
  members: new Map([...content.members, [name, bytes]]),
});
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const utf8 = (value: string) => new TextEncoder().encode(value);

describe('a record that somebody changed', () => {
  it('in any byte does not hold, and is not opened', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: good.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, value) => {
          const verdict = await verifyRecordPdf(changed(at, value), trusted());
          expect(verdict).toMatchObject({ ok: false, record: undefined, rules: { verdict: 'open' } });
          expect(verdict.signature.verdict).toBe('bad');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in a digit of the signature, or in the zeros behind it, does not hold', async () => {
    const start = good.indexOf('/Contents <30') + 11;
    for (const at of [start, start + 40, start + 900, start + 16_000]) {
      expect(codes(await verifyRecordPdf(changed(at, 1), trusted()))).toEqual(['pdf-signature']);
    }
  });

  it('by what is added behind it (an incremental update, ISO 32000-2 §7.5.6), or cut off', async () => {
    const updated = Buffer.concat([good, Buffer.from('1 0 obj\n<<\n>>\nendobj\nxref\n0 0\ntrailer\n<<>>\n%%EOF\n')]);
    const verdict = await verifyRecordPdf(updated, trusted());
    expect(codes(verdict)).toEqual(['pdf-signature']);
    expect(verdict.signature.findings[0]!.text.en).toMatch(/does not cover the whole file/);
    expect(codes(await verifyRecordPdf(good.subarray(0, -1), trusted()))).toEqual(['pdf-signature']);
  });

  it('is no record: nothing, another PDF, random bytes, too much of them', async () => {
    const none = [
      Buffer.alloc(0),
      Buffer.from('%PDF-1.7\n%%EOF\n'),
      Buffer.from('/Type /EmbeddedFile\n'.repeat(100)),
      good.subarray(0, 9000),
    ];
    for (const bytes of none) expect(codes(await verifyRecordPdf(bytes, trusted()))).toEqual(['pdf-signature']);
    const huge = await verifyRecordPdf(Buffer.alloc(recordLimits.file + 1, '%PDF-'), trusted());
    expect(huge.signature.findings[0]!.text.en).toMatch(/more than any record/);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const whole = Buffer.concat([Buffer.from('%PDF-1.7\n/Type /EmbeddedFile\n/Length 3\n>>\nstream\n'), bytes]);
        expect((await verifyRecordPdf(whole, trusted())).ok).toBe(false);
      }),
    );
  });

  it('with compressed or overlong attachments is refused before anything is inflated', async () => {
    const filter = Buffer.from(good);
    const at = filter.indexOf('/AFRelationship');
    const embedded = filter.lastIndexOf('/CheckSum', at);
    filter.write('/Filter /FlateD', embedded, 'latin1');
    expect(codes(await verifyRecordPdf(filter, trusted()))).toEqual(['pdf-signature']);
    const long = Buffer.from(
      good
        .toString('latin1')
        .replace(/\/Length \d+\n>>\nstream\n\{"challenge/, '/Length 99999999\n>>\nstream\n{"challenge'),
      'latin1',
    );
    const verdict = await verifyRecordPdf(long, trusted());
    expect(verdict.signature.findings[0]!.text.en).toMatch(/does not end where it says/);
  });
});

describe('a record by somebody who is not to be trusted', () => {
  it('an office that nobody knows: told by its key, and not opened', async () => {
    const stranger = officeKey();
    const { bytes } = await recordPdf(input, { key: stranger });
    const verdict = await verifyRecordPdf(bytes, trusted());
    expect(codes(verdict)).toEqual(['office-untrusted']);
    expect(verdict).toMatchObject({ office: stranger.kid, record: undefined });
  });

  it('an instrument that nobody knows', async () => {
    const verdict = await verifyRecordPdf(good, { ledger: [office.publicKey] });
    expect(codes(verdict)).toEqual(['key-untrusted']);
  });

  it('an instrument’s key signs no record', async () => {
    const verdict = await verifyRecordPdf(good, { ledger: [instrument.publicKey], instruments: [office.publicKey] });
    expect(codes(verdict)).toEqual(['office-untrusted']);
  });
});

describe('a record that an office signed and that does not say what follows', () => {
  it('other words on the page', async () => {
    // The glyphs of one text drawn somewhere on a page.
    const pages = (unsigned: Buffer) => {
      const at = unsigned.lastIndexOf('] TJ') - 12;
      unsigned[at] = unsigned[at] === 0x31 ? 0x32 : 0x31;
      return unsigned;
    };
    const verdict = await verifyRecordPdf(await dishonestPdf(input, office, { pages }), trusted());
    expect(codes(verdict)).toEqual(['print-differs']);
    expect(verdict.signature.verdict).toBe('bad');
  });

  it('another level in the judgement', async () => {
    const content = (made: RecordContent) => {
      const member = JSON.parse(text(made.members.get('judgement.json'))) as { judgement: { level: string } };
      member.judgement.level = member.judgement.level === 'normal' ? 'attention' : 'normal';
      return withMember(made, 'judgement.json', utf8(JSON.stringify(member)));
    };
    const verdict = await verifyRecordPdf(await dishonestPdf(input, office, { content }), trusted());
    expect(codes(verdict)).toEqual(['judgement-different']);
    expect(verdict).toMatchObject({ ok: false, signature: { verdict: 'good' }, rules: { verdict: 'bad' } });
  });

  it('a frame that the instrument did not sign', async () => {
    const content = (made: RecordContent) => {
      const frames = Buffer.from(made.members.get('frames.cbor')!);
      frames[frames.length - 80]! ^= 1;
      return withMember(made, 'frames.cbor', frames);
    };
    const found = codes(await verifyRecordPdf(await dishonestPdf(input, office, { content }), trusted()));
    expect(found).toContain('frames-refused');
    expect(found).toContain('frames-other');
  });

  it('an event log that is not the one whose head is signed', async () => {
    const content = (made: RecordContent) => {
      const log = Buffer.from(made.members.get('event-log.cbor')!);
      log[log.length - 1]! ^= 1;
      return withMember(made, 'event-log.cbor', log);
    };
    expect(codes(await verifyRecordPdf(await dishonestPdf(input, office, { content }), trusted()))).toEqual([
      'log-head-mismatch',
    ]);
  });

  it('a check sheet of another instrument; rules that nobody has', async () => {
    const sheet = (made: RecordContent) =>
      withMember(
        made,
        'sheet-1.json',
        utf8(text(made.members.get('sheet-1.json')).replace(/"instrument":"01/, '"instrument":"02')),
      );
    expect(codes(await verifyRecordPdf(await dishonestPdf(input, office, { content: sheet }), trusted()))).toEqual([
      'sheet-foreign',
    ]);
    const rules = (made: RecordContent) =>
      withMember(
        made,
        'judgement.json',
        utf8(text(made.members.get('judgement.json')).replace('hengzhun-judgement@1', 'hengzhun-judgement@99')),
      );
    expect(codes(await verifyRecordPdf(await dishonestPdf(input, office, { content: rules }), trusted()))).toEqual([
      'rules-unknown',
    ]);
  });

  it('a challenge that no frame answers', async () => {
    const content = ({ record, members }: RecordContent) => ({
      ...{
        members,
        record: { ...record, challenge: { ...record.challenge!, frame: record.frames.at(-1)!.id.replace(/.$/, 'x') } },
      },
    });
    expect(codes(await verifyRecordPdf(await dishonestPdf(input, office, { content }), trusted()))).toEqual([
      'challenge-unanswered',
    ]);
  });

  it('laid out by another version: told, and left open', async () => {
    const bytes = await dishonestPdf(input, office, { layout: 'record-page@0' });
    const verdict = await verifyRecordPdf(bytes, trusted());
    expect(verdict.signature.findings).toContainEqual(
      expect.objectContaining({ code: 'print-not-compared', verdict: 'note' }),
    );
    expect(verdict).toMatchObject({ ok: true, signature: { verdict: 'open' } });
  });

  it.each(['members', 'frames', 'key', 'steps', 'instrument', 'madeAt'])('a record whose %s is none', async (field) => {
    const { record } = await import('../../src/reports/record/make-record.js').then(({ makeRecord }) =>
      makeRecord(input, office.kid, 'x'),
    );
    const { readRecord, recordBytes } = await import('../../src/reports/record/read-record.js');
    for (const value of [null, 7, 'x', [], {}, [null]]) {
      const broken = recordBytes({ ...record, [field]: value } as never);
      if (field === 'madeAt' && value === 7) continue;
      if (
        (field === 'members' || field === 'frames' || field === 'steps') &&
        Array.isArray(value) &&
        value.length === 0
      )
        continue;
      expect(() => readRecord(broken), `${field}: ${JSON.stringify(value)}`).toThrow(
        expect.objectContaining({ code: 'report-bad-record' }),
      );
    }
  });
});
