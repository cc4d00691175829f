// node scripts/vectors/write.mjs (after a build): writes the golden vectors anew. They are the contract's past: a change
// of an existing vector breaks instruments in the field.
import { writeFileSync } from 'node:fs';
import * as protocol from '../../dist/index.js';
import { makeVectors } from './make.mjs';
import { renderVectors } from './render.mjs';

for (const [name, content] of Object.entries(makeVectors(protocol))) {
  writeFileSync(new URL(`../../vectors/${name}`, import.meta.url), renderVectors(content));
}
