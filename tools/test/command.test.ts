import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../bootstrap/system.mjs';
import { build, hengzhun, objects, type Run, temporaryFolder } from './helpers/cli.js';
import { type Bench, openBench } from './helpers/instrument-bench.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; commands on a pseudo-terminal are skipped');

const folder = temporaryFolder();
const inFolder = { directory: folder.path };

describe.skipIf(!socat)('commands to an instrument on a serial port', () => {
  let instrument: Bench;
  beforeAll(async () => {
    await build();
    const args = ['provision', '--inject-key', '--out', 'scale', '--serial', '7', '--driver', 'injection'];
    expect((await hengzhun(args, inFolder)).code).toBe(0);
    instrument = await openBench(new Uint8Array(readFileSync(path.join(folder.path, 'scale', 'hz.cfg'))));
  });
  afterAll(async () => {
    await instrument?.stop();
    folder.remove();
  });
  const command = (...args: string[]): Promise<Run> => hengzhun(['command', instrument.port, ...args], inFolder);
  const byMaster = (...args: string[]) => command(...args, '--master-key', 'master.key', '--json');

  it('derives tickets for a shift, for their owner only, and never prints a key', async () => {
    const args = ['ticket', '--out', 'shift.json', '--master-key', 'master.key', '--role', 'inspector'];
    const { code, stdout } = await hengzhun(args, inFolder);
    expect(code).toBe(0);
    const file = path.join(folder.path, 'shift.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { tickets } = JSON.parse(readFileSync(file, 'utf8')) as { tickets: { key: string }[] };
    expect(tickets.length).toBe(1);
    expect(stdout).not.toContain(tickets[0]!.key);
  });

  it("anchors the time with an inspector's ticket, and shows the verified receipt in words", async () => {
    const { code, stdout } = await command('time-anchor', '--tickets', 'shift.json');
    expect(stdout).toContain('time-anchor (inspector)');
    expect(stdout).toMatch(/✓ done/);
    expect(stdout).toContain('signature valid');
    expect(code).toBe(0);
  });

  it('refuses to let an inspector seal: exit code 1, with the reason', async () => {
    const { code, stdout } = await command('seal', '--role', 'inspector', '--tickets', 'shift.json', '--lang', 'zh');
    expect(stdout).toContain('被拒绝');
    expect(code).toBe(1);
  });

  it('sets a parameter by its name and tells the value before; sealed, it refuses', async () => {
    const set = await byMaster('set-parameter', 'creepLimit', '400');
    expect(objects(set.stdout)[0]).toMatchObject({ type: 'receipt', done: true, verified: true });
    expect((objects(set.stdout)[0]!.values as number[]).length).toBe(1);
    expect(objects((await byMaster('seal')).stdout)[0]).toMatchObject({ done: true });
    const refused = await byMaster('set-parameter', 'creepLimit', '500');
    expect(objects(refused.stdout)[0]).toMatchObject({ done: false });
    expect(refused.code).toBe(1);
    expect(objects((await byMaster('unseal')).stdout)[0]).toMatchObject({ done: true });
  });

  it('has it examine itself', async () => {
    const { stdout } = await command('self-test', '--tickets', 'shift.json');
    expect(stdout).toContain('free log records');
  });

  it('replaces a key: the old ticket is told to be old', async () => {
    const { stdout } = await byMaster('replace-key', 'inspector');
    expect(objects(stdout)[0]).toMatchObject({ done: true });
    const { code, stderr } = await command('self-test', '--tickets', 'shift.json');
    expect(stderr).toContain('tool-ticket-old');
    expect(code).toBe(1);
  });

  it.each<[string, string[]]>([
    ['tool-bad-choice', ['dance', '--master-key', 'master.key']],
    ['tool-command-key-missing', ['seal']],
    ['tool-not-confirmed', ['retire', '--master-key', 'master.key']],
    ['tool-bad-arguments', ['reference-check', '1kg', '--master-key', 'master.key']],
    ['tool-bad-mass', ['reference-check', '1', '5mg', '--master-key', 'master.key']],
    ['tool-bad-choice', ['set-parameter', 'nothing', '1', '--master-key', 'master.key']],
  ])('%s is called wrongly: exit code 2', async (error, args) => {
    const { code, stderr } = await command(...args);
    expect(stderr).toContain(`hengzhun: ${error}: `);
    expect(code).toBe(2);
  });

  it('retires, and is retired for good', async () => {
    expect(objects((await byMaster('retire', '--yes')).stdout)[0]).toMatchObject({ done: true });
    expect(objects((await byMaster('seal')).stdout)[0]).toMatchObject({ done: false });
  });
});
