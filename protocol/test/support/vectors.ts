import { existsSync, readFileSync } from 'node:fs';

const OWN = new URL('../../vectors/', import.meta.url);
/** Vectors that others published lie beside the repository. */
const PUBLIC = new URL('../../../../shared/vectors/', import.meta.url);

/** One of our golden files. */
export function golden(name: string) {
  return JSON.parse(readFileSync(new URL(`${name}.golden.json`, OWN), 'utf8'));
}

/** Text of one of our golden files. */
export function goldenText(file: string): string {
  return readFileSync(new URL(file, OWN), 'utf8');
}

/** Whether the published vectors are there; says aloud what is not tested where they are not. */
export function hasPublicVectors(folder: string): boolean {
  const present = existsSync(new URL(`${folder}/`, PUBLIC));
  if (!present) console.warn(`SKIPPED: the published vectors ../shared/vectors/${folder} are missing`);
  return present;
}

/** A published file. */
export function publicVectors(path: string) {
  return JSON.parse(readFileSync(new URL(path, PUBLIC), 'utf8'));
}

export function unhex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
