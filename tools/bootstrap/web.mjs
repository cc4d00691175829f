// The console's page: built when anything it is made of changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './child.mjs';
import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { announce } from './report.mjs';

const SOURCES = join('tools', 'web');
const STAMP = join('tools', 'dist', 'web.stamp');
const PAGE = join('tools', 'dist', 'web', 'index.html');

/** SHA-256 over names and contents of everything that the page is built from; what it takes from the API are types, which leave nothing in it. */
export function webFingerprint(root = ROOT) {
  const hash = createHash('sha256');
  const files = readdirSync(join(root, SOURCES), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...files, join(root, 'package-lock.json')])
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** Whether the built page is what the sources give. */
export function webIsCurrent(root = ROOT) {
  const stamp = join(root, STAMP);
  return existsSync(join(root, PAGE)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === webFingerprint(root);
}

/** Builds the page into tools/dist/web unless it is what the sources give. Returns whether it built. */
export async function ensureWeb(root = ROOT) {
  if (webIsCurrent(root)) return false;
  const fingerprint = webFingerprint(root);
  await announce(text('webBuilding'), text('webBuilt'), async () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const config = join(root, SOURCES, 'vite.config.mjs');
    // The environment of a test must not make a page for tests.
    const env = { ...process.env, NODE_ENV: 'production' };
    const build = [vite, 'build', '--config', config, '--logLevel', 'warn'];
    const { code, output } = await capture(process.execPath, build, { cwd: root, env });
    if (code !== 0) throw new BootstrapError('bootstrap-web', text('webFailed', { reason: output.trim() }), 1);
  });
  writeFileSync(join(root, STAMP), fingerprint);
  return true;
}
