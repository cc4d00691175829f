import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Atecc608, BlankBoard, blankChip, type ChipState, I2cBus, PipedBus, serialOf } from '@hengzhun/hil-tests';
import { verifyCertificate } from '@hengzhun/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../bootstrap/system.mjs';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';
import { ReplDevice, type ReplOptions } from './helpers/repl-device.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; births with a secure element on a pseudo-terminal are skipped');
const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter) console.warn('tools: ESPRUINO_BIN is not set; the element of a real interpreter is skipped');

// The emulation host runs the text of a bundle; this one holds both signers.
const program = path.join(import.meta.dirname, '../../firmware/dist/bundles/scale.js');
const folder = temporaryFolder();
const inFolder = { directory: folder.path };
const file = (...parts: string[]) => path.join(folder.path, ...parts);
const serial = (state: ChipState) => Buffer.from(serialOf(state)).toString('hex');
const locks = ({ config }: ChipState) => [config[86], config[87], config[88]! & 1];
const LOCKED = [0, 0, 0];
const UNLOCKED = [0x55, 0x55, 1];

beforeAll(async () => {
  await build();
  writeFileSync(
    file('wiring.json'),
    JSON.stringify([{ driver: 'injection' }, { driver: 'element', sda: 'D3', scl: 'D4' }]),
  );
});
afterAll(() => folder.remove());
const line = ['--image', program, '--wiring', 'wiring.json', '--maker', 'Acme'];

