import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { describe, expect, it } from 'vitest';
import { createEspruinoHost, seededRandom } from '../../src/index.js';
import { scriptOf } from '../support/bundles.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

const entry = new URL('../../cost/journal-entry.ts', import.meta.url);
const KILLS = 36;

describe.skipIf(withoutInterpreter())('the state file on the interpreter, killed at random moments', () => {
  it(`keeps what was acknowledged through thousands of records and ${KILLS} kills, without trash`, async () => {
    const { image } = await scriptOf(entry);
    const host = await createEspruinoHost({ binary: binary(), bundle: image, files: { [PROVISIONING_FILE]: 'none' } });
    const random = seededRandom(1);
    let sequence = 0;
    let snapshot = '';
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        // Only so many lines are kept.
        host.console.length = 0;
        await host.start();
        const told = () => host.console.map((line) => line.replace('\x1b[J', '').trim().split(' '));
        while (!told().some(([word]) => word === 'found')) await host.run(20);
        await host.run(random() * 400);
        await host.cutPower();
        const lines = told();
        const found = lines.find(([word]) => word === 'found')!;
        // Nothing that was told is lost; what was written last may not have been told any more.
        expect(Number(found[1])).toBeGreaterThanOrEqual(sequence);
        expect(Number(found[2])).toBe(Number(found[1]) * 2);
        expect((found[3] ?? '') >= snapshot).toBe(true);
        expect(host.console.filter((line) => /failed|Uncaught|Compacting/.test(line))).toEqual([]);
        sequence = Number(found[1]);
        snapshot = found[3] ?? '';
        // The last line may have been cut short.
        for (const [word, value] of lines.slice(0, -1)) {
          if (word === 'wrote') sequence = Number(value);
          if (word === 'snapshot') snapshot = value!;
        }
        expect(host.flash.storage().statistics()).toMatchObject({ trashBytes: 0, fileCount: 3 });
      }
      expect(sequence).toBeGreaterThan(3000);
    } finally {
      await host.stop();
    }
  });
});
