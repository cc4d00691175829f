import { readFileSync, writeFileSync } from 'node:fs';
import { attachmentHash, openSupervision } from '@hengzhun/host-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openData } from '../src/stores/open-data.js';
import { build, objects, temporaryFolder } from './helpers/cli.js';
import { type DataPlace, dataPlaces } from './helpers/data-places.js';
import { readings, SupervisedMarket, ueidOf } from './helpers/supervised-market.js';

beforeAll(build);

describe.each(dataPlaces)('hengzhun case, data in a $name', ({ name, make }) => {
  const folder = temporaryFolder();
  let place: DataPlace;
  let market: SupervisedMarket;
  beforeAll(async () => {
    place = await make();
    market = await SupervisedMarket.open(place, folder.path, 3);
    market.write('notice.pdf', '%PDF-1.7 notice');
    market.write('reasons.pdf', '%PDF-1.7 reasons');
  });
  afterAll(async () => {
    folder.remove();
    await place.remove();
  });
  const json = async (...args: Parameters<SupervisedMarket['run']>) => {
    const { code, stdout } = await market.run([...args[0], '--json'], args[1]);
    return { code, lines: objects(stdout) };
  };

  it('says what to do where there is no case yet', async () => {
    const { code, stdout } = await market.run(['case', 'list']);
    expect(stdout).toMatch(/^No such case\. Open one with: hengzhun case open/);
    expect(code).toBe(0);
    expect((await json(['case', 'list'])).lines).toEqual([{ type: 'cases', count: 0, shown: 0, overdue: 0 }]);
  });

  it('leads a case from the judgement to the prohibition; whoever may not, or lacks something, is told everything', async () => {
    const opening = ['case', 'open', 'HZ-0', '--source', 'status-evaluation', '--region', '310115', '--id', 'C-1'];
    const bare = await json(opening);
    expect(bare.code).toBe(1);
    expect(bare.lines).toMatchObject([{ outcome: 'refused', refusals: [{ code: 'case-evidence-missing' }] }]);
    const opened = await json([...opening, '--judge']);
    expect(opened).toMatchObject({
      code: 0,
      lines: [
        { type: 'judgement', instrument: ueidOf(0), entry: 1 },
        { type: 'case-step', case: 'C-1', step: 'open', outcome: 'taken', entry: 2, phase: 'suspected' },
      ],
    });

    const order = await market.run(['case', 'step', 'C-1', 'order-check']);
    expect(order.code).toBe(1);
    expect(order.stdout).toMatch(/refused\n {2}• Missing: who shall check\. case-field-missing\n$/);
    expect((await json(['case', 'step', 'C-1', 'order-check', '--inspector', 'P-1'])).lines[0]).toMatchObject({
      phase: 'on-site-check',
    });

    // Measured after the case was opened: an older measurement would not be of this case.
    market.write('readings.json', readings('S-1', ueidOf(0), 4000));
    const sheet = await market.run(['case', 'sheet', 'readings.json', '--save']);
    expect(sheet.code).toBe(1);
    expect(sheet.stdout).toMatch(/weighing ↑ +3000\.0 +3004\.0 +0\.5 +3004\.0 +\+4\.0 +\+4\.0 .*fail$/m);
    const [, measurement, document] = /--measurement (\S+) --document (\S+)$/m.exec(sheet.stdout)!;
    const check = ['case', 'step', 'C-1', 'record-check', '--measurement', measurement!, '--document', document!];
    const wrong = await json(check);
    expect(wrong.code).toBe(1);
    expect((wrong.lines[0]!.refusals as { code: string }[]).map(({ code }) => code)).toEqual([
      'case-role',
      'case-not-assigned',
      'case-measurement-person',
    ]);
    expect((await json(check, 'inspector')).lines).toMatchObject([{ phase: 'awaiting-decision' }]);

    const confirm = ['case', 'step', 'C-1', 'confirm', '--document', 'decision-record=reasons.pdf', '--key', 'c-1'];
    // Whoever checked may not decide; the paper that he brought is not kept either.
    expect((await json(confirm, 'inspector')).lines[0]).toMatchObject({ outcome: 'refused' });
    const store = await openData(place.data);
    const reasons = attachmentHash(readFileSync(market.file('reasons.pdf')));
    const isKept = () => openSupervision(store).attachments.has(reasons);
    expect(await isKept()).toBe(false);
    expect((await json(confirm, 'reviewer')).lines).toMatchObject([{ outcome: 'taken', phase: 'confirmed' }]);
    expect(await isKept()).toBe(true);
    await store.close();
    const attached = await json(['case', 'attach', 'notice.pdf']);
    expect(attached.lines).toMatchObject([{ type: 'attachment', mediaType: 'application/pdf', size: 15 }]);
    const notice = `prohibition-notice=${attached.lines[0]!.sha256}`;
    const stale = await json([
      'case',
      'step',
      'C-1',
      'prohibit',
      '--document',
      notice,
      '--seal',
      'F-1',
      '--basis',
      '2',
    ]);
    expect(stale.lines).toMatchObject([{ outcome: 'refused', refusals: [{ code: 'case-step-stale' }] }]);
    const prohibited = await market.run(['case', 'step', 'C-1', 'prohibit', '--document', notice, '--seal', 'F-1']);
    expect(prohibited.stdout).toMatch(/^✓ C-1: taken as ledger entry \d+; now: interim prohibition\n {2}until \d{4}-/);
  });

  it('shows a case with its people by name, its deadlines and the law behind them, and what may come next', async () => {
    const { code, stdout } = await market.run(['case', 'show', 'C-1', '--lang', 'zh']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^案件 C-1：暂停使用$/m);
    expect(stdout).toContain('P-1 张检 · 检定员');
    expect(stdout).toContain('行政强制法第二十五条');
    expect(stdout).toMatch(/order-replacement +│ 责令更换 +│ 监管人员 +│ --document replacement-order=…/);
    expect(stdout).not.toMatch(/record-check /);
    const { lines } = await json(['case', 'show', 'C-1']);
    expect(lines[0]).toMatchObject({ type: 'case', phase: 'prohibited', finding: 'out-of-tolerance' });
    expect(lines.slice(1).map(({ name }) => name)).toEqual([
      'open',
      'order-check',
      'record-check',
      'confirm',
      'prohibit',
    ]);
  });

  it('lists the overdue first, exits with 1 for them, and records an escalation once', async () => {
    const late = new Date(Date.now() - 60 * 86_400_000).toISOString();
    const opened = ['case', 'open', 'HZ-1', '--source', 'complaint', '--region', '320500', '--at', late];
    await market.run([...opened, '--document', 'other=notice.pdf', '--id', 'OLD']);
    const { code, lines } = await json(['case', 'list']);
    expect(code).toBe(1);
    expect(lines.map(({ type, id }) => id ?? type)).toEqual(['OLD', 'C-1', 'cases']);
    expect(lines[0]).toMatchObject({ escalation: { level: 3, recorded: false }, deadline: { origin: 'product' } });
    expect(lines.at(-1)).toMatchObject({ count: 2, overdue: 1 });
    expect((await market.run(['case', 'list', '--region', '3101'])).code).toBe(0);
    expect((await market.run(['case', 'list', '--due'])).stdout).toMatch(
      /OLD.*working days overdue · overdue: the sup/,
    );
    expect((await json(['case', 'list', '--escalate'])).lines[0]).toMatchObject({
      type: 'escalated',
      case: 'OLD',
      level: 3,
    });
    expect((await json(['case', 'list', '--escalate'])).lines[0]).toMatchObject({
      type: 'case',
      escalation: { recorded: true },
    });
  });

  it('writes a case file that is checked offline with nothing but public keys', async () => {
    expect((await market.run(['case', 'export', 'C-1', '--out', 'case.zip'])).stdout).toMatch(/^case\.zip: case file/);
    expect((await market.run(['export', 'keys', '--out', 'keys.json'])).code).toBe(0);
    const verify = ['case', 'verify', 'case.zip', '--ledger-keys', 'ledger-keys.json'];
    const good = await market.run([...verify, '--instrument-keys', 'keys.json']);
    expect(good.stdout).toMatch(/✓ everything in it holds\n$/);
    expect(good.code).toBe(0);
    // A key that the reader does not trust is told, and nothing else is held against the file.
    const { code, lines } = await json(verify);
    expect(code).toBe(1);
    expect(lines.filter(({ verdict }) => verdict === 'bad').map(({ part }) => part)).toEqual(['instrument']);
    expect(lines.at(-1)).toMatchObject({ type: 'case-file', subject: 'case/C-1', ok: false });

    const bytes = readFileSync(market.file('case.zip'));
    const at = bytes.indexOf('%PDF-1.7 notice');
    bytes[at + 9]! ^= 1;
    writeFileSync(market.file('changed.zip'), bytes);
    const changed = await market.run([
      'case',
      'verify',
      'changed.zip',
      '--ledger-keys',
      'ledger-keys.json',
      '--lang',
      'zh',
    ]);
    expect(changed.code).toBe(1);
    expect(changed.stderr).toMatch(/^hengzhun: case-file-bad-checksum: 案卷成员的校验和不符/);
  });

  it('keeps the ledger: verified, witnessed by a checkpoint, handed over to another key', async () => {
    expect((await market.run(['ledger', 'checkpoint', '--out', 'witness.cbor'])).code).toBe(0);
    const verify = ['ledger', 'verify', '--keys', 'ledger-keys.json', '--checkpoint', 'witness.cbor'];
    expect((await json(verify)).lines).toMatchObject([{ type: 'ledger-verified', ok: true }]);
    const listed = await json(['ledger', 'list', '--subject', 'case/C-1']);
    expect(listed.lines.map(({ kind }) => kind)).toEqual(Array(5).fill('case-step'));
    const [succeeded] = (await json(['ledger', 'succeed', 'next.pem'])).lines;
    expect(succeeded).toMatchObject({ type: 'ledger-succeeded', file: 'next.pem' });
    const old = ['case', 'step', 'OLD', 'order-check', '--inspector', 'P-1'];
    const refused = await market.run(old);
    expect(refused.stderr).toMatch(/^hengzhun: ledger-key-succeeded: /);
    expect((await market.run([...old, '--ledger-key', 'next.pem'])).code).toBe(0);
    expect((await json(verify)).lines).toMatchObject([{ ok: true, kid: succeeded!.to }]);
  });

  // What is refused before the store is asked is the same wherever it is.
  it.runIf(name === 'folder').each([
    ['case-unknown', ['case', 'show', 'NOBODY'], 1],
    ['tool-unknown-instrument', ['case', 'open', 'NOBODY', '--source', 'complaint', '--region', '31'], 1],
    ['tool-bad-document', ['case', 'step', 'C-1', 'close', '--document', 'paper=notice.pdf'], 2],
    ['tool-file-missing', ['case', 'step', 'C-1', 'close', '--document', 'closing-report=none.pdf'], 3],
    ['tool-bad-choice', ['case', 'step', 'C-1', 'shut'], 2],
    ['tool-bad-choice', ['case', 'list', '--phase', 'lost'], 2],
    ['tool-bad-moment', ['case', 'step', 'C-1', 'close', '--at', '2027-03-01'], 2],
    ['tool-missing-option', ['case', 'step', 'C-1', 'transfer', '--to-region', '31'], 2],
    ['record-unknown', ['case', 'step', 'C-1', 'record-check', '--measurement', 'none'], 1],
    ['tool-ledger-key-missing', ['case', 'step', 'C-1', 'close', '--ledger-key', 'none.pem'], 3],
    ['tool-missing-option', ['case', 'open', 'HZ-1', '--region', '31'], 2],
    ['sheet-bad-input', ['case', 'sheet', 'records.json'], 1],
    ['tool-bad-json', ['case', 'sheet', 'notice.pdf'], 3],
    ['case-file-unknown-subject', ['case', 'export', 'NOBODY', '--out', 'x.zip', '--ledger-key', 'next.pem'], 1],
    ['case-file-not-an-archive', ['case', 'verify', 'notice.pdf', '--ledger-keys', 'ledger-keys.json'], 1],
  ])('refuses with %s: %j', async (expected, args, exit) => {
    for (const language of ['en', 'zh']) {
      const { code, stderr } = await market.run([...args, '--lang', language]);
      expect(stderr).toMatch(new RegExp(`^hengzhun: ${expected}: .{6,}\n$`));
      if (language === 'zh') expect(stderr).toMatch(/[\u4e00-\u9fff]/);
      expect(code).toBe(exit);
    }
  });
});

