// The firmware bundle: built when anything it is made of changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { say } from './report.mjs';

const INSTRUMENTS = ['scale', 'dispenser'];
const FOLDER = join(ROOT, 'firmware', 'dist', 'bundles');
const STAMP = join(FOLDER, 'stamp');
const outputOf = (instrument) => join(FOLDER, `${instrument}.js`);
// What the production line does jobs with a secure element with.
const ELEMENT = join(FOLDER, 'element.js');

/** SHA-256 over names and contents of everything the bundles are made of. */
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

/** Builds the bundles of all instruments into firmware/dist/bundles unless they are what the sources give. */
export async function ensureBundle() {
  const fingerprint = bundleFingerprint();
  if (
    INSTRUMENTS.every((one) => existsSync(outputOf(one))) &&
    existsSync(ELEMENT) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === fingerprint
  )
    return;
  say(text('bundling'));
  const { buildBundle, buildElementScript } = await import(
    pathToFileURL(join(ROOT, 'firmware', 'dist', 'build', 'index.js')).href
  );
  mkdirSync(FOLDER, { recursive: true });
  for (const instrument of INSTRUMENTS) {
    let bundle;
    try {
      bundle = await buildBundle({ instrument, out: outputOf(instrument) });
    } catch (error) {
      const reason = `${instrument}: ${error.message}`;
      throw new BootstrapError('bootstrap-bundle', text('bundleFailed', { reason }), 1, { cause: error });
    }
    say(text('bundled', { instrument, bytes: bundle.bytes, sha256: bundle.sha256.slice(0, 16) }));
  }
  writeFileSync(ELEMENT, await buildElementScript(), 'latin1');
  writeFileSync(STAMP, fingerprint);
}
