import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build of the firmware puts the bundle of the scale, as text and as the pretokenised image. */
const built = {
  emulation: fileURLToPath(new URL('../../../firmware/dist/bundles/scale.js', import.meta.url)),
  espruino: fileURLToPath(new URL('../../../firmware/dist/bundles/scale.bin', import.meta.url)),
};

/**
 * What goes into the flash of a scale as `.bootcde`, as a byte string: the text on the emulation host, the pretokenised image on the
 * interpreter. As the set-up left it, or built now (by `npx hengzhun` in a checkout that was only compiled).
 */
export async function scaleBundle(host: 'emulation' | 'espruino'): Promise<string> {
  if (!existsSync(built[host])) {
    // Compiler and minifier are loaded only where they are needed.
    const { buildBundle } = await import('@hengzhun/firmware/build');
    await buildBundle({ instrument: 'scale', out: built.emulation });
  }
  return readFileSync(built[host], 'latin1');
}
