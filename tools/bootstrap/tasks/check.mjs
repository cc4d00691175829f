import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passThrough } from '../child.mjs';
import { text } from '../messages.mjs';
import { ROOT } from '../paths.mjs';
import { say } from '../report.mjs';
import { setUp } from '../setup.mjs';

/** Type check of the code (by the build) and of the tests, linter and formatter, generated files. Goes through all, so that one run shows everything. */
export async function check(args) {
  await setUp();
  const steps = [
    ['tsc -b', async () => true],
    [
      'tsc -p tsconfig.tests.json',
      async () => (await passThrough(process.execPath, [tsc(), '-p', 'tsconfig.tests.json'])) === 0,
    ],
    ['biome check', async () => (await passThrough(process.execPath, [biome(), 'check', ...args, '.'])) === 0],
    ['generated files', generatedFilesAgree],
  ];
  let good = true;
  for (const [step, run] of steps) {
    const passed = await run();
    good &&= passed;
    say(text('checkStep', { step, verdict: text(passed ? 'ok' : 'failed') }));
  }
  return good ? 0 : 1;
}

function tsc() {
  return join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
}

function biome() {
  return join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
}

/** The constants and the README's table are what the CDDL says now. */
async function generatedFilesAgree() {
  const { renderConstants, replaceTables, withoutPadding } = await import('../../../protocol/scripts/constants.mjs');
  const read = (path) => readFileSync(join(ROOT, 'protocol', path), 'utf8');
  const cddl = read('hengzhun.cddl');
  const readme = read('README.md');
  let good = true;
  for (const [path, agrees] of [
    ['src/generated/constants.ts', renderConstants(cddl) === read('src/generated/constants.ts')],
    // The formatter pads the tables.
    ['README.md', withoutPadding(replaceTables(readme, cddl)) === withoutPadding(readme)],
  ]) {
    if (!agrees) say(`protocol/${path}: differs from protocol/hengzhun.cddl; run node protocol/scripts/generate.mjs`);
    good &&= agrees;
  }
  return good;
}
