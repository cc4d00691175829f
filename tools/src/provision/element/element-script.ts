import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the set-up leaves the production line's script, beside the bundles. */
const file = fileURLToPath(new URL('../../../../firmware/dist/bundles/element.js', import.meta.url));

/** The script that does jobs with the secure element of a board: as the set-up left it, or built now. */
export async function elementScript(): Promise<string> {
  if (existsSync(file)) return readFileSync(file, 'latin1');
  const { buildElementScript } = await import('@hengzhun/firmware/build');
  return buildElementScript();
}
