import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsqr from 'jsqr';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerKey } from '../../src/ledger/ledger-key.js';
import {
  gatherRecord,
  issueOfficeCertificate,
  type RecordInput,
  type RecordPdf,
  recordPdf,
  verifyRecordPdf,
  verifyRecordStatement,
} from '../../src/reports/index.js';
import { pageLayout } from '../../src/reports/page/page-fonts.js';
import { fillRange } from '../../src/reports/pdf/place-signature.js';
import { renderRecord } from '../../src/reports/pdf/render-record.js';
import { examineRecord } from '../../src/reports/record/examine-record.js';
import { makeRecord } from '../../src/reports/record/make-record.js';
import { qrMatrix } from '../../src/reports/statement/qr-matrix.js';
import { temporaryFolder } from '../helpers/temporary-store.js';
import { market, now } from './market.js';
import { inspection, inspector, officeKey } from './record-helpers.js';

const has = (program: string) => spawnSync(program, ['-v']).error === undefined;
const poppler = ['pdfsig', 'pdfinfo', 'pdftoppm', 'pdftotext', 'pdfdetach'].every(has);

describe.each(['zh', 'en'] as const)('a record in %s', (language) => {
  let input: RecordInput;
  let office: LedgerKey;
  let made: RecordPdf;
  let instrumentKey: import('node:crypto').KeyObject;
  const write = (name: string, bytes: Uint8Array): string => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, bytes);
    return path;
  };
  beforeAll(async () => {
    const found = await inspection({ language });
    ({ input, office } = found);
    instrumentKey = found.instrument.publicKey;
    made = await recordPdf(input, { key: office });
  });

  it('holds: both verdicts, with nothing but public keys', async () => {
    const verdict = await verifyRecordPdf(made.bytes, { ledger: [office.publicKey], instruments: [instrumentKey] });
    expect(verdict.signature).toMatchObject({ verdict: 'good' });
    expect(verdict.signature.findings.map(({ code, verdict: one }) => `${one} ${code}`)).toEqual([
      'good pdf-signed',
      'good key-trusted',
      'good statement-holds',
      'good print-follows',
      'good frames-proved',
      'good log-proved',
      'good challenge-answered',
      'good frames-proved',
    ]);
    expect(verdict.rules).toMatchObject({ verdict: 'good' });
    expect(verdict.rules.findings.map(({ code }) => code)).toEqual(['judgement-recomputed', 'sheet-computed']);
    expect(verdict).toMatchObject({ ok: true, office: office.kid, record: { record: { number: 'R-1', language } } });
  });

  it('the same input gives the same bytes before signing', async () => {
    const content = makeRecord(input, office.kid, pageLayout());
    const given = { content, examined: await examineRecord(content), statement: made.statement };
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'America/New_York';
      const first = await renderRecord(given);
      process.env.TZ = 'Asia/Shanghai';
      const second = await renderRecord({ ...given, examined: await examineRecord(content) });
      expect(Buffer.compare(first, second)).toBe(0);
      // And they are what was signed.
      const { bytes, place } = fillRange(first);
      expect(Buffer.compare(bytes.subarray(place.end), made.bytes.subarray(place.end))).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it.runIf(poppler)('is a valid PAdES signature over the whole file to another program (ISO 32000-2 §12.8)', () => {
    const said = execFileSync('pdfsig', ['-nocert', write('record.pdf', made.bytes)], { encoding: 'utf8' });
    expect(said).toMatch(/Signature is Valid/);
    expect(said).toMatch(/Total document signed/);
    expect(said).toMatch(/Signature Type: ETSI\.CAdES\.detached/);
    expect(said).toMatch(/Common Name: 浦东新区市场监管局 · [0-9a-f]{16}/);
  });

  it.runIf(has('openssl'))('its CMS verifies with OpenSSL (RFC 5652, RFC 5035)', () => {
    const text = made.bytes.toString('latin1');
    const [, start, end] = /\/ByteRange \[0 (\d+) (\d+) /.exec(text)!.map(Number) as [number, number, number];
    const der = Buffer.from(text.slice(start + 1, end - 1), 'hex');
    const signature = write('signature.der', der.subarray(0, 4 + der.readUInt16BE(2)));
    const content = write('content', Buffer.concat([made.bytes.subarray(0, start), made.bytes.subarray(end)]));
    const options = [
      '-inform',
      'DER',
      '-in',
      signature,
      '-content',
      content,
      '-binary',
      '-noverify',
      '-out',
      '/dev/null',
    ];
    const { stderr, status } = spawnSync('openssl', ['cms', '-verify', ...options], { encoding: 'utf8' });
    expect(stderr).toMatch(/Verification successful/);
    expect(status).toBe(0);
  });

  it.runIf(poppler)(
    'A4, tagged, with language and title (ISO 32000-2 §14.7 and §14.9), and text that can be read aloud',
    () => {
      const path = write('record.pdf', made.bytes);
      const info = execFileSync('pdfinfo', [path], { encoding: 'utf8' });
      expect(info).toMatch(/Tagged:\s+yes/);
      expect(info).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
      expect(info).toMatch(/Title:\s+\S.* R-1/);
      expect(made.bytes.toString('latin1')).toContain(`/Lang (${language === 'zh' ? 'zh-CN' : 'en'})`);
      const structure = execFileSync('pdfinfo', ['-struct-text', path], { encoding: 'utf8' });
      for (const element of ['Document', 'H1', 'H2', 'Table', 'TH', 'TD', 'LBody', 'Figure'])
        expect(structure).toContain(element);
      const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
      const expected =
        language === 'zh'
          ? [
              '计量器具状态检查记录',
              '状态评价：',
              '所发随机数与时间区间由机构证明',
              '软件不能知道的',
              '现场检查表（秤）',
              '蠕变',
            ]
          : [
              'Record of inspection of a measuring instrument',
              'Status evaluation:',
              'What the software cannot know',
              'creep',
            ];
      for (const words of expected) expect(text.replace(/\s+/g, ' ')).toContain(words);
      expect(text).not.toContain('〓');
    },
  );

  it.runIf(poppler)('carries its evidence as attached files with their relationship (ISO 32000-2 §14.13)', () => {
    const list = execFileSync('pdfdetach', ['-list', write('record.pdf', made.bytes)], { encoding: 'utf8' });
    for (const name of [
      'record.json',
      'frames.cbor',
      'keys.json',
      'event-log.cbor',
      'judgement.json',
      'sheet-1.json',
      'statement.txt',
    ])
      expect(list).toContain(name);
    expect(made.bytes.toString('latin1')).toMatch(/\/AFRelationship \/Data/);
  });

  it.runIf(poppler)('the QR code on the page is read by another program and leads to an offline check', () => {
    const path = write('record.pdf', made.bytes);
    const image = execFileSync('pdftoppm', ['-r', '200', '-f', '1', '-l', '1', path], { maxBuffer: 1e8 });
    const [head, width, height] = /^P6\s(\d+) (\d+)\s255\s/.exec(image.subarray(0, 30).toString('latin1'))!;
    const [w, h] = [Number(width), Number(height)];
    const pixels = new Uint8ClampedArray(w * h * 4);
    for (let i = 0; i < w * h; i++) {
      for (let c = 0; c < 3; c++) pixels[4 * i + c] = image[head.length + 3 * i + c]!;
      pixels[4 * i + 3] = 255;
    }
    const found = (jsqr as unknown as typeof jsqr.default)(pixels, w, h);
    expect(found?.data).toBe(made.statement);
    const verdict = verifyRecordStatement(found!.data, { ledger: [office.publicKey] });
    expect(verdict).toMatchObject({ ok: true, office: office.kid, statement: made.stated });
    expect(verdict.statement).toMatchObject({ record: made.examined.digest, check: 'pass', latest: now - 900 });
    expect(qrMatrix(made.statement).version).toBeLessThanOrEqual(20);
  });

  it('the office’s own certificate (RFC 5280) stands for its key; another’s is refused', async () => {
    const der = issueOfficeCertificate(office, '市场监管局', now);
    const certificate = new X509Certificate(der);
    expect(certificate.verify(office.publicKey)).toBe(true);
    expect(certificate.subject).toBe(`CN=市场监管局 · ${office.kid}`);
    expect(certificate.validTo).toBe('Dec 31 23:59:59 9999 GMT');
    const signed = await recordPdf(input, { key: office, certificate: Buffer.from(certificate.toString()) });
    expect((await verifyRecordPdf(signed.bytes, { ledger: [office.publicKey], instruments: [instrumentKey] })).ok).toBe(
      true,
    );
    const other = issueOfficeCertificate(officeKey(), 'x', now);
    await expect(recordPdf(input, { key: office, certificate: other })).rejects.toMatchObject({
      code: 'report-bad-certificate',
    });
    const nothing = Buffer.from('no certificate');
    await expect(recordPdf(input, { key: office, certificate: nothing })).rejects.toMatchObject({
      code: 'report-bad-certificate',
    });
  });
});

describe('what is stored', () => {
  it('makes a record without a challenge, which says so', async () => {
    const { store, instruments } = await market(1, 30);
    const office = officeKey();
    const input = await gatherRecord(store, 'HZ-0', { madeBy: inspector, madeAt: now });
    expect(input.number).toMatch(/^20260921-[0-9a-f]{8}$/);
    const { bytes, stated } = await recordPdf(input, { key: office });
    expect(stated).toMatchObject({ earliest: undefined, check: undefined });
    const { signature } = await verifyRecordPdf(bytes, {
      ledger: [office.publicKey],
      instruments: [instruments[0]!.publicKey],
    });
    expect(signature.verdict).toBe('good');
    expect(signature.findings).toContainEqual(expect.objectContaining({ code: 'not-challenged', verdict: 'note' }));
  });

  it('of which nothing was ever received makes none; nor does an unknown instrument', async () => {
    const { store } = await market(1, 1);
    const options = { madeBy: inspector, madeAt: now };
    await expect(gatherRecord(store, 'nobody', options)).rejects.toMatchObject({ code: 'registry-unknown-instrument' });
    const { TestInstrument } = await import('../helpers/test-instrument.js');
    await store.registry.enrol({ ...new TestInstrument(9).record(), serialNumber: 'HZ-9' });
    await expect(gatherRecord(store, 'HZ-9', options)).rejects.toMatchObject({ code: 'report-nothing-seen' });
  });
});