describe.skipIf(!socat)('the secure element on the maker’s line', () => {
  const devices: ReplDevice[] = [];
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.stop()));
  });
  const board = async (options: ReplOptions): Promise<ReplDevice> => {
    const device = await ReplDevice.create({ runs: true, storage: 262_144, ...options });
    devices.push(device);
    return device;
  };

  const element = blankChip();

  it('a blank one is configured, makes its key, is locked, and the instrument is born with that key', async () => {
    const device = await board({ element });
    const args = ['provision', device.port, ...line, '--serial', 'E1', '--out', 'e1', '--json'];
    const { code, stdout, stderr } = await hengzhun(args, inFolder);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const told = objects(stdout);
    const made = told.find(({ type }) => type === 'element')!;
    expect(made).toMatchObject({ serialNumber: 'E1', element: serial(element), made: true });
    expect(told.at(-1)).toMatchObject({ type: 'provisioned', assurance: 'secure-element', kid: made.kid });
    expect(locks(element)).toEqual(LOCKED);
    // The element is locked before anything is written, and only then.
    expect(told.filter(({ type }) => type === 'step').map(({ step }) => step)).toEqual([
      'element',
      'write',
      'start',
      'birth',
      'certificate',
    ]);
    // The private key is in the element and nowhere else: not in the flash, not in what was written or printed.
    const key = Buffer.from(element.privateKeys[0]!);
    const everything = Buffer.concat([
      Buffer.from(device.storage.flash.bytes),
      readFileSync(file('e1', 'enrolment.json')),
      Buffer.from(stdout),
    ]);
    expect(everything.includes(key)).toBe(false);
    for (const form of ['hex', 'base64', 'base64url'] as const) expect(stdout).not.toContain(key.toString(form));

    const certificate = verifyCertificate(
      readFileSync(file('e1', 'certificate.cwt')),
      createPublicKey(readFileSync(file('maker.pem'))),
      Math.floor(Date.now() / 1000),
    );
    // Protocol, key assurance 2: in a secure element.
    expect(certificate.keyAssurance).toBe(2);
    const inspected = await hengzhun(['inspect', device.port, '--json'], inFolder);
    expect(objects(inspected.stdout)[0]).toMatchObject({ trusted: true, kid: made.kid });
    expect(inspected.code).toBe(0);
  });

  it('tool-element-enrolled: a key that is an instrument’s already makes no second one', async () => {
    const device = await board({ element });
    const { code, stdout } = await hengzhun(['provision', device.port, ...line, '--serial', 'E2', '--json'], inFolder);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'error', code: 'tool-element-enrolled' });
    expect(objects(stdout).at(-1)!.message).toContain('E1');
    expect(code).toBe(1);
    expect(device.names()).toEqual([]);
  });

  it('is looked at without a change, made ready by itself, and left as it is by the birth', async () => {
    const own = blankChip();
    const device = await board({ element: own });
    const look = (...more: string[]) =>
      hengzhun(['element', device.port, '--wiring', 'wiring.json', ...more], inFolder);
    const blank = await look();
    expect(blank.stdout).toContain(`Secure element ${serial(own)}: blank`);
    expect(blank.code).toBe(1);
    expect(locks(own)).toEqual(UNLOCKED);
    expect((await look('--make')).stdout).toContain('configured and locked');
    const before = Buffer.from(own.config);
    const ready = await look('--lang', 'zh');
    expect(ready.stdout).toContain('已就绪');
    expect(ready.code).toBe(0);
    const args = ['provision', device.port, ...line, '--serial', 'E3', '--element', 'ready', '--json'];
    const { code, stdout } = await hengzhun(args, inFolder);
    expect(code).toBe(0);
    expect(objects(stdout).find(({ type }) => type === 'element')).toMatchObject({ made: false });
    expect(Buffer.from(own.config)).toEqual(before);
  });

  it('one that was lost in the middle is made by the same command again', async () => {
    const own = blankChip();
    const device = await board({ element: own });
    const chip = device.element!;
    // The cable is pulled after the first Lock, that of the configuration.
    const pulling = setInterval(() => {
      if (!chip.log.includes(0x17)) return;
      chip.faults.removed = true;
      clearInterval(pulling);
    }, 1);
    const args = ['provision', device.port, ...line, '--serial', 'E4', '--json'];
    const broken = await hengzhun(args, inFolder);
    expect(objects(broken.stdout).at(-1)).toMatchObject({ type: 'error', code: 'element-absent' });
    expect(broken.code).toBe(4);
    expect(locks(own)).toEqual([0x55, 0, 1]);
    expect(device.names()).toEqual([]);
    chip.faults.removed = false;
    const { code, stdout } = await hengzhun(args, inFolder);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'provisioned', assurance: 'secure-element' });
    expect(code).toBe(0);
    expect(locks(own)).toEqual(LOCKED);
  });

  it.each<[string, number, string[], (state: ChipState) => void]>([
    ['element-foreign', 1, [], (state) => void (state.config[87] = 0)],
    ['element-kind', 1, [], (state) => void (state.config[6] = 0x50)],
    ['tool-element-blank', 1, ['--element', 'ready'], () => undefined],
  ])('%s: exit code %i, nothing is locked or written', async (error, exit, args, spoil) => {
    const own = blankChip();
    spoil(own);
    const before = Buffer.from(own.config);
    const device = await board({ element: own });
    const { code, stdout } = await hengzhun(
      ['provision', device.port, ...line, '--serial', 'E4', ...args, '--json'],
      inFolder,
    );
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'error', code: error });
    expect(code).toBe(exit);
    expect(Buffer.from(own.config)).toEqual(before);
    expect(device.names()).toEqual([]);
    expect(device.loads).toBe(0);
  });

  it('element-absent: a board without its element, in both languages', async () => {
    const device = await board({});
    const args = ['provision', device.port, ...line, '--serial', 'E5'];
    const english = await hengzhun(args, inFolder);
    expect(english.stderr).toContain('element-absent: No secure element answers');
    expect(english.code).toBe(4);
    const chinese = await hengzhun([...args, '--lang', 'zh'], inFolder);
    expect(chinese.stderr).toContain('element-absent: 安全芯片没有应答');
    expect(device.names()).toEqual([]);
  });

  it('tool-element-swapped: the element of another instrument is there when it starts', async () => {
    const device = await board({ element: blankChip() });
    const other = blankChip();
    const rig = await board({ element: other });
    await hengzhun(['element', rig.port, '--wiring', 'wiring.json', '--make'], inFolder);
    expect(locks(other)).toEqual(LOCKED);
    const exchanging = setInterval(() => {
      if (device.loads === 0) return;
      device.fit(other);
      clearInterval(exchanging);
    }, 1);
    const run = await hengzhun(['provision', device.port, ...line, '--serial', 'E6', '--json'], inFolder);
    clearInterval(exchanging);
    expect(objects(run.stdout).at(-1)).toMatchObject({ type: 'error', code: 'tool-element-swapped' });
    expect(run.code).toBe(1);
    const register = await hengzhun(['export', 'instruments', '--out', '-'], inFolder);
    expect(register.stdout).not.toContain('"E6"');
  });

  it('tool-element-unborn: the element is taken off before the instrument starts', async () => {
    const device = await board({ element: blankChip() });
    const removing = setInterval(() => {
      if (device.names().includes('hz.cfg')) device.element!.faults.removed = true;
    }, 1);
    const args = ['provision', device.port, ...line, '--serial', 'E7', '--patience', '5s', '--json'];
    const { code, stdout } = await hengzhun(args, inFolder);
    clearInterval(removing);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'error', code: 'tool-element-unborn' });
    expect(code).toBe(4);
  });

  it('a production line goes on behind an element that is refused', async () => {
    const foreign = blankChip();
    foreign.config[87] = 0;
    const [first, second] = [await board({ element: foreign }), await board({ element: blankChip() })];
    writeFileSync(file('order.csv'), 'serial\nP1\nP2\n');
    const args = ['--batch', 'order.csv', '--data', 'line', '--wait', '60s', '--json'];
    const { code, stdout } = await hengzhun(['provision', first.port, second.port, ...line, ...args], inFolder);
    expect(objects(stdout).at(-1)).toEqual({ type: 'summary', done: 1, failed: 1, skipped: 0, left: 0 });
    expect(code).toBe(1);
    const report = readFileSync(file('order-report.csv'), 'utf8');
    expect(report).toMatch(/P1,failed.*element-foreign/);
    expect(report).toMatch(/P2,done.*secure-element/);
    expect(locks(second.element!.state)).toEqual(LOCKED);
  });
});

