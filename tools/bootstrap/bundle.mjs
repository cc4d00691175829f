// The firmware bundle: built when anything it is made of changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { say } from './report.mjs';

const OUTPUT = join(ROOT, 'firmware', 'dist', 'bundles', 'scale.js');
const STAMP = `${OUTPUT}.stamp`;

/** SHA-256 over names and contents of everything the bundle is made of. */
export function bundleFingerprint(root = ROOT) {
  const hash = createHash('sha256');
  const folders = ['firmware/src', 'firmware/boards', 'protocol/src'];
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files)
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

/** Builds firmware/dist/bundles/scale.js unless it is what the sources give. */
export async function ensureBundle() {
  const fingerprint = bundleFingerprint();
  if (existsSync(OUTPUT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return;
  say(text('bundling'));
  const { buildBundle } = await import(pathToFileURL(join(ROOT, 'firmware', 'dist', 'build', 'index.js')).href);
  mkdirSync(dirname(OUTPUT), { recursive: true });
  let bundle;
  try {
    bundle = await buildBundle({ instrument: 'scale', out: OUTPUT });
  } catch (error) {
    throw new BootstrapError('bootstrap-bundle', text('bundleFailed', { reason: error.message }), 1, { cause: error });
  }
  say(text('bundled', { bytes: bundle.bytes, sha256: bundle.sha256.slice(0, 16) }));
  writeFileSync(STAMP, fingerprint);
}
