import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@hengzhun/host-sdk';
import { slipEncodeBytes } from '@hengzhun/protocol';
import { describe, expect, it, vi } from 'vitest';
import { decideALot } from '../examples/decide-a-lot.js';
import { checkCaseFile, drawOnRecord } from '../examples/draw-on-record.js';
import { planAndDraw } from '../examples/plan-a-sample.js';
import { readAndJudge } from '../examples/read-and-judge.js';
import { hasSocat, PtyPair, until } from './helpers/socat.js';
import { afterThisTest, temporaryFolder } from './helpers/temporary-store.js';
import { TestInstrument } from './helpers/test-instrument.js';
import { candidates } from './sampling/candidates.js';
import { alikeLot, DAY, fixedAt, verification } from './sampling/sample.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('README', () => {
  it.each(['read-and-judge', 'plan-a-sample', 'decide-a-lot', 'draw-on-record'])(
    'shows the example %s as it is',
    (name) => {
      expect(read('../README.md')).toContain(`\`\`\`ts\n${read(`../examples/${name}.ts`)}\`\`\``);
    },
  );

  it('has an example of a plan and a draw that works', () => {
    const lot = Array.from({ length: 600 }, (_, i) => `HZ-${i}`);
    const { plan, picture, commitment, sample } = planAndDraw(lot, () => 'the numbers of a lottery');
    expect(plan.producerRisk).toBeLessThanOrEqual(0.05);
    expect(plan.consumerRisk).toBeLessThanOrEqual(0.05);
    expect(new Set(sample).size).toBe(plan.sampleSize);
    expect(commitment).toMatchObject({ size: 600, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(picture).toContain('抽样特性曲线');
  });

  it('has an example of a lot that is decided', async () => {
    const words: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...all) => void words.push(all.join(' ')));
    const error = vi.spyOn(console, 'error').mockImplementation((...all) => void words.push(all.join(' ')));
    try {
      const register = candidates(450, { model: 'ACS-15', maker: '甲', manufactured: '2024', region: '沪' });
      let now = fixedAt;
      const beacon = {
        source: 'drand quicknet round 4567890',
        notBefore: fixedAt + DAY,
        value: async () => {
          now = fixedAt + 2 * DAY;
          return '0f1e2d3c';
        },
      };
      const small = candidates(3, { model: 'ACS-30', region: '苏' }).map((one) => ({ ...one, ueid: `ff${one.ueid}` }));
      const { decision, audit } = await decideALot(
        [...register, ...small],
        beacon,
        (ueid) => (ueid.endsWith('3') ? { cannot: '停业' } : verification(ueid, 0.4, { at: now })),
        () => (now += 1000),
      );
      expect(decision.strata[0]).toMatchObject({ size: 450, nonconforming: 0 });
      expect(decision.strata[0]!.unreached).toBeGreaterThan(0);
      expect(audit.total).toMatchObject({ size: 450, estimate: 0 });
      expect(words.some((line) => line.startsWith('group-too-small'))).toBe(true);
      expect(words.at(-1)).toMatch(/^实际风险：.* \| Real risks: /);
    } finally {
      log.mockRestore();
      error.mockRestore();
    }
  });

  it('has an example of a draw on record that others check', async () => {
    const words: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...all) => void words.push(all.join(' ')));
    try {
      const lot = alikeLot('lot-2026-12', 'drand quicknet round 4567890');
      const by = { person: '李四', role: 'supervisor', authority: '上海市市场监督管理局' };
      const keyFile = join(temporaryFolder(), 'ledger.pem');
      const now = () => fixedAt + 2 * DAY;
      // As integrators open it.
      const store = await openStore(join(temporaryFolder(), 'store.db'));
      afterThisTest(() => store.close());
      const { archive, publicKey, published } = await drawOnRecord(
        store,
        keyFile,
        lot,
        async () => '0f1e2d3c',
        by,
        now,
      );
      expect(words).toHaveLength(2);
      expect(words[1]).toMatch(/^2 draw 重算结果与记录完全一致 \| /);
      const verdict = await checkCaseFile(archive, [publicKey], []);
      expect(verdict).toMatchObject({ ok: true, decision: 2, checkpoint: { root: published.root } });
      expect(words.at(-1)).toMatch(/^(good|note) .* \| /);
    } finally {
      log.mockRestore();
    }
  });

  it.skipIf(!hasSocat)('has an example that works', async () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...words) => void lines.push(words.join(' ')));
    const error = vi.spyOn(console, 'error').mockImplementation((...words) => void lines.push(words.join(' ')));
    const folder = temporaryFolder();
    const pty = new PtyPair(folder);
    await pty.plug();
    try {
      const instrument = new TestInstrument();
      const controller = new AbortController();
      const enrolment = JSON.stringify(instrument.record());
      const judged = readAndJudge(pty.near, join(folder, 'store.db'), enrolment, controller.signal);
      // The example's challenge is the first thing on the line: it is listening.
      await until(() => pty.read().length > 0);
      for (const frame of instrument.statuses(3)) await pty.write(slipEncodeBytes(frame));
      await until(() => lines.filter((line) => line.startsWith('frame-accepted')).length === 3);
      controller.abort();
      expect(await judged).toMatchObject({ level: 'normal', selfState: 'normal' });
    } finally {
      log.mockRestore();
      error.mockRestore();
      await pty.unplug();
    }
  });
});
