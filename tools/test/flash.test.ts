import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProfile } from '@hengzhun/firmware/build';
import { BlankBoard } from '@hengzhun/hil-tests';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../bootstrap/system.mjs';
import { lockDown, planFlash } from '../src/flash/flash-plan.js';
import { pieceSize } from '../src/flash/write-flash.js';
import { build, hengzhun, objects, type Run, run, temporaryFolder } from './helpers/cli.js';
import { ReplDevice, type ReplOptions } from './helpers/repl-device.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; flashing over pseudo-terminals is skipped');
const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter) console.warn('tools: ESPRUINO_BIN is not set; flashing of the real interpreter is skipped');

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const folder = temporaryFolder();
const file = (name: string) => path.join(folder.path, name);
const image = path.join(import.meta.dirname, '../../firmware/dist/bundles/scale.bin');
const built = () => readFileSync(image);
beforeAll(build);
afterAll(() => folder.remove());

describe('what is written, and in which order', () => {
  const profile = readProfile('mdbt42q');

  it('makes the state file first, and the configuration last: until then a flashing can begin anew', () => {
    const plan = planFlash(profile, 'x'.repeat(10_000), { kind: 'scale', configuration: Buffer.alloc(400) });
    expect(plan.prepared[0]!.name).toBe('hz.dat');
    // With its header it ends with a page (firmware README, storage layout).
    expect((plan.prepared[0]!.size + 32) % profile.storage.page).toBe(0);
    expect(plan.files.at(-1)!.name).toBe('hz.cfg');
  });

  it('makes room for two images where there is any, and only starts the one that is proven', () => {
    const roomy = planFlash(readProfile('nrf52840'), 'x'.repeat(28_000), { kind: 'scale' });
    expect(roomy.updatable).toBe(true);
    expect(roomy.prepared.length).toBe(2);
    const [software, start] = roomy.files;
    expect(software!.name).toBe(roomy.prepared[1]!.name);
    expect(start!.name).toBe('.bootcde');
    const narrow = planFlash(profile, 'x'.repeat(20_000), { kind: 'scale' });
    expect(narrow.updatable).toBe(false);
    expect(narrow.files.map(({ name }) => name)).toEqual(['.bootcde', '.boot0']);
  });

  it('locks the console only where a configuration is', () => {
    expect(lockDown()).toMatch(
      /^if\(require\("Storage"\)\.read\("hz\.cfg",0,1\)\)\{.*setConsole\(null,\{force:true\}\)/,
    );
    expect(lockDown()).not.toBe(lockDown());
  });

  it('erases the pages of boards that keep their state outside Storage, and makes no file there', () => {
    const plan = planFlash(readProfile('esp32'), 'x', { kind: 'scale' });
    expect(plan.prepared.some(({ name }) => name === 'hz.dat')).toBe(false);
    expect(plan.statePages).toMatchObject({ page: 4096 });
  });

  it('refuses what does not fit before anything is erased', () => {
    expect(() => planFlash(profile, 'x'.repeat(40_000), { kind: 'scale' })).toThrow(/40960 bytes of Storage/);
  });

  // WELMEC 7.2, OIML D 31: the event log holds three successive verifications.
  it.each([
    ['a scale, one year', 'scale', 7, 0],
    ['a dispenser with two nozzles, six months', 'dispenser', 6, 2],
  ] as const)(
    'gives the log of %s room for three verifications, and tells the instrument so',
    (_name, kind, channels, nozzles) => {
      let told = { historyDays: 0, logCapacity: 0 };
      const configuration = (log: typeof told) => {
        told = log;
        return Buffer.alloc(400);
      };
      const board = readProfile('nrf52840');
      const plan = planFlash(board, 'x'.repeat(40_000), { kind, channels, nozzles, configuration });
      const days = kind === 'scale' ? 365 : 183;
      const periods = Math.ceil((3 * days) / told.historyDays);
      const perPeriod = Math.ceil((channels * Math.max(1, nozzles)) / 8) + nozzles;
      expect(told.logCapacity).toBeGreaterThan(periods * perPeriod);
      // Two slots of the journal, one page each, behind the log of 48-byte records.
      expect(plan.prepared[0]!.size).toBeGreaterThanOrEqual(told.logCapacity * 48 + 2 * board.storage.page);
      expect(plan.bytes).toBeLessThanOrEqual(plan.available);
      // Flashed before the instrument is decided, the file has the room all the same.
      const undecided = planFlash(board, 'x'.repeat(40_000), { kind });
      expect(undecided.prepared[0]!.size).toBeGreaterThan(100 * 48 + 2 * board.storage.page);
    },
  );

  it.each([
    ['scale', 7, 0],
    ['dispenser', 6, 1],
  ] as const)(
    'has room for them on the smallest board beside an image of 27 850 bytes: a %s',
    (kind, channels, nozzles) => {
      const logs: number[] = [];
      const configuration = (log: { historyDays: number; logCapacity: number }) => {
        logs.push(log.historyDays);
        return Buffer.alloc(500);
      };
      const plan = planFlash(profile, 'x'.repeat(27_850), { kind, channels, nozzles, configuration });
      expect(logs.at(-1)).toBe(91);
      expect(plan.bytes).toBeLessThanOrEqual(plan.available);
    },
  );

  it('refuses a board without room for three verifications in the log, and says what to do', () => {
    const configuration = () => Buffer.alloc(400);
    const crowded = { kind: 'dispenser', channels: 6, nozzles: 4, configuration } as const;
    expect(() => planFlash(profile, 'x'.repeat(27_900), crowded)).toThrow(/three verifications .* fewer nozzles/);
  });

  it('sends pieces that half of the input ring takes', () => {
    for (const ring of [512, 1024, 4096]) expect((pieceSize(ring) * 4) / 3 + 60).toBeLessThan(ring);
  });
});

describe.skipIf(!socat)('a board that answers as Espruino does', () => {
  let device: ReplDevice | undefined;
  const flash = async (options: ReplOptions, ...args: string[]): Promise<Run> => {
    device = await ReplDevice.create(options);
    return hengzhun(['flash', device.port, '--image', image, ...args, '--json'], { directory: folder.path });
  };
  afterEach(async () => {
    await device?.stop();
    device = undefined;
  });

  it('is written, verified and started', async () => {
    const { code, stdout, stderr } = await flash({});
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(device!.names()).toEqual(['hz.dat', 'hz.img', '.bootcde', '.boot0']);
    expect(Buffer.from(device!.storage.read('hz.img')!).includes(built())).toBe(true);
    const told = objects(stdout).filter(({ type }) => type === 'written');
    expect(told.map(({ file: name }) => name)).toEqual(['hz.img', '.bootcde', '.boot0']);
    expect(objects(stdout)).toContainEqual(expect.objectContaining({ type: 'software', sha256: sha256(built()) }));
    // It starts what was written a moment later, when the port is closed.
    await expect.poll(() => device!.loads).toBe(1);
  });

  it('is read back as a whole where the board has no SHA-256', async () => {
    const { code } = await flash({ sha256: false });
    expect(code).toBe(0);
  });

  it('asks nothing of the network', async () => {
    const log = file('network.log');
    const hook = fileURLToPath(new URL('./helpers/watch-network.mjs', import.meta.url));
    const environment = { NODE_OPTIONS: `--import ${hook}`, NETWORK_LOG: log };
    device = await ReplDevice.create();
    const flashed = await hengzhun(['flash', device.port, '--image', image], { directory: folder.path, environment });
    expect(flashed.code).toBe(0);
    expect(existsSync(log)).toBe(false);
    // The hook does see what is asked.
    await run(process.execPath, ['-e', "fetch('http://127.0.0.1:9').catch(() => {})"], { environment });
    expect(readFileSync(log, 'utf8')).toContain('fetch');
  });

  it('is only looked at with --dry-run', async () => {
    const { code, stdout } = await flash({}, '--dry-run');
    expect(code).toBe(0);
    expect(device!.names()).toEqual([]);
    expect(objects(stdout).map(({ type }) => type)).toEqual(['board', 'software', 'plan', 'dry-run']);
  });

  it.each<[string, number, ReplOptions, string[]]>([
    ['tool-flash-wrong-board', 1, { board: 'PUCKJS' }, ['--board', 'linux']],
    ['tool-flash-unknown-board', 1, { board: 'NOBODYS' }, []],
    ['tool-interpreter-old', 3, { version: '2v10' }, []],
    ['tool-flash-space', 3, { storage: 40_960 }, []],
    ['tool-console-locked', 3, { state: 'locked' }, []],
    ['tool-console-locked', 3, { state: 'password' }, []],
    ['tool-console-silent', 4, { state: 'dead' }, []],
    ['tool-flash-mismatch', 1, { spoil: '.bootcde' }, []],
    ['tool-flash-mismatch', 1, { spoil: '.bootcde', sha256: false }, []],
    ['tool-interpreter-refused', 3, { refuse: '.bootcde' }, []],
  ])('%s: exit code %i', async (error, exit, options, args) => {
    const { code, stdout, stderr } = await flash(options, ...args);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'error', code: error });
    expect(stderr).toContain(`hengzhun: ${error}: `);
    expect(code).toBe(exit);
    // Nothing that went wrong was started.
    expect(device!.loads).toBe(0);
  });

  it('keeps the state of an instrument that has lived there, unless told to erase it', async () => {
    device = await ReplDevice.create();
    device.storage.write('hz.dat', Buffer.from('hz 1'), 0, 20_000);
    device.storage.write('hz.dat', Buffer.from([1, 2, 3, 4]), 4);
    const args = ['flash', device.port, '--image', image, '--json'];
    const kept = await hengzhun(args, { directory: folder.path });
    expect(objects(kept.stdout).at(-1)).toMatchObject({ code: 'tool-flash-has-state' });
    expect(device.names()).toEqual(['hz.dat']);
    expect((await hengzhun([...args, '--erase'], { directory: folder.path })).code).toBe(0);
    expect(device.names()).toEqual(['hz.dat', 'hz.img', '.bootcde', '.boot0']);
  });
});

