import path from 'node:path';
import { openStore } from '@hengzhun/host-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChain } from '../src/bench/frames.js';
import { publicJwk } from '../src/provision/public-jwk.js';
import { storeFile } from '../src/station/data-folder.js';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';

const folder = temporaryFolder();
const ueid = `01${'42'.repeat(16)}`;

/** A store with one scale that was measured out of tolerance, twice, and one that nobody ever measured. */
beforeAll(async () => {
  await build();
  const store = await openStore(path.join(folder.path, storeFile));
  const data = { instrumentKind: 1, accuracyClass: 3, maximumCapacity: 15_000_000, verificationInterval: 5_000 };
  const enrol = (name: string, serialNumber: string) => {
    const publicKey = publicJwk(makeChain(1).publicKey);
    return store.registry.enrol({ ueid: name, publicKey, serialNumber, model: 'ACS-15', data });
  };
  await enrol(ueid, 'BAD-1');
  await enrol(`01${'43'.repeat(16)}`, 'NEW-1');
  for (const [index, error] of [20_000, 21_000].entries()) {
    const id = `V${index}`;
    const at = Date.UTC(2026, 9, 1 + index);
    const point = { quantity: 'mass', nominal: 15_000_000, error, uncertainty: 500, limit: 15_000 };
    const verification = {
      ...{ id, instrument: ueid, kind: 'in-service-inspection', at, occasion: 'in-service', points: [point] },
      ...{ outcome: 'fail', standards: ['F1'], person: 'p', authority: 'a' },
    };
    await store.database.transaction((transaction) =>
      transaction.run(
        'INSERT INTO records (kind, id, version, subject, at, recorded_at, hash, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ['verification', id, 1, ueid, at, at, new Uint8Array(32), JSON.stringify(verification)],
      ),
    );
  }
  await store.close();
});
afterAll(() => folder.remove());

const evaluate = (...args: string[]) => hengzhun(['evaluate', '--data', folder.path, '--at', '2026-11-01', ...args]);

describe('hengzhun evaluate', () => {
  it('judges one instrument in full, and exits with 1 for a bad one', async () => {
    const { code, stdout } = await evaluate('BAD-1');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^BAD-1: out of tolerance$/m);
    expect(stdout).toContain(
      'in-service inspection of 2026-10-02: error +21 g ± 1 g (k = 2) at 15 kg, MPE in service ±15 g',
    );
    expect(stdout).toContain('record/verification/V1/1');
    expect(stdout).toContain('A remote judgement is preliminary');
  });

  it('speaks Chinese', async () => {
    const { stdout } = await evaluate('BAD-1', '--lang', 'zh');
    expect(stdout).toContain('BAD-1 评价：失准');
    expect(stdout).toContain('使用中检查');
    expect(stdout).not.toMatch(/tolerance|measured|Reasons/);
  });

  it('gives programs the whole judgement', async () => {
    const [judgement] = objects((await evaluate(ueid, '--json')).stdout);
    expect(judgement).toMatchObject({
      type: 'judgement',
      instrument: ueid,
      level: 'out-of-tolerance',
      preliminary: true,
    });
  });

  it('looks over the fleet: levels, whom to suspect, nobody forgotten', async () => {
    const { code, stdout } = await evaluate();
    expect(code).toBe(1);
    expect(stdout).toContain('2 instruments on 2026-11-01');
    expect(stdout).toMatch(/out of tolerance\s+│\s+1 /);
    expect(stdout).toMatch(/unknown\s+│\s+1 /);
    expect(stdout).toMatch(/BAD-1\s+│ ACS-15/);
    const [fleet, suspected] = objects((await evaluate('--json')).stdout);
    expect(fleet).toMatchObject({ count: 2, levels: { 'out-of-tolerance': 1, unknown: 1 } });
    expect(suspected).toMatchObject({ type: 'suspected', serialNumber: 'BAD-1', model: 'ACS-15' });
  });

  it('learns when asked to', async () => {
    const { stdout } = await evaluate('--learn', '--top', '0');
    expect(stdout).toMatch(/^Learned version \d+ from 0 intervals between measurements\.$/m);
  });

  it.each([
    ['tool-unknown-instrument', ['NOBODY'], 1],
    ['tool-bad-time', ['--at', 'yesterday'], 2],
    ['tool-bad-time', ['--at', '2026-13-45'], 2],
    ['tool-bad-number', ['--top', '-1'], 2],
    ['tool-data-missing', ['--data', '/nowhere/at/all'], 3],
  ])('refuses with %s: %j', async (error, args, exit) => {
    const { code, stderr } = await evaluate(...(args as string[]));
    expect(stderr).toContain(`${error}:`);
    expect(code).toBe(exit);
  });
});
