import { join } from 'node:path';
import { capture } from './child.mjs';
import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { say } from './report.mjs';

/** `tsc -b`: incremental; silent when nothing is to be said. */
export async function compile() {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await capture(process.execPath, [
    tsc,
    '-b',
    '--pretty',
    String(Boolean(process.stderr.isTTY)),
  ]);
  if (code === 0) return;
  say(output.trimEnd());
  throw new BootstrapError('bootstrap-compile', text('compileFailed'), 1);
}
