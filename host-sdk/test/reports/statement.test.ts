import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyRecordStatement } from '../../src/reports/index.js';
import { decodeBase45, encodeBase45 } from '../../src/reports/statement/base45.js';
import { qrMatrix } from '../../src/reports/statement/qr-matrix.js';
import { type RecordStatement, signRecordStatement } from '../../src/reports/statement/record-statement.js';
import { officeKey } from './record-helpers.js';

describe('Base45 (RFC 9285)', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('section 4.3 and 4.4: %s is %s', (text, encoded) => {
    expect(encodeBase45(Buffer.from(text))).toBe(encoded);
    expect(Buffer.from(decodeBase45(encoded)!).toString()).toBe(text);
  });

  it('section 4.4: what is too large, too short or another character is refused', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(255, 255));
    for (const text of ['GGW', ':::', '::', 'A', 'bb8', 'BB8A']) expect(decodeBase45(text)).toBeUndefined();
  });

  it('brings every byte string back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
      }),
    );
  });
});

const statement: RecordStatement = {
  ...{
    record: 'ab'.repeat(32),
    ueid: `01${'cd'.repeat(16)}`,
    kid: 'ef'.repeat(8),
    level: 'warning',
    probability: 123_456,
  },
  ...{ earliest: 1_790_000_000_000, latest: 1_790_000_000_100, madeAt: 1_790_000_001_000, check: 'fail', holds: true },
  frames: [1, 2, 3, 4, 5].map((sequence) => ({ sequence: 0xffff_fff0 + sequence, digest: `0${sequence}`.repeat(16) })),
};

describe('the statement in a QR code', () => {
  it('holds what it stated, under the office’s key', () => {
    const office = officeKey();
    const text = signRecordStatement(statement, office);
    expect(text.startsWith('HZ1:')).toBe(true);
    expect(verifyRecordStatement(` ${text}\n`, { ledger: [officeKey().publicKey, office.publicKey] })).toMatchObject({
      ...{ ok: true, office: office.kid, statement },
    });
  });

  it('of evidence that did not hold when the record was made says so, and is not good', () => {
    const office = officeKey();
    const verdict = verifyRecordStatement(signRecordStatement({ ...statement, holds: false }, office), {
      ledger: [office.publicKey],
    });
    expect(verdict).toMatchObject({ ok: false, statement: { holds: false } });
    expect(verdict.findings.filter((one) => one.verdict === 'bad').map(({ code }) => code)).toEqual([
      'evidence-not-held',
    ]);
  });

  it('fits a QR code of version 20 at level M (ISO/IEC 18004), however many nozzles', () => {
    expect(qrMatrix(signRecordStatement(statement, officeKey())).version).toBeLessThanOrEqual(20);
  });

  it('of a stranger, or with a changed character, does not hold', () => {
    const office = officeKey();
    const text = signRecordStatement(statement, office);
    const foreign = verifyRecordStatement(text, { ledger: [officeKey().publicKey] });
    expect(foreign).toMatchObject({ ok: false, office: office.kid, statement: undefined });
    expect(foreign.findings.map(({ code }) => code)).toEqual(['office-untrusted']);
    fc.assert(
      fc.property(fc.integer({ min: 4, max: text.length - 1 }), fc.constantFrom(...'0Z:'), (at, character) => {
        fc.pre(text[at] !== character);
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(verifyRecordStatement(changed, { ledger: [office.publicKey] }).ok).toBe(false);
      }),
    );
  });

  it('is no other text: another scheme, too long, nothing', () => {
    const { publicKey } = officeKey();
    for (const text of ['', 'HC1:6BF', 'HZ1:', 'HZ1:?', `HZ1:${'0'.repeat(5000)}`, 'https://example.org']) {
      expect(verifyRecordStatement(text, { ledger: [publicKey] })).toMatchObject({ ok: false, statement: undefined });
    }
  });
});
