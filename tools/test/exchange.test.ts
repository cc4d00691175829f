import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChain } from '../src/bench/frames.js';
import { recordKindNames } from '../src/exchange/record-kinds.js';
import { publicJwk } from '../src/provision/public-jwk.js';
import { build, objects, temporaryFolder } from './helpers/cli.js';
import { type DataPlace, dataPlaces } from './helpers/data-places.js';
import { records, register, SupervisedMarket, ueidOf } from './helpers/supervised-market.js';

beforeAll(build);

describe.each(dataPlaces)('import and export, data in a $name', ({ name, make }) => {
  const folder = temporaryFolder();
  let place: DataPlace;
  let market: SupervisedMarket;
  beforeAll(async () => {
    place = await make();
    market = await SupervisedMarket.open(place, folder.path, 2);
  });
  afterAll(async () => {
    folder.remove();
    await place.remove();
  });

  it('takes a register in, and tells each line that it did not take', async () => {
    const { instruments } = register(2) as { instruments: object[] };
    market.write('more.json', [
      { ...instruments[0], ueid: ueidOf(7) },
      { ...instruments[1], ueid: '12' },
    ]);
    const { code, stdout } = await market.run(['import', 'instruments', 'more.json']);
    expect(stdout).toMatch(/^more\.json: enrolled 1, refused 1\n {2}✗ no\. 2: registry-bad-record: `ueid` must be/);
    expect(code).toBe(1);
    const again = await market.run(['import', 'instruments', 'more.json', '--json']);
    expect(objects(again.stdout)).toMatchObject([
      { type: 'import-error', line: 2, code: 'registry-bad-record' },
      { type: 'imported', what: 'instruments', enrolled: 0, known: 1, refused: 1 },
    ]);
    const key = makeChain(1).publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const point = Buffer.concat([Buffer.of(4), Buffer.from(key.x, 'base64url'), Buffer.from(key.y, 'base64url')]);
    market.write(
      'more.csv',
      `ueid,public_key,出厂编号\n${ueidOf(8)},${point.toString('hex')},HZ-8\n${ueidOf(9)},04aa,HZ-9\n`,
    );
    const csv = await market.run(['import', 'instruments', 'more.csv', '--lang', 'zh']);
    expect(csv.stdout).toMatch(/^more\.csv：新登记 1，拒绝 1\n {2}✗ 第 3 行：registry-bad-key：公钥不可用/);
  });

  it('writes a verification as a certificate and reads it back; another, or half of one, is refused with its line', async () => {
    const at = Date.now() - 2 * 86_400_000;
    const point = { quantity: 'mass', nominal: 3_000_000, error: 400, uncertainty: 100, limit: 1500 };
    const kind = 'in-service-inspection';
    const rest = {
      occasion: 'in-service',
      points: [point],
      outcome: 'pass',
      standards: ['W-7'],
      person: 'P-1',
      authority: 'SH-1',
    };
    market.write('x.json', { verification: [{ id: 'X-1', instrument: ueidOf(0), kind, at, ...rest }] });
    expect((await market.run(['import', 'records', 'x.json'])).stdout).toMatch(/added 1/);
    const written = await market.run(['export', 'records', '--id', 'X-1', '--out', 'x.xml']);
    expect(written).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Wrote x\.xml: 1/) });
    expect((await market.run(['import', 'records', 'x.xml'])).stdout).toMatch(/^x\.xml: unchanged 1/);
    const text = readFileSync(market.file('x.xml'), 'utf8');
    market.write('bad.xml', text.replace('3000000', '3OOOOOO'));
    const bad = await market.run(['import', 'records', 'bad.xml', '--lang', 'zh']);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/✗ 第 \d+ 行：record-bad-format：文件格式有误：Line \d+, column \d+: `3OOOOOO`/);
    market.write('bomb.xml', '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>');
    const bomb = await market.run(['import', 'records', 'bomb.xml']);
    expect(bomb).toMatchObject({ code: 1, stderr: expect.stringMatching(/record-xml-forbidden: Line 1, .*DOCTYPE/) });
    const which = await market.run(['export', 'records', '--format', 'xml', '--out', 'y.xml']);
    expect(which).toMatchObject({ code: 2, stderr: expect.stringMatching(/tool-certificate-of-which.*--id/) });
    const unknown = await market.run(['export', 'records', '--id', 'Z-1', '--out', 'z.xml']);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringMatching(/record-unknown/) });
  });

  it('takes records in whatever their order, as JSON and as CSV line by line, and says what is doubtful', async () => {
    const same = objects((await market.run(['import', 'records', 'records.json', '--json'])).stdout);
    expect(same).toMatchObject([{ type: 'imported', added: 0, corrected: 0, unchanged: 6, refused: 0 }]);
    const head =
      '标识,器具标识,检定类别,检定时间,限值依据,结论,标准器,检定员,检定机构,量,标称值,示值误差,标准不确定度,最大允许误差';
    const at = new Date(Date.now() - 86_400_000).toISOString();
    const line = (id: string, person: string) =>
      `${id},${ueidOf(0)},subsequent-verification,${at},verification,pass,W-7,${person},SH-1,mass,3000000,400,100,1500`;
    market.write('v.csv', `${head}\n${line('V-1', 'P-1')}\n${line('V-2', 'nobody')}\n${line('V-3', 'P-2')}\n`);
    const { code, stdout } = await market.run(['import', 'records', 'v.csv', '--kind', 'verification', '--lang', 'zh']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^v\.csv：新增 2，拒绝 1\n {2}✗ 第 3 行：record-unknown-reference：字段 person 所引用的 person nobody 没有记录/,
    );
    expect(stdout).toMatch(/^ {2}! 第 4 行：person-without-role/m);
  });

  it('writes what it takes, whole: into another store it is the same', async () => {
    expect((await market.run(['export', 'records', '--out', 'all.json'])).stdout).toMatch(
      /^Wrote all\.json: 9 records/,
    );
    expect(JSON.parse(readFileSync(market.file('all.json'), 'utf8'))).toMatchObject(records);
    await market.run(['export', 'instruments', '--out', 'register.json']);
    const other = ['--data', market.file('other')];
    await market.run(['import', 'instruments', 'register.json', ...other]);
    const copied = objects((await market.run(['import', 'records', 'all.json', '--json', ...other])).stdout);
    expect(copied.map(({ code, type }) => code ?? type)).toEqual([
      'person-without-role',
      'person-of-another-authority',
      'imported',
    ]);
    expect(copied.at(-1)).toMatchObject({ added: 9, refused: 0 });
    await market.run(['export', 'records', '--out', 'copy.json', ...other]);
    expect(readFileSync(market.file('copy.json'), 'utf8')).toBe(readFileSync(market.file('all.json'), 'utf8'));
    const csv = await market.run(['export', 'records', '--kind', 'person', '--format', 'csv', '--out', '-']);
    expect(csv.stdout).toMatch(/^id,name,roles,authority,.*\r\nP-1,张检,inspector,SH-1,/);
  });

  it('takes frames in as received: proved, known ones once, others refused and kept', async () => {
    const chain = makeChain(5);
    market.write('one.json', [{ ueid: ueidOf(77), publicKey: publicJwk(chain.publicKey), serialNumber: 'F-1' }]);
    await market.run(['import', 'instruments', 'one.json']);
    writeFileSync(market.file('frames.cbor'), Buffer.concat([...chain.frames, ...makeChain(1).frames]));
    const first = objects((await market.run(['import', 'frames', 'frames.cbor', '--json'])).stdout);
    expect(first).toMatchObject([
      { type: 'import-error', line: 6, code: 'frame-unknown-instrument' },
      { type: 'imported', what: 'frames', accepted: 5, duplicate: 0, refused: 1 },
    ]);
    const { code, stdout } = await market.run(['import', 'frames', 'frames.cbor']);
    expect(stdout).toMatch(/^frames\.cbor: known already 5, refused 1\n {2}✗ no\. 6: frame-unknown-instrument: /);
    expect(code).toBe(1);
    await market.run(['export', 'frames', '--out', 'again.cbor']);
    expect(readFileSync(market.file('again.cbor'))).toEqual(Buffer.concat(chain.frames));
  });

  it('trusts a maker by its public key, and gives that key to whoever checks case files', async () => {
    const key = publicJwk(makeChain(1).publicKey);
    market.write('maker.json', { keys: [key] });
    expect((await market.run(['import', 'maker', '沪衡器厂', 'maker.json'])).stdout).toContain(key.kid);
    const { stdout } = await market.run(['export', 'makers', '--out', '-']);
    expect(JSON.parse(stdout)).toMatchObject({ keys: [{ ...key, name: '沪衡器厂' }] });
  });

  it.runIf(name === 'folder').each([
    ['tool-format-unknown', ['import', 'records', 'ledger.pem'], 2],
    ['tool-kind-missing', ['import', 'records', 'none.csv'], 2],
    ['tool-file-missing', ['import', 'records', 'none.json'], 3],
    ['tool-kind-missing', ['export', 'records', '--out', 'x.csv'], 2],
    ['tool-bad-choice', ['import', 'records', 'v.csv', '--kind', 'cheese'], 2],
    ['record-bad-format', ['import', 'records', 'instruments.json', '--format', 'csv', '--kind', 'person'], 1],
    ['tool-keys-bad', ['import', 'maker', 'x', 'records.json'], 3],
  ])('refuses with %s: %j', async (expected, args, exit) => {
    const { code, stderr } = await market.run([...args, '--lang', 'zh']);
    expect(stderr).toMatch(new RegExp(`^hengzhun: ${expected}: .*[\u4e00-\u9fff].*\n$`));
    expect(code).toBe(exit);
  });

  it('refuses what a spreadsheet wrote in GB 18030: its names would be others', async () => {
    writeFileSync(market.file('gbk.csv'), Buffer.from([0x69, 0x64, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a]));
    const { code, stderr } = await market.run(['import', 'records', 'gbk.csv', '--kind', 'person', '--lang', 'zh']);
    expect(stderr).toMatch(/^hengzhun: tool-not-utf8: .*CSV UTF-8/);
    expect(code).toBe(3);
  });
});

it('knows every kind of record', async () => {
  const { recordKinds } = await import('@hengzhun/host-sdk');
  expect(recordKindNames).toEqual(Object.keys(recordKinds));
});
