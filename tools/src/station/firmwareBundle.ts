import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build of the firmware puts the bundle of the scale. */
const file = fileURLToPath(new URL('../../../firmware/dist/bundles/scale.js', import.meta.url));

/** The bundle of the scale: as the set-up left it, or built now (by `npx hengzhun` in a checkout that was only compiled). */
export async function scaleBundle(): Promise<string> {
  if (existsSync(file)) return readFileSync(file, 'latin1');
  // Compiler and minifier are loaded only where they are needed.
  const { buildBundle } = await import('@hengzhun/firmware/build');
  return (await buildBundle({ instrument: 'scale', out: file })).code;
}
