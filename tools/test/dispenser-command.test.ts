import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forecourt } from '../../hil-tests/test/support/dispenser.js';
import { findProgram } from '../bootstrap/system.mjs';
import { build, hengzhun, objects, type Run, temporaryFolder } from './helpers/cli.js';
import { ReplDevice } from './helpers/repl-device.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; commands to a dispenser on a pseudo-terminal are skipped');

// The emulation host runs the text of a bundle, which needs more room than a board has.
const program = path.join(import.meta.dirname, '../../firmware/dist/bundles/dispenser.js');
const folder = temporaryFolder();
const inFolder = { directory: folder.path };
const file = (name: string) => path.join(folder.path, name);

describe.skipIf(!socat)('a dispenser, from its provisioning to its commands', () => {
  let device: ReplDevice;
  let forecourt: Forecourt;
  beforeAll(async () => {
    await build();
    device = await ReplDevice.create({ runs: true, storage: 393_216 });
  });
  afterAll(async () => {
    await device?.stop();
    folder.remove();
  });
  const command = (...args: string[]): Promise<Run> => hengzhun(['command', device.port, ...args], inFolder);
  const byMaster = (...args: string[]) => command(...args, '--master-key', 'master.key');
  const receipt = async (run: Promise<Run>) => objects((await run).stdout)[0]!;
  /** The words of the last entries of its log, the newest last. */
  const log = async (entries: number, language: 'en' | 'zh' = 'en'): Promise<string[]> => {
    const args = ['inspect', device.port, '--entries', String(entries), '--lang', language];
    const { stdout } = await hengzhun(args, inFolder);
    // Number, boot and uptime, words.
    return [...stdout.matchAll(/^ +\d+ {2}\d+\/[\d:]+ +(.*)$/gm)].map(([, words]) => words!);
  };

  it('is born with two nozzles, as the order says', async () => {
    const args = ['--image', program, '--driver', 'injection', '--kind', 'dispenser', '--maker', 'Acme'];
    const nozzles = ['--nozzle', '92:100:5:50:5', '--nozzle', '0#:80'];
    const { code, stdout, stderr } = await hengzhun(
      ['provision', device.port, ...args, ...nozzles, '--serial', 'D1', '--out', 'd1'],
      inFolder,
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('Provisioned D1');
    expect(stdout).toMatch(/nozzle 0 +92: 5 to 50 L\/min, at least 5 L, 100 pulses\/L/);
    expect(stdout).toMatch(/nozzle 1 +0#: .* 80 pulses\/L/);
    const record = JSON.parse(readFileSync(path.join(folder.path, 'd1', 'enrolment.json'), 'utf8'));
    // CDDL instrument-kind: 2 is a fuel dispenser. K factor in hundredths of a pulse a litre, flows in mL/min.
    expect(record).toMatchObject({
      serialNumber: 'D1',
      data: { instrumentKind: 2, nozzles: [{ fuel: '92', pulses: 10_000, maximumFlow: 50_000 }, { pulses: 8000 }] },
    });
    // The support of the rigs' tests takes the host from their sources; it is the same class.
    forecourt = new Forecourt(device.instrument! as unknown as ConstructorParameters<typeof Forecourt>[0]);
    await forecourt.booted();
  });

  it.each([
    ['tool-nozzles-missing', 2, ['--kind', 'dispenser', '--driver', 'injection']],
    ['tool-bad-nozzle', 2, ['--kind', 'dispenser', '--nozzle', '92:lots', '--driver', 'injection']],
    ['tool-wiring-missing', 2, ['--kind', 'dispenser', '--nozzle', '92:100', '--board', 'linux']],
  ])('%s: an order that is wrong touches no board: exit code %i', async (error, exit, args) => {
    const { code, stderr } = await hengzhun(['provision', file('nowhere'), '--serial', 'D2', ...args], inFolder);
    expect(stderr).toContain(`hengzhun: ${error}: `);
    expect(code).toBe(exit);
  });

  it('sets a parameter of a nozzle by its name before it is sealed, and tells the value before', async () => {
    // 1 000 000 millionths: the calibration factor with which every nozzle begins.
    const set = await receipt(byMaster('set-parameter', 'nozzle0.calibration', '1001000', '--json'));
    expect(set).toMatchObject({ type: 'receipt', done: true, verified: true, values: [1_000_000] });
    const unknown = await byMaster('set-parameter', 'nozzle2.calibration', '1001000');
    expect(unknown.stderr).toContain('tool-bad-choice');
    expect(unknown.stderr).toContain('nozzle1.calibration');
    expect(unknown.code).toBe(2);
    expect((await receipt(byMaster('seal', '--json'))).done).toBe(true);
    await forecourt.rest(3);
    await forecourt.initialise();
    await forecourt.rest(3);
  });

  it('sealed, it refuses a parameter with the reason; the log holds the change and the refusal', async () => {
    const refused = await byMaster('set-parameter', 'nozzle0.calibration', '990000', '--lang', 'zh');
    expect(refused.stdout).toContain('被拒绝：已封印');
    expect(refused.stdout).toContain('签名有效');
    expect(refused.code).toBe(1);
    const words = await log(20);
    expect(words).toContainEqual(expect.stringMatching(/1000000 → 1001000 \(authority\)$/));
    expect(words.at(-1)).toMatch(/set parameter: it is sealed/);
  });

  it("checks a fueling against an inspector's standard measure (JJG 443), and has none to check at the other nozzle", async () => {
    expect((await hengzhun(['ticket', '--out', 'shift.json', '--master-key', 'master.key'], inFolder)).code).toBe(0);
    // 8000 edges at 400 a litre are 20 L, and 20.02 L with the calibration factor that was set.
    await forecourt.fuel(0, 8000);
    const check = (nozzle: string, ...more: string[]) =>
      command('reference-check', nozzle, '20.03L', '2mL', '18.3', '18.3', '--tickets', 'shift.json', ...more);
    const { done, verified, values } = await receipt(check('0', '--json'));
    expect({ done, verified }).toEqual({ done: true, verified: true });
    // V_Bt = V_B [1 + 50e-6 (tB - 20)], meter and measure being equally warm; in uL.
    const standard = 20_030_000 * (1 + 50e-6 * (18.3 - 20));
    const [point, error, uncertainty] = values as [number, number, number];
    expect(Math.abs(point - standard)).toBeLessThanOrEqual(1);
    expect(Math.abs(error - (20_020_000 - standard))).toBeLessThanOrEqual(1);
    // One edge of 2.5 mL either way beside the standard's 2 mL.
    expect(uncertainty).toBeCloseTo(Math.hypot(2000, (2500 * 1.001) / Math.sqrt(3)), -1);
    const none = await check('1');
    expect(none.stdout).toContain('refused: no stable indication, or no fueling to compare with');
    expect(none.code).toBe(1);
    const words = await log(20, 'zh');
    expect(words).toContainEqual(expect.stringMatching(/^标准器比对：/));
    expect(words.at(-1)).toMatch(/命令：标准器比对：示值不稳定/);
  });

  it('stops a nozzle whose encoder was exchanged, and pairs again only with the authority', async () => {
    forecourt.encoders[1] = { identity: '2122232425262728', initialised: false, count: 1000 };
    // Encoders say who they are at power-up.
    await device.instrument!.cutPower();
    await device.instrument!.start();
    await forecourt.booted();
    await forecourt.rest(2);
    expect((await hengzhun(['inspect', device.port], inFolder)).stdout).toContain('nozzle 1: inoperative');
    const inspector = await command('reinitialise', '1', '--role', 'inspector', '--tickets', 'shift.json');
    expect(inspector.stdout).toContain('refused: this role may not do that');
    expect(inspector.code).toBe(1);
    expect((await byMaster('reinitialise', '3')).stdout).toContain('an argument is out of range');
    expect(await receipt(byMaster('reinitialise', '1', '--json'))).toMatchObject({ done: true, verified: true });
    await forecourt.rest(2);
    const words = await log(20);
    expect(words).toContainEqual('lock: the encoder was exchanged or not recognised');
    expect(words.slice(-4)).toEqual([
      expect.stringMatching(/re-initialise: this role may not do that/),
      expect.stringMatching(/re-initialise: an argument is out of range/),
      expect.stringMatching(/re-initialise: done/),
      'lock: unlocked',
    ]);
  });

  it('replaces a key: the old ticket is refused here, a forged one by the instrument, and a new one works', async () => {
    const tickets = JSON.parse(readFileSync(file('shift.json'), 'utf8')) as { tickets: Record<string, unknown>[] };
    const spoilt = (name: string, changes: Record<string, unknown>) =>
      writeFileSync(file(name), JSON.stringify({ tickets: tickets.tickets.map((one) => ({ ...one, ...changes })) }));
    expect(await receipt(byMaster('replace-key', 'inspector', '--json'))).toMatchObject({ done: true, verified: true });
    const old = await command('self-test', '--tickets', 'shift.json');
    expect(old.stderr).toContain('tool-ticket-old');
    expect(old.code).toBe(1);
    // An old key that calls itself new: the instrument does not know it.
    spoilt('forged.json', { epoch: 1 });
    const forged = await command('self-test', '--tickets', 'forged.json');
    expect(forged.stderr).toMatch(/request-refused: .*does not know the command key/);
    expect(forged.code).toBe(4);
    spoilt('other.json', { ueid: `01${'ab'.repeat(16)}` });
    const other = await command('self-test', '--tickets', 'other.json');
    expect(other.stderr).toContain('tool-ticket-missing');
    expect(other.code).toBe(1);
    writeFileSync(file('broken.json'), '{"tickets":[{"ueid":"1"}]}');
    const broken = await command('self-test', '--tickets', 'broken.json');
    expect(broken.stderr).toContain('tool-data-damaged');
    expect(broken.code).toBe(3);
    const args = ['ticket', '--out', 'next.json', '--master-key', 'master.key', '--epoch', '1'];
    expect((await hengzhun(args, inFolder)).code).toBe(0);
    expect(await receipt(command('self-test', '--tickets', 'next.json', '--json'))).toMatchObject({ done: true });
    const words = await log(4);
    expect(words).toContainEqual(expect.stringMatching(/replace key: done/));
    expect(words.at(-1)).toMatch(/self-test: done/);
  });
});
