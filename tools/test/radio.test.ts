import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestInstrument } from '../../host-sdk/test/helpers/test-instrument.js';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';
import { hasVirtualAdapter, openRadioHall, type RadioHall } from './helpers/radio-hall.js';

if (!hasVirtualAdapter)
  console.warn('tools: socat or the Bluetooth packages are missing; scan and ble: addresses are skipped');

const [enrolled, stranger] = ['c0:ff:ee:00:00:01', 'c0:ff:ee:00:00:02'];

describe.skipIf(!hasVirtualAdapter)('an unmodified command line on a virtual radio', () => {
  const folder = temporaryFolder();
  let hall: RadioHall;
  let inFolder: Parameters<typeof hengzhun>[1];
  const instrument = new TestInstrument(1);

  beforeAll(async () => {
    await build();
    hall = await openRadioHall({ [enrolled]: instrument, [stranger]: new TestInstrument(2) });
    inFolder = { directory: folder.path, environment: { ...hall.environment, HENGZHUN_DATA: 'data' } };
    writeFileSync(path.join(folder.path, 'register.json'), JSON.stringify([instrument.record()]));
    expect((await hengzhun(['import', 'instruments', 'register.json'], inFolder)).code).toBe(0);
  });
  afterAll(async () => {
    await hall?.stop();
    folder.remove();
  });

  it('scan lists who is in range, as events and as a table; nothing of it is proved', async () => {
    const events = await hengzhun(['scan', '--for', '3s', '--json'], inFolder);
    expect(events.stderr).toBe('');
    expect(events.code).toBe(0);
    const told = objects(events.stdout);
    expect(told.filter(({ type }) => type === 'seen').map(({ address }) => address)).toEqual(
      expect.arrayContaining([enrolled, stranger]),
    );
    expect(told.at(-1)).toMatchObject({ type: 'summary', instruments: 2 });
    const table = await hengzhun(['scan', '--for', '3s', '--lang', 'zh'], inFolder);
    expect(table.stdout).toContain('范围内：2 台');
    expect(table.stdout).toMatch(new RegExp(`${enrolled} HZ-T .*秤 .*已封印 .*SN-1`));
    expect(table.stdout).toMatch(new RegExp(`${stranger} HZ-T .*密钥未登记`));
    expect(table.stdout).toContain('信标未经签名');
  });

  it('inspect connects, challenges, reads the log and judges', async () => {
    const { code, stdout, stderr } = await hengzhun(['inspect', `ble:${enrolled}`, '--json'], inFolder);
    expect(stderr).toBe('');
    const [found] = objects(stdout);
    expect(found).toMatchObject({
      type: 'inspection',
      result: 'proved',
      trusted: true,
      kid: instrument.kid,
      good: true,
    });
    expect(code).toBe(0);
    const again = await hengzhun(['inspect', `ble:${enrolled}`], inFolder);
    expect(again.stdout).toContain('✓ continues what is stored');
    expect(again.stdout).toContain('✓ fresh answer, signature valid');
  });

  it('inspect says of one that nobody enrolled that nothing is proved', async () => {
    const { code, stdout } = await hengzhun(['inspect', `ble:${stranger}`, '--lang', 'zh'], inFolder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ 密钥 [0-9a-f]{16} 未登记/);
  });

  it('monitor shows frames as they come', async () => {
    const sending = setInterval(() => hall.guests[0]!.rig.send(instrument.status()), 500);
    const { code, stdout } = await hengzhun(
      ['monitor', `ble:${enrolled}`, '--count', '2', '--for', '30s', '--json'],
      inFolder,
    );
    clearInterval(sending);
    expect(code).toBe(0);
    expect(objects(stdout).filter(({ type }) => type === 'frame')).toHaveLength(2);
  });

  it('says that nobody is there, and that an address is none', async () => {
    const nobody = await hengzhun(['inspect', 'ble:c0:ff:ee:00:00:99', '--json'], inFolder);
    expect([nobody.code, objects(nobody.stdout)[0]!.code]).toEqual([4, 'ble-not-in-range']);
    const none = await hengzhun(['inspect', 'ble:there', '--json'], inFolder);
    expect([none.code, objects(none.stdout)[0]!.code]).toEqual([3, 'link-bad-option']);
  });
});