describe.skipIf(!socat || !interpreter)('the secure element of a board with the real interpreter', () => {
  it('is made ready over its console, and the instrument is born with its key', async () => {
    const bus = new I2cBus();
    const chip = new Atecc608({ now: () => performance.now() });
    bus.attach(0x60, chip);
    const piped = new PipedBus(bus);
    const device = await BlankBoard.create(interpreter!);
    try {
      // Software is on the board already; the script that lends it a bus must stay, so nothing is erased.
      const storage = device.storage();
      storage.write('.boot1', Buffer.from(piped.script, 'latin1'));
      storage.write('.bootcde', readFileSync(program.replace(/js$/, 'bin')));
      writeFileSync(path.join(device.directory, 'espruino.flash'), storage.flash.bytes);
      writeFileSync(
        file('linux.json'),
        JSON.stringify([
          { driver: 'injection', path: 's2' },
          { driver: 'element', sda: 'D3', scl: 'D4' },
        ]),
      );
      await device.start();
      const args = ['--wiring', 'linux.json', '--port-path', 's1', '--maker', 'Acme', '--serial', 'R1', '--json'];
      const { code, stdout, stderr } = await hengzhun(['provision', device.port, ...args], inFolder);
      expect(stderr).toBe('');
      expect(objects(stdout).at(-1)).toMatchObject({ type: 'provisioned', assurance: 'secure-element' });
      expect(code).toBe(0);
      expect(locks(chip.state)).toEqual(LOCKED);
      const inspected = await hengzhun(['inspect', device.port, '--timeout', '60s', '--json'], inFolder);
      expect(objects(inspected.stdout)[0]).toMatchObject({ trusted: true });
    } finally {
      await device.stop();
      await piped.close();
    }
  });
});

describe('an order with a secure element, before any board is taken in hand', () => {
  const order = (...args: string[]) => hengzhun(['provision', file('nowhere'), '--serial', 'X', ...args], inFolder);

  it('is refused where the wiring contradicts it: exit code 2', async () => {
    const contradicted = await order('--wiring', 'wiring.json', '--signer', 'software');
    expect(contradicted.stderr).toContain('tool-element-software');
    expect(contradicted.code).toBe(2);
    writeFileSync(
      file('twice.json'),
      JSON.stringify([
        { driver: 'hx711', dataPin: 'D3', clockPin: 'D4' },
        { driver: 'element', sda: 'D3', scl: 'D5' },
      ]),
    );
    const twice = await order('--wiring', 'twice.json');
    expect(twice.stderr).toContain('tool-pin-twice: Two parts are on the pin D3');
    expect(twice.code).toBe(2);
  });
});
