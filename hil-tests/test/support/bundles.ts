import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFlags, BuildOptions, Bundle } from '@hengzhun/firmware/build';

// To build a bundle takes seconds, and every test file is a process of its own: what one has built the others take from
// `node_modules/.cache`, as long as everything that a bundle is made of is as it was. That the build itself is repeatable
// and what it refuses is tested in firmware/test/build, without this.

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CACHE = path.join(ROOT, 'node_modules/.cache/hengzhun-bundles');
/** All that a bundle is made of and with, beside its entry. */
const SOURCES = [
  'firmware/src',
  'firmware/boards',
  'firmware/costs',
  'firmware/package.json',
  'protocol/src',
  'package-lock.json',
];

function filesBelow(place: string): string[] {
  try {
    return readdirSync(place, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const one = path.join(place, entry.name);
        return entry.isDirectory() ? filesBelow(one) : [one];
      });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [place];
    throw error;
  }
}

function digestOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of places.flatMap((place) => filesBelow(path.join(ROOT, place)))) {
    const content = readFileSync(file);
    hash.update(`${path.relative(ROOT, file)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

let sources: string | undefined;
const inMemory = new Map<string, Promise<Bundle>>();

function cached(what: unknown, build: () => Promise<Bundle>): Promise<Bundle> {
  const key = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
  let bundle = inMemory.get(key);
  if (bundle === undefined) {
    bundle = takeOrBuild(key, build);
    inMemory.set(key, bundle);
  }
  return bundle;
}

async function takeOrBuild(key: string, build: () => Promise<Bundle>): Promise<Bundle> {
  sources ??= digestOf(SOURCES);
  const folder = path.join(CACHE, sources);
  const file = path.join(folder, `${key}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  } catch {
    const bundle = await build();
    keep(folder, file, bundle);
    return bundle;
  }
}

/** Whole or not at all: other test files read meanwhile. Bundles of earlier sources go. */
function keep(folder: string, file: string, bundle: Bundle): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(CACHE)) {
    if (name !== path.basename(folder)) rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
  const begun = `${file}.${process.pid}`;
  writeFileSync(begun, JSON.stringify(bundle));
  renameSync(begun, file);
}

/** The bundle of an instrument, as `buildBundle` makes it. */
export function bundleOf(options: Omit<BuildOptions, 'out'>): Promise<Bundle> {
  return cached(options, async () => (await import('@hengzhun/firmware/build')).buildBundle(options));
}

/** What a rig's own script needs: everything of the platform `linux`, but for this. */
export type ScriptFlags = Parameters<typeof import('@hengzhun/firmware/build').bundleFlags>[0];

/** A script of a rig's own, as `buildScript` makes it. What stands beside the entry counts as part of it. */
export function scriptOf(entry: URL | string, flags: ScriptFlags = {}): Promise<Bundle> {
  const file = typeof entry === 'string' ? entry : fileURLToPath(entry);
  const beside = path.relative(ROOT, path.dirname(file));
  return cached([path.relative(ROOT, file), digestOf([beside]), flags], async () => {
    const { buildScript, bundleFlags } = await import('@hengzhun/firmware/build');
    return buildScript(file, true, bundleFlags(flags) satisfies BuildFlags);
  });
}
