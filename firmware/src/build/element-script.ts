import path from 'node:path';
import { buildScript, bundleFlags } from './bundle.js';
import { FIRMWARE_SOURCE } from './paths.js';

/** The script with which a production line does jobs with the secure element of a board (`src/element/provision.ts`), minified. */
export async function buildElementScript(): Promise<string> {
  const entry = path.join(FIRMWARE_SOURCE, 'element', 'provision.ts');
  return (await buildScript(entry, true, bundleFlags({ signer: 'element' }))).code;
}