describe('who acts and who signs', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it('is never guessed: no actor, no key, no entry', async () => {
    const place: DataPlace = { data: folder.path, remove: async () => {} };
    const market = await SupervisedMarket.open(place, folder.path, 1);
    const { hengzhun } = await import('./helpers/cli.js');
    const open = ['case', 'open', 'HZ-0', '--source', 'complaint', '--region', '31', '--data', '.'];
    const nobody = await hengzhun([...open, '--person', 'P-2'], { directory: folder.path });
    expect(nobody).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/tool-actor-missing: .*--role, --authority/),
    });
    const who = ['--person', 'P-2', '--role', 'supervisor', '--authority', 'SH-PD'];
    const unsigned = await hengzhun([...open, ...who], { directory: folder.path });
    expect(unsigned).toMatchObject({ code: 3, stderr: expect.stringMatching(/tool-ledger-key-missing: .*secret/) });
    // A file that others may read is no key.
    const { chmodSync, statSync } = await import('node:fs');
    expect(statSync(market.file('ledger.pem')).mode & 0o777).toBe(0o600);
    chmodSync(market.file('ledger.pem'), 0o640);
    expect(await market.run(['ledger', 'key'])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/ledger-key-exposed/),
    });
    chmodSync(market.file('ledger.pem'), 0o600);
    // Where entries are signed already, another key is not made in passing.
    expect(
      (await market.run(['case', 'open', 'HZ-0', '--source', 'complaint', '--region', '31', '--judge'])).code,
    ).toBe(0);
    const other = await market.run(['ledger', 'key', '--create', '--ledger-key', 'other.pem']);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/^hengzhun: tool-ledger-key-other: /) });
  });
});
