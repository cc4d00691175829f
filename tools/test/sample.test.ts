import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';
import { type DataPlace, dataPlaces } from './helpers/data-places.js';
import { SupervisedMarket, ueidOf } from './helpers/supervised-market.js';

beforeAll(build);

describe('hengzhun sample plan', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const plan = (...args: string[]) => hengzhun(['sample', 'plan', ...args], { directory: folder.path });

  it('computes the requirement of MID module F, and shows the risks that the plan really has', async () => {
    const { code, stdout } = await plan('--prq', '1%', '--crq', '7%');
    expect(code).toBe(0);
    // n = 109, c = 3: Pa(1 %) = 0.9757, Pa(7 %) = 0.0485 by the binomial distribution.
    expect(stdout).toMatch(/sample +109\n +accepted with at most +3\n/);
    expect(stdout).toContain('2.43 % (allowed 5 %)');
    expect(stdout).toContain('4.85 % (allowed 5 %)');
  });

  it.each(['single', 'double', 'variables', 'sequential'])('keeps both risks with a %s plan', async (kind) => {
    const [shown] = objects((await plan('--plan', kind, '--json')).stdout);
    const { producerRisk, consumerRisk } = shown!.plan as { producerRisk: number; consumerRisk: number };
    expect(producerRisk).toBeLessThanOrEqual(0.05);
    expect(consumerRisk).toBeLessThanOrEqual(0.05);
    expect(shown).toMatchObject({ type: 'plan', lotSize: null, plan: { kind } });
  });

  it('writes the curves as data and as pictures, whole or not at all', async () => {
    const { stdout } = await plan('--lot', '600', '--plan', 'double', '--curves', 'curves', '--lang', 'zh');
    expect(stdout).toContain('curves/curves.json、curves/oc.svg、curves/aoq.svg、curves/asn.svg');
    const { curve, lotSize } = JSON.parse(readFileSync(`${folder.path}/curves/curves.json`, 'utf8'));
    expect(lotSize).toBe(600);
    expect(curve[0]).toMatchObject({ quality: 0, accepted: 1 });
    for (const name of ['oc', 'aoq', 'asn']) {
      expect(readFileSync(`${folder.path}/curves/${name}.svg`, 'utf8')).toMatch(/^<svg .*[\u4e00-\u9fff]/s);
    }
    expect(await plan('--curves', 'curves')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('tool-file-exists'),
    });
  });

  it.each([
    ['tool-bad-share', ['--prq', '5x']],
    ['tool-bad-share', ['--crq', '200%']],
    ['sampling-out-of-range', ['--prq', '8%']],
    ['tool-bad-number', ['--lot', '0']],
    ['tool-plan-no-lot', ['--plan', 'sequential', '--lot', '600']],
    ['tool-bad-choice', ['--plan', 'triple']],
  ])('refuses with %s: %j', async (expected, args) => {
    const { code, stderr } = await plan(...args, '--lang', 'zh');
    expect(stderr).toMatch(new RegExp(`^hengzhun: ${expected}: .*[\u4e00-\u9fff].*\n$`));
    expect(code).toBe(2);
  });
});

