import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BlankBoard } from '@hengzhun/hil-tests';
import { verifyCertificate } from '@hengzhun/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../bootstrap/system.mjs';
import { build, hengzhun, objects, type Run, temporaryFolder } from './helpers/cli.js';
import { ReplDevice } from './helpers/repl-device.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; births on a pseudo-terminal are skipped');
const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter) console.warn('tools: ESPRUINO_BIN is not set; births on the real interpreter are skipped');

// The emulation host runs the text of a bundle.
const program = path.join(import.meta.dirname, '../../firmware/dist/bundles/scale.js');
const folder = temporaryFolder();
const inFolder = { directory: folder.path };
const file = (...parts: string[]) => path.join(folder.path, ...parts);
beforeAll(build);
afterAll(() => folder.remove());

const line = [
  '--image',
  program,
  '--driver',
  'injection',
  '--signer',
  'software',
  '--maker',
  'Acme',
  '--maker-master-key',
  'maker-master.key',
];

describe.skipIf(!socat)('an instrument that is born on its board', () => {
  let device: ReplDevice;
  beforeAll(async () => {
    // Room for two images of a text, which is longer than what a board holds.
    device = await ReplDevice.create({ runs: true, storage: 262_144 });
  });
  afterAll(() => device?.stop());
  let made: Run;

  it('makes its key itself; the key is proved, certified and enrolled', async () => {
    made = await hengzhun(['provision', device.port, ...line, '--serial', 'B1', '--out', 'b1', '--json'], inFolder);
    expect(made.stderr).toBe('');
    expect(made.code).toBe(0);
    expect(objects(made.stdout).at(-1)).toMatchObject({
      type: 'provisioned',
      serialNumber: 'B1',
      keyBorn: 'instrument',
      assurance: 'low',
      enrolled: 'data',
    });
    const keys = await hengzhun(['export', 'keys', '--out', 'keys.json'], inFolder);
    expect(keys.code).toBe(0);
  });

  it('leaves no private key, command key or master key in what was written or printed', () => {
    expect(existsSync(file('b1', 'hz.cfg'))).toBe(false);
    expect(statSync(file('master.key')).mode & 0o777).toBe(0o600);
    expect(made.stdout).not.toContain(readFileSync(file('master.key'), 'utf8').trim());
    const configuration = Buffer.from(device.storage.read('hz.cfg')!);
    // Form of hz.cfg: key 11, the private key, is an empty byte string.
    expect(configuration.indexOf(Buffer.from('0b40', 'hex'))).toBeGreaterThan(0);
  });

  it('carries a certificate that the key of the maker verifies (RFC 8392, RFC 8747)', async () => {
    const record = JSON.parse(readFileSync(file('b1', 'enrolment.json'), 'utf8')) as { maker: string };
    const certificate = readFileSync(file('b1', 'certificate.cwt'));
    const { createPublicKey } = await import('node:crypto');
    const claims = verifyCertificate(
      certificate,
      createPublicKey(readFileSync(file('maker.pem'))),
      Math.floor(Date.now() / 1000),
    );
    expect(claims.issuer).toBe(record.maker);
  });

  it('answers under its enrolled key', async () => {
    const { code, stdout } = await hengzhun(['inspect', device.port, '--json'], inFolder);
    expect(objects(stdout)[0]).toMatchObject({ trusted: true });
    expect(code).toBe(0);
  });

  it('takes an update by its maker, through the locked console, and shows it signed', async () => {
    const updated = file('next.js');
    // Another program in every byte that counts: its digest.
    writeFileSync(updated, `${readFileSync(program, 'latin1')};`, 'latin1');
    const args = ['update', device.port, '--image', 'next.js', '--master-key', 'maker-master.key', '--json'];
    const { code, stdout, stderr } = await hengzhun(args, inFolder);
    expect(stderr).toBe('');
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'updated', counter: 1 });
    expect(code).toBe(0);
    const inspected = await hengzhun(['inspect', device.port, '--json'], inFolder);
    const { createHash } = await import('node:crypto');
    expect(objects(inspected.stdout)[0]).toMatchObject({
      identity: { softwareMeasurement: createHash('sha256').update(readFileSync(updated)).digest('hex') },
    });
  });

  it('is not made a second time: its console is locked', async () => {
    const { code, stderr } = await hengzhun(['provision', device.port, ...line, '--serial', 'B1'], inFolder);
    expect(stderr).toContain('tool-console-locked');
    expect(code).toBe(3);
  });
});

