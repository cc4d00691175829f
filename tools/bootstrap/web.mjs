// The console's page: built when anything it is made of changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    try {
      const { build } = await import('vite');
      await build({ configFile: join(root, SOURCES, 'vite.config.mjs'), logLevel: 'warn' });
    } catch (error) {
      throw new BootstrapError('bootstrap-web', text('webFailed', { reason: error.message }), 1, { cause: error });
    }
  });
  writeFileSync(join(root, STAMP), fingerprint);
  return true;
}