describe.each(dataPlaces)('hengzhun sample, data in a $name', ({ name, make }) => {
  const folder = temporaryFolder();
  const randomness = '0f1e2d3c4b5a';
  let place: DataPlace;
  let market: SupervisedMarket;
  let sample: string[];
  let reserve: string[];
  beforeAll(async () => {
    place = await make();
    market = await SupervisedMarket.open(place, folder.path, 120);
  });
  afterAll(async () => {
    folder.remove();
    await place.remove();
  });
  const run = (...args: string[]) => market.run(['sample', ...args]);
  const json = async (...args: string[]) => {
    const { code, stdout } = await run(...args, '--json');
    return { code, lines: objects(stdout) };
  };
  const head =
    'id,instrument,kind,at,occasion,outcome,standards,person,authority,quantity,nominal,error,uncertainty,limit';
  const line = (id: string, instrument: string, error = 400, kind = 'sampling-verification') =>
    `${id},${instrument},${kind},${new Date().toISOString()},in-service,${error > 3000 ? 'fail' : 'pass'},W-7,P-1,SH-1,mass,3000000,${error},100,3000`;

  it('says what to do where there is no lot yet, and which lots the rules make of the register', async () => {
    expect((await run('list')).stdout).toMatch(
      /^There is no lot yet\. See what could be one with: hengzhun sample lot/,
    );
    const { stdout } = await run('lot');
    expect(stdout).toMatch(/ACS-3 · 沪衡器厂 · 2024 · 310115 +│ 1 \/ 1 +│ 120/);
    const { lines } = await json('lot', '--model', 'none');
    expect(lines).toEqual([]);
    expect((await run('lot', '--rules', 'hengzhun-audit-lot', '--lang', 'zh')).stdout).toMatch(/310115 +│ 1 \/ 1/);
  });

  it('fixes a lot with everything that decides, and publishes its commitment', async () => {
    const design = ['lot', 'L-1', '--randomness', 'drand quicknet round 4567890', '--out', 'lot.txt'];
    const early = await run(...design, '--not-before', '2020-01-01T00:00Z');
    expect(early).toMatchObject({ code: 1, stderr: expect.stringMatching(/sampling-bad-lot: .*published after/) });
    const published = new Date(Date.now() + 15_000).toISOString();
    const fixed = await json(...design, '--not-before', published);
    expect(fixed.code).toBe(0);
    const text = readFileSync(market.file('lot.txt'));
    const digest = createHash('sha256').update(text).digest('hex');
    expect(fixed.lines.at(-1)).toMatchObject({ type: 'lot', id: 'L-1', size: 120, entry: 1, digest });
    expect((await run('commit', 'L-1')).stdout).toContain(digest);
    expect((await run('commit', 'L-1', '--out', '-')).stdout).toBe(text.toString());
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const again = await run(...design.slice(0, -2), '--not-before', later);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('sampling-lot-known') });
  });

  it('draws once, when the randomness is out; anyone repeats it from the published text', async () => {
    let drawn = await json('draw', 'L-1', '--randomness', randomness, '--out', 'draw.json');
    while (drawn.lines[0]?.code === 'sampling-too-early') {
      await wait(500);
      drawn = await json('draw', 'L-1', '--randomness', randomness, '--out', 'draw.json');
    }
    const [draw] = drawn.lines as [{ strata: { sample: string[]; reserve: string[] }[] }];
    ({ sample, reserve } = draw.strata[0]!);
    expect(new Set([...sample, ...reserve]).size).toBe(sample.length + reserve.length);
    const second = await run('draw', 'L-1', '--randomness', 'other');
    expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/sampling-out-of-order: .*drawn already/) });

    const check = ['sample', 'draw', '--check', market.file('lot.txt'), '--against', market.file('draw.json')];
    // On another machine: without store, key and person.
    const anyone = await hengzhun([...check, '--randomness', randomness], { directory: '/' });
    expect(anyone).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/✓ The draw is the one of .*draw\.json\.\n$/),
    });
    const other = await hengzhun([...check, '--randomness', 'f00', '--lang', 'zh'], { directory: '/' });
    expect(other).toMatchObject({ code: 1, stdout: expect.stringMatching(/✗ 与 .*draw\.json 的抽样结果不一致。\n$/) });
    const kept = await json('draw', 'L-1', '--check', 'lot.txt', '--randomness', randomness);
    expect(kept.lines.at(-1)).toEqual({ type: 'draw-check', where: 'lot/L-1', same: true });
    market.write('changed.txt', readFileSync(market.file('lot.txt'), 'utf8').replace(' 120 ', ' 121 '));
    const changed = await run('draw', '--check', 'changed.txt', '--randomness', randomness);
    expect(changed).toMatchObject({ code: 1, stderr: expect.stringContaining('sampling-bad-lot') });
  });

  it('takes results line by line: each mistake with its line, none holds up another, the same file twice changes nothing', async () => {
    const outside = Array.from({ length: 120 }, (_, i) => ueidOf(i)).find(
      (one) => ![...sample, ...reserve].includes(one),
    )!;
    const good = sample.slice(1).map((ueid, index) => line(`R-${index}`, ueid));
    const bad = [line('X-1', outside), line('X-2', sample[0]!, 400, 'in-service-inspection'), line('X-3', reserve[0]!)];
    market.write('results.csv', [head, ...bad, ...good, `X-4,${sample[0]},cheese`].join('\n'));
    const { code, lines } = await json('results', 'L-1', 'results.csv');
    expect(code).toBe(1);
    expect(lines.filter(({ type }) => type === 'import-error').map(({ line: at, code: why }) => [at, why])).toEqual([
      [2, 'sampling-result-foreign'],
      [3, 'sampling-not-random'],
      [4, 'sampling-out-of-order'],
      [good.length + 5, 'record-bad-field'],
    ]);
    expect(lines.at(-1)).toMatchObject({ type: 'imported', what: 'results', taken: good.length, known: 0, refused: 4 });
    const again = await run('results', 'L-1', 'results.csv', '--lang', 'zh');
    expect(again.stdout).toMatch(
      new RegExp(`^results\\.csv：已登记 ${good.length}，拒绝 4\n {2}✗ 第 2 行：sampling-result-foreign：`),
    );
  });

  it('lets the reserve take the place of whoever cannot be reached, and says whom to visit next', async () => {
    const early = await run('decide', 'L-1');
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('sampling-incomplete') });
    expect((await run('show', 'L-1')).stdout).toMatch(new RegExp(`^  ${sample[0]}  HZ-\\d+ · 菜市场$`, 'm'));
    const unreached = await json('unreached', 'L-1', sample[0]!, '--reason', '停业');
    expect(unreached.lines).toMatchObject([{ type: 'unreached', ueid: sample[0], reason: '停业' }]);
    const { lines } = await json('show', 'L-1');
    expect(lines[0]).toMatchObject({ outstanding: [{ ueid: reserve[0] }], unreached: [{ ueid: sample[0] }] });
    market.write('last.csv', [head, line('R-last', reserve[0]!)].join('\n'));
    expect((await json('results', 'L-1', 'last.csv')).lines.at(-1)).toMatchObject({ taken: 1, refused: 0 });
    expect((await run('show', 'L-1', '--lang', 'zh')).stdout).toContain('样本已齐，可以判定。');
  });

  it('decides by the rules that were fixed with it, adjusts the interval, audits the status evaluation', async () => {
    const early = await run('interval', 'L-1', '--method', 'interval-test', '--days', '365');
    expect(early.stderr).toMatch(/sampling-out-of-order/);
    const decided = await json('decide', 'L-1');
    const { outcome } = decided.lines[0] as { outcome: string };
    expect(decided.lines[0]).toMatchObject({ type: 'lot-decision', lot: 'L-1', by: 'plan', asReached: 'accept' });
    expect(decided.code).toBe(outcome === 'accepted' ? 0 : 1);
    const again = await run('decide', 'L-1');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('sampling-out-of-order') });
    const adjusted = await json('interval', 'L-1', '--method', 'interval-test', '--days', '365');
    expect(adjusted.lines[0]).toMatchObject({ type: 'interval', method: 'interval-test', from: 365 });
    market.write('request.json', {
      method: 'reliability',
      days: 365,
      groups: [{ days: 365, checks: 20, conforming: 15 }],
    });
    // Published beside NCSLI RP-1's interval test: 15 of 20 at 365 days, target 0.95: 65 days.
    expect((await json('interval', 'L-1', '--request', 'request.json')).lines[0]).toMatchObject({ days: 65 });
    market.write('bad.json', { method: 'reliability', days: 365, groups: [{ days: 365 }] });
    expect(await run('interval', 'L-1', '--request', 'bad.json')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/tool-bad-json: .*groups/),
    });
    const audit = await run('audit', 'L-1', '--lang', 'zh');
    expect(audit.stdout).toMatch(/^以批 L-1 审核状态评价/);
    expect(audit.stdout).toMatch(/漏报率/);
    expect((await run('list')).stdout).toMatch(/L-1 .*│ decided /);
    expect((await run('show', 'L-1')).stdout).toMatch(
      /Of a lot of 120, \d+ were verified, 0 were nonconforming, and 1 could/,
    );
  });

  it('takes the decision rules of the kind of instrument, and those of another kind never', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const design = ['lot', 'L-2', '--randomness', 'lottery', '--not-before', later];
    const wrong = await run(...design, '--decision', 'hengzhun-dispenser-lot-decision');
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('tool-decision-kind') });
    expect((await json(...design)).lines.at(-1)).toMatchObject({ decision: 'hengzhun-scale-lot-decision@1' });
  });

  it('writes a case file of the lot that anyone checks', async () => {
    expect((await run('export', 'L-1', '--out', 'lot.zip')).code).toBe(0);
    await market.run(['export', 'keys', '--out', 'keys.json']);
    const verify = ['case', 'verify', 'lot.zip', '--ledger-keys', 'ledger-keys.json', '--instrument-keys', 'keys.json'];
    const { code, stdout } = await market.run(verify);
    expect(stdout).toMatch(/✓ everything in it holds\n$/);
    expect(code).toBe(0);
  });

  it('audits a divided lot: strata by what the evaluation says, an allocation instead of a plan', async () => {
    const design = ['lot', 'A-1', '--rules', 'hengzhun-audit-lot@1', '--decision', 'none', '--randomness', 'lottery'];
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const none = await run(...design, '--not-before', later);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringMatching(/tool-missing-option: .*--sample/) });
    const { lines } = await json(...design, '--not-before', later, '--sample', '30');
    expect(lines.at(-1)).toMatchObject({ strata: [{ name: 'silent', size: 120, sample: 30, reserve: 6 }], plan: null });
    const early = await run('draw', 'A-1', '--randomness', 'numbers');
    expect(early).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/sampling-too-early: Lot A-1: its randomness/),
    });
    await run('commit', 'A-1', '--out', 'a.txt');
    const check = await run('draw', 'A-1', '--check', 'a.txt', '--randomness', 'numbers');
    expect(check).toMatchObject({ code: 1, stderr: expect.stringContaining('sampling-out-of-order') });
    expect((await run('show', 'A-1')).stdout).toMatch(/It waits for lottery, published at /);
  });

  it.runIf(name === 'folder').each([
    ['sampling-unknown-lot', ['show', 'NONE'], 1],
    ['sampling-unknown-lot', ['draw', 'NONE', '--randomness', 'x'], 1],
    ['tool-missing-argument', ['draw', '--randomness', 'x'], 2],
    ['tool-missing-option', ['lot', 'L-9'], 2],
    ['tool-lot-none', ['lot', 'L-9', '--model', 'X', '--randomness', 'x', '--not-before', '2099-01-01T00:00Z'], 1],
    ['tool-bad-choice', ['lot', '--rules', 'mine'], 2],
    ['tool-bad-choice', ['lot', 'L-9', '--plan', 'variables'], 2],
    ['tool-unknown-instrument', ['unreached', 'L-1', 'NOBODY', '--reason', 'x'], 1],
    ['tool-missing-option', ['interval', 'L-1', '--days', '3'], 2],
  ])('refuses with %s: %j', async (expected, args, exit) => {
    const { code, stderr } = await run(...args, '--lang', 'zh');
    expect(stderr).toMatch(new RegExp(`^hengzhun: ${expected}: .*[\u4e00-\u9fff].*\n$`));
    expect(code).toBe(exit);
  });
});
