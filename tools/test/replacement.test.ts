import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dispenserSheet } from '../../host-sdk/test/check-sheets/sheet-helpers.js';
import { makeChain } from '../src/bench/frames.js';
import { publicJwk } from '../src/provision/public-jwk.js';
import { build, objects, temporaryFolder } from './helpers/cli.js';
import { readings, SupervisedMarket, ueidOf } from './helpers/supervised-market.js';

const folder = temporaryFolder();
let market: SupervisedMarket;
beforeAll(async () => {
  await build();
  market = await SupervisedMarket.open({ data: folder.path, remove: async () => {} }, folder.path, 1);
  market.write('paper.pdf', '%PDF-1.7');
});
afterAll(() => folder.remove());

const step = async (name: string, options: string, person?: Parameters<SupervisedMarket['run']>[1]) => {
  const { stdout, stderr } = await market.run(['case', 'step', 'C-1', name, ...options.split(' '), '--json'], person);
  expect(stderr).toBe('');
  const [outcome] = objects(stdout);
  expect(outcome).toMatchObject({ outcome: 'taken' });
  return outcome!.phase;
};
const save = async (file: string, content: object) => {
  market.write(file, content);
  const { stdout } = await market.run(['case', 'sheet', file, '--save', '--json']);
  return objects(stdout).find(({ type }) => type === 'saved')!.attachment as string;
};

it('an instrument is replaced: removed with its key, evidence kept, the new one verified, the case closed and checked', async () => {
  const opening = ['case', 'open', 'HZ-0', '--id', 'C-1', '--source', 'complaint', '--region', '310115'];
  await market.run([...opening, '--document', 'other=paper.pdf']);
  await step('order-check', '--inspector P-1');
  const sheet = (await save('old.json', readings('S-1', ueidOf(0), 4000))).replace('attachment/', '');
  await step('record-check', `--measurement S-1 --document check-sheet=${sheet}`, 'inspector');
  await step('confirm', '--document decision-record=paper.pdf', 'reviewer');
  await step('prohibit', '--document prohibition-notice=paper.pdf --seal F-1');
  expect(await step('order-replacement', '--document replacement-order=paper.pdf')).toBe('replacement-ordered');

  await market.run(['export', 'keys', '--out', 'keys.json']);
  const { kid } = JSON.parse(readFileSync(market.file('keys.json'), 'utf8')).keys[0];
  const papers = '--document photograph=paper.pdf --document custody-record=paper.pdf';
  await step('record-removal', `${papers} --seal E-1 --seal E-2 --remove-key ${kid} --retire-from 4711`, 'inspector');

  const ueid = ueidOf(99);
  const publicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const data = { instrumentKind: 1, accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 };
  market.write('new.json', { ueid, publicKey, serialNumber: 'HZ-NEW', maker: '沪衡器厂', model: 'ACS-3', data });
  await market.run(['import', 'instruments', 'new.json']);
  await save('fit.json', readings('S-2', ueid, 0, { kind: 'initial-verification', occasion: 'verification' }));
  const certificate = '--document verification-certificate=paper.pdf --seal F-2 --measurement S-2';
  expect(await step('record-replacement', `${certificate} --enrolment new.json`, 'inspector')).toBe('replaced');
  expect(await step('close', '--document closing-report=paper.pdf')).toBe('closed');

  const register = JSON.parse((await market.run(['export', 'instruments', '--out', '-'])).stdout);
  expect(register.instruments[0].keys).toMatchObject([{ kid, status: 'retired', endsAt: 4711 }]);
  expect((await market.run(['case', 'list'])).stdout).toMatch(/^No such case/);
  expect((await market.run(['case', 'list', '--all', '--lang', 'zh'])).stdout).toMatch(/C-1 +│ HZ-0 +│ 结案 · 已更换/);
  expect(await market.run(['replay'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('9 entries, nothing differs'),
  });
  await market.run(['export', 'keys', '--force', '--out', 'keys.json']);
  await market.run(['case', 'export', 'C-1', '--out', 'case.zip']);
  const verify = ['case', 'verify', 'case.zip', '--ledger-keys', 'ledger-keys.json', '--instrument-keys', 'keys.json'];
  expect(await market.run(verify)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/everything in it holds\n$/),
  });
});

it('verify says how a case file is checked, which is no file of frames', async () => {
  const { code, stderr } = await market.run(['verify', 'case.zip', '--keys', 'keys.json']);
  expect(stderr).toMatch(/^hengzhun: tool-is-case-file: .*hengzhun case verify case\.zip/);
  expect(code).toBe(2);
});

it('a ledger that is held against another key does not hold, and the entry is named', async () => {
  market.write('other.json', { keys: [publicJwk(makeChain(1).publicKey)] });
  const { code, stdout } = await market.run(['ledger', 'verify', '--keys', 'other.json', '--lang', 'zh']);
  expect(stdout).toBe('✗ 第 1 号条目不成立：条目由未受信任的密钥签署\n');
  expect(code).toBe(1);
});

it('a dispenser’s sheet is computed by JJG 443: neck readings in, E of each nozzle and flow out', async () => {
  const sheet = async (runs: Parameters<typeof dispenserSheet>[0]) => {
    market.write('dispenser.json', dispenserSheet(runs));
    return market.run(['case', 'sheet', 'dispenser.json']);
  };
  expect(await sheet([{}])).toMatchObject({ code: 1, stdout: expect.stringContaining('incomplete: no conclusion') });
  expect(await sheet([{}, {}, {}])).toMatchObject({ code: 0, stdout: expect.stringMatching(/within tolerance\n$/) });
  // 40 mm of 2 mL are 80 mL of 20 L: 0.4 %, and the limit is 0.3 % (JJG 443-2023).
  const much = { reading: 106 };
  expect(await sheet([much, much, much])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/out of tolerance\n$/),
  });
});
