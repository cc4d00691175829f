import { join } from 'node:path';
import { passThrough } from '../child.mjs';
import { text } from '../messages.mjs';
import { ROOT } from '../paths.mjs';
import { say } from '../report.mjs';
import { setUp } from '../setup.mjs';
import { ensureChromium, ensurePostgresql, ensureSocat, noteInterpreter, sayMissing } from '../system.mjs';

/** All tests, or those that the arguments name. What could not be tested is said before and after. */
export async function test(args) {
  await setUp({ page: true });
  const socat = await ensureSocat();
  const postgresql = await ensurePostgresql();
  const chromium = await ensureChromium();
  const interpreter = noteInterpreter('emulation');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await passThrough(process.execPath, [vitest, 'run', ...args]);
  if (!socat) sayMissing('socat', 'socatSkips');
  if (!postgresql) sayMissing('PostgreSQL', 'postgresqlSkips');
  if (!chromium) sayMissing('Chromium', 'chromiumSkips');
  if (!interpreter) say(text('emulation'));
  return code;
}
