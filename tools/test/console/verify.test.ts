import { Buffer } from 'node:buffer';
import { type Store, writeVerificationXml } from '@hengzhun/host-sdk';
import { recordPdf } from '@hengzhun/host-sdk/reports';
import { decodeFrame } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { inspection, officeKey } from '../../../host-sdk/test/reports/record-helpers.js';
import { makeChain } from '../../src/bench/frames.js';
import type { CaseTaken } from '../../src/console/api/cases.js';
import type { VerifyAnswer } from '../../src/console/api/verify.js';
import { codeOf, startConsole, visit } from '../helpers/console.js';
import { bodyOf, startMarket } from '../helpers/console-market.js';
import { ueidOf } from '../helpers/supervised-market.js';

const chain = makeChain(20);
const kid = Buffer.from(decodeFrame(chain.frames[0]!).kid).toString('hex');
const ueid = ueidOf(77);

async function market() {
  const opened = await startMarket();
  const data = { instrumentKind: 1, accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 };
  const publicKey = chain.publicKey.export({ format: 'jwk' });
  await opened.store.registry.enrol({ ueid, publicKey, serialNumber: 'HZ-77', model: 'ACS-3', data });
  const verify = async (bytes: Uint8Array, query = '') =>
    bodyOf<VerifyAnswer>(await opened.nobody.send('POST', `/api/verify${query}`, bytes));
  const refused = async (bytes: Uint8Array) => codeOf(await opened.nobody.send('POST', '/api/verify', bytes));
  return { ...opened, verify, refused };
}
const contents = async (store: Store) =>
  JSON.stringify([await store.summary(), (await store.records.list()).records.length]);
const codes = ({ findings }: VerifyAnswer['rules']) => findings.map(({ code }) => code);

