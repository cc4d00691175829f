import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build of the firmware puts the bundles, as text and as the pretokenised image. */
const folder = new URL('../../../firmware/dist/bundles/', import.meta.url);
const endings = { emulation: 'js', espruino: 'bin' } as const;

/**
 * What goes into the flash of an instrument as `.bootcde`, as a byte string: the text on the emulation host, the pretokenised image on the
 * interpreter. As the set-up left it, or built now (by `npx hengzhun` in a checkout that was only compiled).
 */
export async function instrumentBundle(
  instrument: 'scale' | 'dispenser',
  host: 'emulation' | 'espruino',
): Promise<string> {
  const file = (ending: string) => fileURLToPath(new URL(`${instrument}.${ending}`, folder));
  if (!existsSync(file(endings[host]))) {
    // Compiler and minifier are loaded only where they are needed.
    const { buildBundle } = await import('@hengzhun/firmware/build');
    await buildBundle({ instrument, out: file('js') });
  }
  return readFileSync(file(endings[host]), 'latin1');
}
