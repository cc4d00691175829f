import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bundle } from './bundle.js';

/**
 * Writes a bundle: the script as given, beside it as `.bin` what goes to flash, and as `.json` digests, sizes, modules.
 * Each file appears whole or not at all.
 */
export async function writeBundle(bundle: Bundle, out: string): Promise<void> {
  await mkdir(path.dirname(out), { recursive: true });
  const { code, image, ...facts } = bundle;
  const base = out.replace(/\.js$/, '');
  await replaceFile(out, code);
  await replaceFile(`${base}.bin`, image);
  await replaceFile(`${base}.json`, `${JSON.stringify(facts, null, 2)}\n`);
}

async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.new`;
  await writeFile(temporary, text, 'latin1');
  await rename(temporary, file);
}