describe.skipIf(!socat)('a port that is none', () => {
  it('says what is wrong with it', async () => {
    const { code, stderr } = await hengzhun(['flash', file('nothing')]);
    expect(stderr).toContain('link-path-missing');
    expect(code).toBe(3);
  });
});

describe.skipIf(!interpreter || !socat)('the real interpreter on an emulated port', () => {
  let board: BlankBoard;
  beforeAll(async () => {
    board = await BlankBoard.create(interpreter!);
    await board.start();
  });
  afterAll(() => board?.stop());
  const flash = (...args: string[]) =>
    hengzhun(['flash', board.port, '--image', image, ...args, '--json'], { directory: folder.path });
  const names = () =>
    board
      .storage()
      .list()
      .map(({ name }) => name.replace(/\0+$/, ''));
  const restart = async () => {
    await board.cutPower();
    await board.start();
  };

  it('runs the program from RAM and leaves flash alone', async () => {
    const { code, stdout, stderr } = await hengzhun(['flash', board.port, '--ram', '--json']);
    expect(stderr).toBe('');
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'tried' });
    expect(code).toBe(0);
    expect(names()).toEqual([]);
    await restart();
  });

  it('begins anew after it was interrupted in the middle', async () => {
    const args = ['flash', board.port, '--image', image, '--json'];
    const interrupted = await hengzhun(args, {
      directory: folder.path,
      signal: { when: '"type":"plan"', send: 'SIGINT' },
    });
    expect(objects(interrupted.stdout).at(-1)).toMatchObject({ code: 'tool-flash-interrupted' });
    expect(interrupted.code).toBe(130);
    const { code, stderr } = await flash();
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(Buffer.from(board.storage().read('hz.img')!).includes(built())).toBe(true);
    expect(names()).toEqual(['hz.dat', 'hz.img', '.bootcde', '.boot0']);
    expect(board.storage().statistics().trashCount).toBe(0);
    await restart();
  });

  it('becomes an instrument on the same port, and its console is locked', async () => {
    const made = await hengzhun(
      [
        'provision',
        '--inject-key',
        '--out',
        'made',
        '--serial',
        'F1',
        '--driver',
        'injection',
        '--port-path',
        's1',
        '--driver-path',
        's2',
        '--json',
      ],
      { directory: folder.path },
    );
    expect(made.code).toBe(0);
    const { code, stdout } = await flash('--config', path.join('made', 'hz.cfg'), '--erase');
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'flashed', provisioned: true });
    expect(code).toBe(0);
    const inspected = await hengzhun(['inspect', board.port, '--timeout', '60s', '--json'], { directory: folder.path });
    const [found] = objects(inspected.stdout) as unknown as {
      identity: { data: { serialNumber: string }; softwareMeasurement: string };
    }[];
    expect(found!.identity.data.serialNumber).toBe('F1');
    expect(found!.identity.softwareMeasurement).toBe(sha256(built()));
    const locked = await flash();
    expect(objects(locked.stdout).at(-1)).toMatchObject({ code: 'tool-console-locked' });
  });
});
