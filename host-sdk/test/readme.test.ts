import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slipEncodeBytes } from '@hengzhun/protocol';
import { describe, expect, it, vi } from 'vitest';
import { planAndDraw } from '../examples/plan-a-sample.js';
import { readAndJudge } from '../examples/read-and-judge.js';
import { hasSocat, PtyPair, until } from './helpers/socat.js';
import { temporaryFolder } from './helpers/temporary-store.js';
import { TestInstrument } from './helpers/test-instrument.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('README', () => {
  it.each(['read-and-judge', 'plan-a-sample'])('shows the example %s as it is', (name) => {
    expect(read('../README.md')).toContain(`\`\`\`ts\n${read(`../examples/${name}.ts`)}\`\`\``);
  });

  it('has an example of a plan and a draw that works', () => {
    const lot = Array.from({ length: 600 }, (_, i) => `HZ-${i}`);
    const { plan, picture, commitment, sample } = planAndDraw(lot, () => 'the numbers of a lottery');
    expect(plan.producerRisk).toBeLessThanOrEqual(0.05);
    expect(plan.consumerRisk).toBeLessThanOrEqual(0.05);
    expect(new Set(sample).size).toBe(plan.sampleSize);
    expect(commitment).toMatchObject({ size: 600, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(picture).toContain('抽样特性曲线');
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
