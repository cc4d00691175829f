import { readFileSync, writeFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChain } from '../src/bench/frames.js';
import { publicJwk } from '../src/provision/public-jwk.js';
import { build, objects, temporaryFolder } from './helpers/cli.js';
import { type DataPlace, dataPlaces } from './helpers/data-places.js';
import { readings, SupervisedMarket, ueidOf } from './helpers/supervised-market.js';

beforeAll(build);

describe.each(dataPlaces)('records and tables that are taken away, data in a $name', ({ make }) => {
  const folder = temporaryFolder();
  const chain = makeChain(300);
  let place: DataPlace;
  let market: SupervisedMarket;
  let statement: string;
  beforeAll(async () => {
    place = await make();
    market = await SupervisedMarket.open(place, folder.path, 2);
    market.write('mine.json', {
      instruments: [
        {
          ...{
            ueid: ueidOf(7),
            publicKey: publicJwk(chain.publicKey),
            serialNumber: 'HZ-7',
            maker: '=1+1',
            model: 'ACS-3',
          },
          data: { instrumentKind: 1, accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 },
        },
      ],
    });
    expect((await market.run(['import', 'instruments', 'mine.json'])).code).toBe(0);
    writeFileSync(market.file('frames.cbor'), Buffer.concat(chain.frames.map((bytes) => Buffer.from(bytes))));
    expect((await market.run(['import', 'frames', 'frames.cbor'])).code).toBe(0);
    expect((await market.run(['export', 'keys', '--out', 'keys.json'])).code).toBe(0);
  });
  afterAll(async () => {
    folder.remove();
    await place.remove();
  });

  it('export report: signed by the office’s key, in either language, with a check sheet', async () => {
    market.write('sheet.json', readings('S-1', ueidOf(7), 0));
    const report = ['export', 'report', 'HZ-7', '--out', 'record.pdf', '--number', 'R-1', '--sheet', 'sheet.json'];
    const { code, stdout } = await market.run([...report, '--language', 'en', '--json'], 'inspector');
    expect(code).toBe(0);
    const [written] = objects(stdout) as [{ statement: string; kid: string; level: string }];
    expect(written).toMatchObject({ type: 'report', number: 'R-1', instrument: ueidOf(7) });
    expect(written.statement).toMatch(/^HZ1:[0-9A-Z $%*+\-./:]+$/);
    statement = written.statement;
    const again = await market.run(report);
    expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('tool-file-exists') });
    const chinese = await market.run([...report, '--force', '--out', 'zh.pdf', '--lang', 'zh']);
    expect(chinese.stdout).toMatch(/^已将记录 R-1 写入 zh\.pdf：/);
    expect(readFileSync(market.file('zh.pdf'), 'latin1')).toContain('/Lang (zh-CN)');
  });

  it('verify: two verdicts, with nothing but public keys', async () => {
    const verify = ['verify', 'record.pdf', '--keys', 'keys.json', '--ledger-keys', 'ledger-keys.json'];
    const { code, stdout } = await market.run(verify);
    expect(stdout).toMatch(/^Record of inspection record\.pdf\nNo\. R-1, HZ-7, .*P-1 \(SH-1\)/);
    expect(stdout).toMatch(/Signature: holds\n {2}✓ The office's key [0-9a-f]{16} signs the whole file/);
    expect(stdout).toMatch(/✓ Laid out again from the evidence that is attached, the file is the same, byte for byte/);
    expect(stdout).toMatch(/Rules: holds\n {2}✓ Made again from the \d+ pieces of evidence/);
    expect(stdout).toMatch(/✓ It holds\.\n$/);
    expect(code).toBe(0);
    const found = objects((await market.run([...verify, '--json'])).stdout);
    expect(found.at(-1)).toMatchObject({
      type: 'record',
      ok: true,
      signature: 'good',
      rules: 'good',
      instrument: ueidOf(7),
    });
    const chinese = await market.run([...verify, '--lang', 'zh']);
    expect(chinese.stdout).toMatch(/签名：成立[\s\S]*规则：成立[\s\S]*✓ 成立。\n$/);
  });

  it('verify: a changed file, a stranger’s, and no key to trust', async () => {
    const bytes = readFileSync(market.file('record.pdf'));
    bytes[bytes.length - 2000]! ^= 1;
    writeFileSync(market.file('changed.pdf'), bytes);
    const trusted = ['--keys', 'keys.json', '--ledger-keys', 'ledger-keys.json'];
    const changed = await market.run(['verify', 'changed.pdf', ...trusted]);
    expect(changed).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/✗ The signature of the file does not hold[\s\S]*✗ It does not hold\.\n$/),
    });
    const foreign = await market.run([
      'verify',
      'record.pdf',
      '--keys',
      'keys.json',
      '--ledger-keys',
      'keys.json',
      '--lang',
      'zh',
    ]);
    expect(foreign).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/✗ 文件由密钥 [0-9a-f]{16} 签署.*不在您所信任的机构密钥中/),
    });
    const nobody = await market.run(['verify', 'record.pdf', '--keys', 'keys.json']);
    expect(nobody).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/tool-office-keys-missing: .*--ledger-keys/),
    });
    const both = await market.run(['verify', 'record.pdf', 'frames.cbor', ...trusted]);
    expect(both).toMatchObject({ code: 0, stdout: expect.stringMatching(/It holds\.\n[\s\S]*300/) });
  });

  it('verify --qr: the printed code is enough', async () => {
    const qr = ['verify', '--qr', statement, '--ledger-keys', 'ledger-keys.json'];
    const { code, stdout } = await market.run(qr);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`instrument: ${ueidOf(7)}`));
    expect(stdout).toMatch(/on-site check: within tolerance[\s\S]*frame 300: [0-9a-f]{32}[\s\S]*✓ It holds/);
    const [found] = objects((await market.run([...qr, '--json'])).stdout) as [{ statement: { record: string } }];
    const record = objects(
      (await market.run(['verify', 'record.pdf', '--keys', 'keys.json', '--ledger-keys', 'ledger-keys.json', '--json']))
        .stdout,
    ).at(-1);
    expect(found.statement.record).toBe(record!.record);
    const changed = `${statement.slice(0, -1)}${statement.endsWith('0') ? '1' : '0'}`;
    const bad = await market.run(['verify', '--qr', changed, '--ledger-keys', 'ledger-keys.json', '--lang', 'zh']);
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringMatching(/✗ 声明不成立/) });
    const nobody = await market.run(['verify', '--qr', statement, '--keys', 'keys.json']);
    expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('tool-office-keys-missing') });
  });

  it('export certificate: what PDF readers trust once, and records are signed with', async () => {
    const { code, stdout } = await market.run(['export', 'certificate', '--out', 'office.pem', '--authority', 'SH-PD']);
    expect(stdout).toMatch(/^Wrote the certificate of the key [0-9a-f]{16} to office\.pem\./);
    expect(code).toBe(0);
    expect(readFileSync(market.file('office.pem'), 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    const signed = ['export', 'report', 'HZ-7', '--out', 'certified.pdf', '--certificate', 'office.pem'];
    expect((await market.run(signed)).code).toBe(0);
    const verify = ['verify', 'certified.pdf', '--keys', 'keys.json', '--ledger-keys', 'ledger-keys.json'];
    expect((await market.run(verify)).code).toBe(0);
    market.write('none.pem', 'no certificate');
    const bad = await market.run([...signed.slice(0, -1), 'none.pem', '--force', '--lang', 'zh']);
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringMatching(/report-bad-certificate: 此证书不能用于密钥/) });
  });

  it('export instruments and history: CSV and Parquet by the name of the file, safe in a spreadsheet', async () => {
    const csv = await market.run(['export', 'instruments', '--out', 'all.csv']);
    expect(csv).toMatchObject({ code: 0, stdout: 'Wrote all.csv: 3 instruments with their judgements\n' });
    const text = readFileSync(market.file('all.csv'), 'utf8');
    expect(text).toContain(`${ueidOf(7)},HZ-7,'=1+1,ACS-3,scale,`);
    const parquet = await market.run([
      'export',
      'instruments',
      '--instrument',
      ueidOf(7),
      '--out',
      'one.parquet',
      '--json',
    ]);
    expect(objects(parquet.stdout)).toMatchObject([
      { type: 'exported', what: 'instruments', format: 'parquet', count: 1 },
    ]);
    const rows = (name: string) =>
      parquetReadObjects({ file: Uint8Array.from(readFileSync(market.file(name))).buffer });
    expect(await rows('one.parquet')).toMatchObject([{ ueid: ueidOf(7), maker: '=1+1', quantity: 'mass' }]);
    const history = await market.run(['export', 'history', 'HZ-7', '--out', 'h.parquet']);
    expect(history.stdout).toBe('Wrote h.parquet: 300 frames of the history\n');
    const channels = await rows('h.parquet');
    expect(channels).toHaveLength(1800);
    expect(channels[6]).toMatchObject({ sequence: 2n, channel: 1, value: -0.163, channel_unit: 'e' });
    const piped = await market.run(['export', 'history', 'HZ-7', '--format', 'csv', '--out', '-']);
    expect(piped.stdout.split('\r\n')).toHaveLength(1802);
    const register = await market.run(['export', 'instruments', '--out', '-']);
    expect(JSON.parse(register.stdout).instruments).toHaveLength(3);
  });

  it('what there is nothing of, or nobody knows, is told', async () => {
    const nothing = await market.run(['export', 'report', 'HZ-0', '--out', 'n.pdf', '--lang', 'zh']);
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringMatching(/report-nothing-seen: 从未收到 HZ-0/) });
    const unknown = await market.run(['export', 'history', 'HZ-99', '--out', 'n.csv']);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('registry-unknown-instrument') });
    const format = await market.run(['export', 'history', 'HZ-7', '--out', 'n.txt']);
    expect(format).toMatchObject({ code: 2, stderr: expect.stringMatching(/tool-format-unknown.*csv, parquet/) });
  });
});
