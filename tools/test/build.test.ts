import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { Bundle, BuildOptions as FirmwareOptions } from '@hengzhun/firmware/build';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { build as buildJob } from '../src/cli/jobs/build.js';
import { createOutput } from '../src/cli/output.js';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';

const folder = temporaryFolder();
const inFolder = { directory: folder.path };
beforeAll(build);
afterAll(() => folder.remove());

// For the job that runs in this process: the real profiles, budgets and files, but bundles of a known size.
vi.mock('@hengzhun/firmware/build', async (original) => {
  const real = await original<typeof import('@hengzhun/firmware/build')>();
  const bundle = (length: number): Bundle => ({
    code: 'x'.repeat(length),
    sha256: '0',
    bytes: length,
    image: 'x'.repeat(length),
    imageSha256: '0',
    imageBytes: length,
    modules: [{ file: 'the-largest.ts', bytes: length }],
  });
  return {
    ...real,
    buildBundle: async ({ board, instrument }: FirmwareOptions) =>
      bundle((real.readProfile(board!).budgets.image ?? 1000) + (instrument === 'scale' ? 1 : -1)),
    measuredVariables: () => ({}),
  };
});

/** Runs the job and gives its exit code and what it wrote. */
async function run(options: object, json: boolean): Promise<{ code: number; text: string }> {
  const stream = new PassThrough();
  const output = createOutput({ language: 'en', json, stream: stream as unknown as NodeJS.WriteStream });
  const code = await buildJob(output, { all: false, ...options });
  return { code, text: String(stream.read() ?? '') };
}

describe('building for boards', () => {
  it('writes script, image and facts of one combination', async () => {
    const args = ['build', '--instrument', 'dispenser', '--board', 'esp32', '--signer', 'element', '--out', 'images'];
    const { code, stdout } = await hengzhun([...args, '--json'], inFolder);
    expect(code).toBe(0);
    const [built, summary] = objects(stdout) as [{ file: string; image: number; sha256: string }, object];
    expect(built).toMatchObject({
      type: 'bundle',
      instrument: 'dispenser',
      board: 'esp32',
      signer: 'element',
      ok: true,
    });
    expect(summary).toMatchObject({ type: 'summary', built: 1, failed: 0 });
    const image = readFileSync(path.join(folder.path, built.file.replace(/js$/, 'bin')));
    expect(image.length).toBe(built.image);
    expect(createHash('sha256').update(image).digest('hex')).toBe(built.sha256);
  });

  it.each([
    ['tool-build-what', []],
    ['tool-build-none', ['--board', 'mdbt42q', '--signer', 'software']],
    ['bundle-unknown-board', ['--board', 'abacus']],
  ])('%s: exit code 2', async (error, args) => {
    const { code, stderr } = await hengzhun(['build', ...args], inFolder);
    expect(stderr).toContain(`hengzhun: ${error}: `);
    expect(code).toBe(2);
  });

  it('goes on behind those over their budgets, tells all of them, and leaves no older image of them', async () => {
    const out = path.join(folder.path, 'all');
    mkdirSync(out);
    writeFileSync(path.join(out, 'scale-mdbt42q-element.bin'), 'of an earlier run');
    const { code, text } = await run({ all: true, out }, true);
    expect(code).toBe(1);
    const told = objects(text) as { type: string; instrument: string; board: string; ok: boolean; code: string }[];
    const bundles = told.filter(({ type }) => type === 'bundle');
    const failed = bundles.filter(({ ok }) => !ok);
    // One byte more than the budget, of every board that has one.
    expect(failed.length).toBeGreaterThan(3);
    for (const one of failed) expect(one).toMatchObject({ instrument: 'scale', code: 'bundle-over-budget' });
    expect(bundles.filter(({ ok, instrument }) => !ok && instrument === 'dispenser')).toEqual([]);
    expect(told.at(-1)).toMatchObject({
      type: 'summary',
      built: bundles.length - failed.length,
      failed: failed.length,
    });
    expect(existsSync(path.join(out, 'scale-mdbt42q-element.bin'))).toBe(false);
    expect(existsSync(path.join(out, 'dispenser-mdbt42q-element.bin'))).toBe(true);
  });

  it('shows sizes against budgets in a table', async () => {
    const { code, text } = await run({ board: 'mdbt42q', out: path.join(folder.path, 'table') }, false);
    expect(code).toBe(1);
    expect(text).toMatch(/scale +│ mdbt42q +│ element +│ 28001 \/ 28000 \(100 %\) .*✗/);
    expect(text).toMatch(/dispenser +│ mdbt42q +│ element +│ 27999 \/ 28000 \(100 %\) .*✓/);
    expect(text).toContain('the-largest.ts 28001');
    expect(text).toContain('1 failed and were not written');
  });
});
