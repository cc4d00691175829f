import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../bootstrap/system.mjs';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';
import { type Bench, openBench } from './helpers/instrument-bench.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; monitor and inspect on a pseudo-terminal are skipped');

const folder = temporaryFolder();
const inFolder = { directory: folder.path };

interface Found {
  readonly identity: { readonly data: { readonly serialNumber: string } };
  readonly challenge: { readonly status: { readonly nonce: string } };
  readonly log: { readonly entries: readonly object[] };
  readonly evaluation: { readonly preliminary: boolean };
}

describe.skipIf(!socat)('an instrument on a serial port', () => {
  let instrument: Bench;
  let kid: string;
  beforeAll(async () => {
    await build();
    const args = [
      'provision',
      '--inject-key',
      '--out',
      'scale',
      '--serial',
      '0001',
      '--driver',
      'injection',
      '--interval',
      '10s',
      '--json',
    ];
    const { code, stdout } = await hengzhun(args, inFolder);
    expect(code).toBe(0);
    kid = objects(stdout)[0]!.kid as string;
    await hengzhun(['export', 'keys', '--out', 'keys.json'], inFolder);
    instrument = await openBench(new Uint8Array(readFileSync(path.join(folder.path, 'scale', 'hz.cfg'))));
  });
  afterAll(async () => {
    await instrument?.stop();
    folder.remove();
  });

  it('is inspected: identified, challenged, its log read and proved, judged', async () => {
    const { code, stdout, stderr } = await hengzhun(['inspect', instrument.port, '--json'], inFolder);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const [found] = objects(stdout) as unknown as Found[];
    expect(found).toMatchObject({ type: 'inspection', kid, trusted: true, good: true });
    expect(found!.identity.data.serialNumber).toBe('0001');
    expect(found!.challenge.status.nonce).toMatch(/^[0-9a-f]{24}$/);
    expect(found!.log.entries[0]).toMatchObject({ number: 0, kind: 1 });
    expect(found!.evaluation.preliminary).toBe(true);
  });

  it('is inspected by keys from a file, in Chinese', async () => {
    const { code, stdout } = await hengzhun(
      ['inspect', instrument.port, '--keys', 'keys.json', '--lang', 'zh'],
      inFolder,
    );
    expect(stdout).toContain('应答新鲜，签名有效');
    // never sealed: not in service yet, which is no more than attention
    expect(stdout).toContain('评价：关注');
    expect(stdout).toContain('仪器不在用：已出厂，未封印');
    expect(code).toBe(0);
  });

  it('is monitored: every frame verified as it comes', async () => {
    const { code, stdout } = await hengzhun(
      ['monitor', instrument.port, '--count', '3', '--for', '60s', '--json'],
      inFolder,
    );
    expect(code).toBe(0);
    const told = objects(stdout);
    const frames = told.filter(({ type }) => type === 'frame');
    expect(frames.length).toBe(3);
    expect(frames.every((frame) => frame.kid === kid && frame.code === 'frame-accepted')).toBe(true);
    expect(told.at(-1)).toMatchObject({ type: 'summary', frames: 3, refused: 0 });
  });

  it('shows what somebody on the line rewrites as refused, with exit code 1', async () => {
    instrument.tampering = true;
    try {
      const args = ['monitor', instrument.port, '--keys', 'keys.json', '--count', '1', '--for', '60s', '--json'];
      const { code, stdout } = await hengzhun(args, inFolder);
      expect(objects(stdout).filter(({ type }) => type === 'refused')).toMatchObject([
        { code: 'signature-invalid', kid },
      ]);
      expect(code).toBe(1);
    } finally {
      instrument.tampering = false;
    }
  });

  it('is not trusted without its key', async () => {
    await hengzhun(
      ['provision', '--inject-key', '--out', 'other', '--serial', '0002', '--data', 'elsewhere'],
      inFolder,
    );
    const { code, stdout } = await hengzhun(['inspect', instrument.port, '--data', 'elsewhere', '--json'], inFolder);
    expect(objects(stdout)[0]).toMatchObject({ trusted: false, good: false });
    expect(code).toBe(1);
  });

  it('does not answer when it is off: exit code 4', async () => {
    await instrument.host.cutPower();
    const { code, stderr } = await hengzhun(['inspect', instrument.port, '--timeout', '500ms'], inFolder);
    expect(stderr).toContain('request-timeout');
    expect(code).toBe(4);
  });
});