describe('frames', () => {
  it('are proved by the keys of the register, and judged by the rules; nothing is stored', async () => {
    const { verify, store } = await market();
    const before = await contents(store);
    const answer = await verify(Buffer.concat(chain.frames), '?name=%E5%B8%A7.cbor');
    expect(answer).toMatchObject({
      ...{ kind: 'frames', name: '帧.cbor', signature: { verdict: 'good' } },
      chains: [{ kid, instrument: ueid, serialNumber: 'HZ-77', keyStatus: 'active', valid: 1, covered: 19, gaps: 0 }],
    });
    expect(codes(answer.rules)).toEqual(expect.arrayContaining(['key-registered', 'chain-unbroken', 'status-level']));
    for (const { text } of [...answer.signature.findings, ...answer.rules.findings]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(await contents(store)).toBe(before);
    // One frame, and hexadecimal text over several lines.
    expect((await verify(chain.frames[3]!)).signature.verdict).toBe('good');
    const lines = chain.frames.map((one) => Buffer.from(one).toString('hex')).join('\n');
    expect((await verify(Buffer.from(lines))).chains[0]).toMatchObject({ frames: 20, refused: 0 });
  });

  it('with one changed byte are refused, those before and after are not', async () => {
    const { verify } = await market();
    const damaged = Buffer.concat(chain.frames);
    const at = chain.frames[0]!.length + chain.frames[1]!.length - 10;
    damaged[at] = damaged[at]! ^ 1;
    const { signature, chains } = await verify(damaged.subarray(0, chain.frames[0]!.length + chain.frames[1]!.length));
    expect(signature.verdict).toBe('bad');
    expect(codes(signature)).toContain('frames-signed');
    expect(chains).toMatchObject([{ valid: 1, refused: 1 }]);
  });

  it('that are missing are gaps, and no proof of anything worse', async () => {
    const { verify } = await market();
    const gap = await verify(Buffer.concat(chain.frames.toSpliced(5, 3)));
    expect(gap.chains).toMatchObject([{ gaps: 1, forks: [] }]);
    expect(codes(gap.rules)).toContain('chain-gaps');
  });

  it('of a stranger prove nothing, and of a revoked key only what was received before', async () => {
    const { verify, store } = await market();
    const stranger = await verify(makeChain(3).frames[0]!);
    expect(stranger).toMatchObject({ signature: { verdict: 'unproved' }, rules: { verdict: 'unproved' } });
    expect(stranger.chains).toMatchObject([{ instrument: null, keyStatus: null }]);
    const now = Date.now();
    const receipt = { link: 'COM1', connection: 1, earliest: now, latest: now };
    await store.ingest(chain.frames.slice(0, 10).map((bytes) => ({ bytes, ...receipt })));
    await store.registry.revokeKey(kid, 1, 'stolen');
    const before = await verify(Buffer.concat(chain.frames.slice(0, 10)));
    expect(codes(before.rules)).not.toContain('key-revoked');
    const after = await verify(Buffer.concat(chain.frames));
    expect(after).toMatchObject({ signature: { verdict: 'good' }, rules: { verdict: 'bad' } });
    expect(after.rules.findings.find(({ code }) => code === 'key-revoked')!.text.en).toContain('10 of its frames');
  });
});

describe('case files', () => {
  async function caseFile() {
    const opened = await market();
    const body = { key: 'k', instrument: 'HZ-0', source: 'status-evaluation', region: '310115', judge: true };
    const { id } = await bodyOf<CaseTaken>(await opened.supervisor.send('POST', '/api/cases', body), 201);
    const file = Buffer.from(await (await opened.supervisor.get(`/api/cases/${id}/file`)).arrayBuffer());
    return { ...opened, id, file };
  }

  it('are proved by the key of the ledger, and recomputed by the rules that they name', async () => {
    const { verify, file, id } = await caseFile();
    const answer = await verify(file);
    expect(answer).toMatchObject({ kind: 'case-file', subject: { en: `case/${id}` }, signature: { verdict: 'good' } });
    expect(answer.rules.verdict).toBe('good');
    expect(answer.facts.map(({ name }) => name.en)).toContain('checkpoint of the ledger');
  });

  it('are not accepted by a console of another ledger, nor when a byte of a member is another', async () => {
    const { file, refused, verify } = await caseFile();
    const { verify: elsewhere } = await market();
    expect((await elsewhere(file)).signature.verdict).toBe('bad');
    const at = file.indexOf('suspected');
    expect(at).toBeGreaterThan(0);
    const changed = Buffer.from(file);
    changed[at] = 0x53;
    // The archive's own check sums see it before anybody asks for signatures.
    expect(await refused(changed)).toMatch(/^422 case-file-/);
    expect(await refused(file.subarray(0, file.length - 100))).toMatch(/^422 case-file-/);
    expect(await refused(Buffer.from('PK\u0003\u0004 and nothing else'))).toMatch(/^422 case-file-/);
    // Two archives in one, of which readers might take either.
    expect(await refused(Buffer.concat([file, file]))).toMatch(/^422 case-file-/);
    expect((await verify(file)).signature.verdict).toBe('good');
  });
});

describe('certificates', () => {
  const verification = (changes: object = {}) => ({
    ...{ id: 'V-1', instrument: ueid, kind: 'subsequent-verification', at: Date.parse('2026-11-01T10:00:00+08:00') },
    ...{ occasion: 'verification', outcome: 'pass', standards: ['W-7'], person: 'P-1', authority: 'SH-1' },
    points: [{ quantity: 'mass', nominal: 500_000, error: 200, uncertainty: 50, limit: 500 }],
    ...changes,
  });
  const xml = (changes: object = {}) => {
    const names = { instrument: { ueid, model: 'ACS-3', maker: '沪衡器厂', serialNumber: 'HZ-77' } };
    type Arguments = Parameters<typeof writeVerificationXml>;
    return Buffer.from(writeVerificationXml(verification(changes) as Arguments[0], names as unknown as Arguments[1]));
  };

  it('are compared with the record, and with the limits of R 76-1 table 6', async () => {
    const { verify, store } = await market();
    const unknown = await verify(xml());
    expect(unknown).toMatchObject({
      kind: 'certificate',
      signature: { verdict: 'unproved' },
      rules: { verdict: 'good' },
    });
    expect(codes(unknown.signature)).toEqual(['certificate-unsigned', 'record-missing']);
    await store.records.put('verification', verification());
    expect(codes((await verify(xml())).signature)).toContain('record-same');
    const forged = await verify(xml({ points: [{ ...verification().points[0], error: 100 }] }));
    expect(forged.signature.verdict).toBe('bad');
    expect(forged.signature.findings.at(-1)!.text.en).toMatch(
      /record\/verification\/V-1\/1 says something else: points/,
    );
  });

  it('that contradict themselves or the table are bad by the rules', async () => {
    const { verify } = await market();
    const beyond = await verify(xml({ points: [{ ...verification().points[0], error: 600 }] }));
    expect(codes(beyond.rules)).toEqual(expect.arrayContaining(['point-beyond', 'outcome-contradicts']));
    expect(beyond.rules.verdict).toBe('bad');
    // Class III at 500 e: 0.5 e at verification.
    const wide = await verify(xml({ points: [{ ...verification().points[0], limit: 1000 }] }));
    expect(wide.rules.findings.find(({ code }) => code === 'limit-wide')!.text.en).toContain('wider');
    const stranger = await verify(xml({ instrument: ueidOf(78) }));
    expect(stranger.rules.verdict).toBe('unproved');
  });

  it('that are hostile XML are refused with the place', async () => {
    const { refused } = await market();
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>';
    expect(await refused(Buffer.from(bomb))).toBe('422 record-xml-forbidden');
    expect(await refused(Buffer.from('<a>'))).toBe('422 record-bad-format');
    expect(await refused(Buffer.from(`<a>${'<b>'.repeat(100_000)}`))).toMatch(/^4(13|22) record-/);
  });
});

describe('records of a visit', () => {
  it('are proved by the office that the console signs for, with the statement of their QR code', async () => {
    const { store: opened, input, office } = await inspection();
    // The same class, as the SDK's own tests see it: in its source.
    const store = opened as unknown as Store;
    const { bytes, statement } = await recordPdf(input, { key: office });
    const open = async (key: typeof office) => {
      const { console } = await startConsole({ store, key });
      return visit(console);
    };
    const visitor = await open(office);
    const post = async (body: Uint8Array, by = visitor) =>
      bodyOf<VerifyAnswer>(await by.send('POST', '/api/verify', body));
    const record = await post(bytes);
    expect(record).toMatchObject({ kind: 'record', signature: { verdict: 'good' } });
    expect(record.rules.verdict).not.toBe('bad');
    expect(record.facts.map(({ name }) => name.en)).toContain('level');
    const stated = await post(Buffer.from(`${statement}\n`));
    expect(stated).toMatchObject({ kind: 'statement', signature: { verdict: 'good' }, rules: { verdict: 'unproved' } });
    const changed = Buffer.from(bytes);
    changed[changed.length >> 1] = changed[changed.length >> 1]! ^ 1;
    expect(await post(changed)).toMatchObject({ signature: { verdict: 'bad' }, rules: { verdict: 'unproved' } });
    expect((await post(Buffer.from('%PDF-1.7 nothing'))).signature.verdict).toBe('bad');
    const stranger = await post(bytes, await open(officeKey()));
    expect(stranger.signature.findings.map(({ code }) => code)).toEqual(['office-untrusted']);
  });
});

describe('other files', () => {
  it('are refused', async () => {
    const { refused, nobody } = await market();
    expect(await refused(Buffer.alloc(0))).toBe('422 tool-console-file-empty');
    expect(await refused(Buffer.from('hello'))).toBe('422 tool-console-file-unknown');
    expect(await refused(Buffer.alloc(1000, 0xff))).toBe('422 tool-console-file-unknown');
    expect(await refused(Buffer.alloc(2 ** 26 + 1))).toBe('413 tool-console-too-large');
    // 100 001 items.
    expect(await refused(Buffer.alloc(100_001))).toBe('413 tool-console-too-many-frames');
    expect(await codeOf(await nobody.send('POST', '/api/verify?path=/etc/passwd', Buffer.from('x')))).toBe(
      '400 tool-console-bad-request',
    );
  });
});
