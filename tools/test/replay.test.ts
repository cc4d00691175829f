import path from 'node:path';
import {
  type JsonValue,
  type JudgementBasis,
  judgementDraft,
  openLedgerKey,
  openSupervision,
} from '@hengzhun/host-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openData } from '../src/stores/open-data.js';
import { build, objects, temporaryFolder } from './helpers/cli.js';
import { type DataPlace, dataPlaces } from './helpers/data-places.js';
import { SupervisedMarket, ueidOf } from './helpers/supervised-market.js';

beforeAll(build);

describe.each(dataPlaces)('hengzhun replay, data in a $name', ({ name, make }) => {
  const folder = temporaryFolder();
  let place: DataPlace;
  let market: SupervisedMarket;
  beforeAll(async () => {
    place = await make();
    market = await SupervisedMarket.open(place, folder.path, 3);
  });
  afterAll(async () => {
    folder.remove();
    await place.remove();
  });
  const replay = (...args: string[]) => market.run(['replay', ...args]);
  const outcomes = (stdout: string) =>
    objects(stdout)
      .filter(({ type }) => type === 'replay')
      .map(({ number, outcome }) => [number, outcome]);

  /** Writes entries as a program would that says something else than it should. */
  async function forge(): Promise<void> {
    const store = await openData(place.data);
    const { ledger } = openSupervision(store, { key: openLedgerKey(path.join(folder.path, 'ledger.pem')) });
    const instrument = (await store.registry.find(ueidOf(2)))!;
    const { judgement, basis } = await store.estimates.judgeWithBasis(instrument);
    const actor = { person: 'somebody', role: 'software', authority: 'SH-PD' };
    const learned: JudgementBasis = { ...basis, priorsEntry: 5 };
    const draft = judgementDraft(judgement, learned, actor);
    const body = structuredClone(draft.body) as { judgement: Record<string, JsonValue> };
    // Better than the evidence allows.
    body.judgement.probability = 0.000001;
    await ledger.append({ ...draft, body });
    await ledger.append({ ...draft, rules: draft.rules.replace('hengzhun-judgement@1', 'hengzhun-judgement@99') });
    await ledger.append({ ...draft, kind: 'note', rules: '', evidence: [], body: { text: 'an original record' } });
    await store.close();
  }

  /** Takes an attachment out of the store, as nobody does who uses it through this program. */
  async function lose(identifier: string): Promise<void> {
    const store = await openData(place.data);
    const hash = Buffer.from(identifier.replace('attachment/', ''), 'hex');
    const sql = 'DELETE FROM attachments WHERE hash = ?';
    expect(await store.database.transaction((transaction) => transaction.run(sql, [hash]))).toBe(1);
    await store.close();
  }

  it('says that an empty ledger has nothing to recompute', async () => {
    expect(await replay()).toMatchObject({ code: 0, stdout: 'The ledger has no such entry.\n' });
  });

  it('confirms what follows from the stored bytes', async () => {
    const opening = ['--source', 'complaint', '--region', '310115'];
    for (const [name, id] of [
      ['HZ-0', 'C-1'],
      ['HZ-1', 'C-2'],
    ]) {
      await market.run(['case', 'open', name!, ...opening, '--judge', '--id', id!]);
    }
    const { code, stdout } = await replay();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ 1 judgement instrument\/01\d+: recomputed: the same as recorded, in every word$/m);
    expect(stdout).toMatch(/✓ 4 entries, nothing differs\n$/);
    expect(outcomes((await replay('2-3', '--json')).stdout)).toEqual([
      [2, 'same'],
      [3, 'same'],
    ]);
    expect(outcomes((await replay('--subject', 'case/C-2', '--json')).stdout)).toEqual([[4, 'same']]);
    expect(outcomes((await replay('--kind', 'judgement', '--json')).stdout).map(([number]) => number)).toEqual([1, 3]);
  });

  it('makes a judgement again that was written by evaluate --record, with what was learned for it', async () => {
    const recorded = await market.run(['evaluate', 'HZ-0', '--record', '--learn', '--json']);
    const [learned, judgement] = objects(recorded.stdout);
    expect(learned).toMatchObject({ type: 'learned', version: 1 });
    expect(judgement).toMatchObject({ type: 'judgement', instrument: ueidOf(0), entry: 6 });
    expect(outcomes((await replay('5-6', '--json')).stdout)).toEqual([
      [5, 'same'],
      [6, 'same'],
    ]);
    const missing = await market.run(['evaluate', '--record']);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('tool-missing-argument') });
  });

  it('tells what differs and how, what evidence is missing, and what cannot be recomputed and why', async () => {
    market.write('complaint.pdf', '%PDF-1.7 complaint');
    const [attached] = objects((await market.run(['case', 'attach', 'complaint.pdf', '--json'])).stdout);
    const missing = attached!.evidence as string;
    const opening = ['--source', 'complaint', '--region', '31', '--evidence', missing, '--id', 'C-3'];
    expect((await market.run(['case', 'open', 'HZ-2', ...opening])).code).toBe(0);
    expect(outcomes((await replay('7', '--json')).stdout)).toEqual([[7, 'same']]);
    await lose(missing);
    await forge();
    const { code, stdout } = await replay('--json', '7-10');
    expect(code).toBe(1);
    expect(outcomes(stdout)).toEqual([
      [7, 'evidence-missing'],
      [8, 'different'],
      [9, 'rules-unknown'],
      [10, 'not-recomputable'],
    ]);
    const [absent, different] = objects(stdout);
    expect(absent).toMatchObject({ evidence: [missing] });
    expect(different!.differences).toMatchObject([{ pointer: '/judgement/probability', recorded: 0.000001 }]);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'summary', entries: 4, ok: false });

    const shown = await replay('--lang', 'zh');
    expect(shown.code).toBe(1);
    expect(shown.stdout).toMatch(
      /✗ 8 状态评价 instrument\/\S+：重算结果与记录不一致\n {4}\/judgement\/probability：记录 0\.000001，重算 0\.\d+/,
    );
    expect(shown.stdout).toMatch(/· 10 note .*：此类条目为原始记录/);
    // An original record alone is nothing to hold against anybody.
    expect((await replay('10')).code).toBe(0);
  });

  it('shows of many entries only what is not the same', async () => {
    const reason = ['--document', 'other=records.json'];
    for (let n = 0; n < 14; n++) {
      await market.run(['case', 'step', 'C-1', 'add-evidence', ...reason, '--key', `k-${n}`]);
    }
    const { stdout } = await replay();
    expect(stdout).not.toMatch(/^✓ \d+ case step/m);
    expect(stdout.match(/^✗ \d+ /gm)).toHaveLength(3);
    expect((await replay('--each')).stdout.match(/^[✓✗·] \d+ \S/gm)!.length).toBeGreaterThan(20);
  });

  it.runIf(name === 'folder').each([
    ['tool-entry-unknown', ['99'], 1],
    ['tool-bad-entries', ['0'], 2],
    ['tool-bad-entries', ['9-3'], 2],
    ['tool-bad-entries', ['all'], 2],
  ])('refuses with %s: %j', async (expected, args, exit) => {
    const { code, stderr } = await replay(...args, '--lang', 'zh');
    expect(stderr).toMatch(new RegExp(`^hengzhun: ${expected}: .*[\u4e00-\u9fff].*\n$`));
    expect(code).toBe(exit);
  });
});
