import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLE_DIRECTORY, buildBundle } from '@hengzhun/firmware/build';

/** The bundle of the scale: as the set-up left it, or built now (by `npx hengzhun` in a checkout that was only compiled). */
export async function scaleBundle(): Promise<string> {
  const file = path.join(BUNDLE_DIRECTORY, 'scale.js');
  if (existsSync(file)) return readFileSync(file, 'latin1');
  return (await buildBundle({ instrument: 'scale', out: file })).code;
}