describe.skipIf(!socat || !interpreter)('instruments that are born on the real interpreter', () => {
  const nozzles = ['--nozzle', '92:100:5:50:5', '--nozzle', '0#:100:5:50:5'];
  it.each([
    ['scale', []],
    ['dispenser', ['--kind', 'dispenser', ...nozzles]],
  ])('a %s from nothing: flashed, born, enrolled, inspected', async (instrument, kind) => {
    const device = await BlankBoard.create(interpreter!);
    try {
      await device.start();
      const image = path.join(path.dirname(program), `${instrument}.bin`);
      const ports = ['--driver', 'injection', '--port-path', 's1', '--driver-path', 's2'];
      const made = await hengzhun(
        ['provision', device.port, '--image', image, ...ports, ...kind, '--serial', `R-${instrument}`, '--json'],
        inFolder,
      );
      expect(made.stderr).toBe('');
      expect(objects(made.stdout).at(-1)).toMatchObject({
        type: 'provisioned',
        keyBorn: 'instrument',
        assurance: 'low',
      });
      expect(made.code).toBe(0);
      const inspected = await hengzhun(['inspect', device.port, '--timeout', '60s', '--json'], inFolder);
      expect(objects(inspected.stdout)[0]).toMatchObject({
        trusted: true,
        identity: { data: { serialNumber: `R-${instrument}` } },
      });
    } finally {
      await device.stop();
    }
  });
});

describe.skipIf(!socat)('a board without software', () => {
  it('is told so', async () => {
    const device = await ReplDevice.create();
    try {
      const args = ['provision', device.port, '--driver', 'injection', '--serial', 'X'];
      const { code, stderr } = await hengzhun(args, inFolder);
      expect(stderr).toContain('tool-no-software');
      expect(code).toBe(1);
    } finally {
      await device.stop();
    }
  });
});

describe.skipIf(!socat)('a production line', () => {
  const devices: ReplDevice[] = [];
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.stop()));
  });

  it('makes the instruments of a file one after another, tells bad lines, and makes none twice', async () => {
    const device = await ReplDevice.create({ runs: true });
    devices.push(device);
    writeFileSync(
      file('order.csv'),
      'serial,class,max,e,zero_counts\nL1,III,3kg,1g,8200\nL2,V,3kg,1g,8200\nL3,III,30kg,1g,0\nL4,III,6kg,2g,8150\n',
    );
    const args = ['provision', device.port, ...line, '--batch', 'order.csv', '--wait', '60s', '--json'];
    // A person who takes each finished instrument off and connects the next board.
    let exchanged = 0;
    const exchanging = setInterval(() => {
      const done = existsSync(file('order-report.csv')) ? readFileSync(file('order-report.csv'), 'utf8') : '';
      if ((done.match(/,done,/g) ?? []).length <= exchanged) return;
      exchanged++;
      void device.exchange();
    }, 300);
    const first = await hengzhun([...args, '--data', 'line'], inFolder);
    clearInterval(exchanging);
    expect(objects(first.stdout).at(-1)).toEqual({ type: 'summary', done: 2, failed: 2, skipped: 0, left: 0 });
    expect(first.code).toBe(1);
    const report = readFileSync(file('order-report.csv'), 'utf8').trim().split('\n');
    expect(report[0]).toMatch(/^line,serial,outcome,ueid,kid/);
    const outcomes = report.slice(1).map((row) => row.split(',').slice(0, 3).join(' '));
    expect(outcomes.sort()).toEqual(['2 L1 done', '3 L2 failed', '4 L3 failed', '5 L4 done']);
    expect(report.find((row) => row.startsWith('3,'))).toContain('tool-bad-class');
    expect(report.find((row) => row.startsWith('4,'))).toContain('tool-bad-scale');

    // Again, with one line corrected: only that one is made.
    await device.exchange();
    writeFileSync(file('order.csv'), readFileSync(file('order.csv'), 'utf8').replace('V,3kg', 'III,3kg'));
    const second = await hengzhun([...args, '--data', 'line'], inFolder);
    expect(objects(second.stdout).at(-1)).toEqual({ type: 'summary', done: 1, failed: 1, skipped: 2, left: 0 });
    const register = await hengzhun(['export', 'instruments', '--data', 'line', '--out', '-'], inFolder);
    expect([...register.stdout.matchAll(/"serialNumber": ?"(L\d)"/g)].map((match) => match[1]).sort()).toEqual([
      'L1',
      'L2',
      'L4',
    ]);
  });

  it.each([
    ['a column that nobody knows', 'serial,colour\nA,red\n'],
    ['no serial numbers', 'class,max\nIII,3kg\n'],
    ['a serial number twice', 'serial\nA\nA\n'],
  ])('refuses %s before anything is made', async (_name, text) => {
    writeFileSync(file('bad.csv'), text);
    const { code, stderr } = await hengzhun(['provision', file('nowhere'), '--batch', 'bad.csv'], inFolder);
    expect(stderr).toContain('tool-batch-bad');
    expect(code).toBe(3);
  });
});
