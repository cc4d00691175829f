import path from 'node:path';
import { openStore } from '@hengzhun/host-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChain } from '../src/bench/frames.js';
import { publicJwk } from '../src/provision/public-jwk.js';
import { openOrMakeData } from '../src/stores/open-data.js';
import { storePlace } from '../src/stores/store-place.js';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';
import { dataPlaces } from './helpers/data-places.js';

beforeAll(build);
const ueid = `01${'42'.repeat(16)}`;

describe.each(dataPlaces)('--data names a $name', ({ make }) => {
  it('that every command which opens a store reads', async () => {
    const { data, remove } = await make();
    const store = await openOrMakeData(data);
    await store.registry.enrol({ ueid, publicKey: publicJwk(makeChain(1).publicKey), serialNumber: 'HZ-1' });
    await store.close();
    const [fleet] = objects((await hengzhun(['evaluate', '--data', data, '--json'])).stdout);
    expect(fleet).toMatchObject({ type: 'fleet', count: 1 });
    const exported = await hengzhun(['export', 'instruments', '--out', '-'], { environment: { HENGZHUN_DATA: data } });
    expect(JSON.parse(exported.stdout)).toMatchObject({ instruments: [{ ueid, serialNumber: 'HZ-1' }] });
    await remove();
  });
});

describe('a URL', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each([
    ['store-path-missing', 'postgresql://inspector:geheim@127.0.0.1:1/supervision', 3],
    ['store-path-missing', 'postgresql://inspector:geheim@127.0.0.1:port/supervision', 3],
    ['tool-data-bad-url', 'mysql://inspector:geheim@127.0.0.1/supervision', 2],
  ])('that cannot be used is %s, and the password is nowhere: %s', async (expected, data, exit) => {
    for (const language of ['en', 'zh']) {
      const result = await hengzhun(['evaluate', '--data', data, '--json', '--lang', language]);
      expect(result.code).toBe(exit);
      expect(objects(result.stdout)).toMatchObject([{ type: 'error', code: expected, exit }]);
      expect(result.stdout + result.stderr).not.toContain('geheim');
      if (language === 'zh') expect(result.stderr).toMatch(/PostgreSQL/);
    }
  });

  it('is no place for a station, whose instruments keep their flash in files', async () => {
    const { code, stderr } = await hengzhun(['station', '--for', '1s', '--data', 'postgresql://me:geheim@127.0.0.1/x']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hengzhun: tool-data-not-a-folder: /);
    expect(stderr).not.toContain('geheim');
  });

  it('in the environment is not shown by the help', async () => {
    const environment = { HENGZHUN_DATA: 'postgresql://me:geheim@127.0.0.1/x' };
    const { stdout } = await hengzhun(['evaluate', '--help'], { environment });
    expect(stdout).toMatch(/--data <place>[^-]*default:\s+data\)/);
    expect(stdout).not.toContain('geheim');
  });

  it('is shown without its password', () => {
    expect(storePlace('postgres://me:geheim@db:5433/supervision?sslmode=require').shown).toBe(
      'postgresql://me@db:5433/supervision',
    );
    expect(storePlace('data')).toMatchObject({ kind: 'folder', shown: 'data', file: path.join('data', 'hengzhun.db') });
  });

  it('is not needed for a folder, which `import` and `provision` make', async () => {
    const store = await openOrMakeData(path.join(folder.path, 'a', 'b'));
    await store.close();
    await (await openStore(path.join(folder.path, 'a', 'b', 'hengzhun.db'))).close();
  });
});
