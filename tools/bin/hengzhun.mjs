#!/usr/bin/env node
// `npx hengzhun …` in the checkout. A plain file that is in the repository, so that npm can link it before anything is
// compiled; it compiles first when nothing is compiled yet.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiled = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(fileURLToPath(compiled))) {
  const { main: bootstrap } = await import('../bootstrap/main.mjs');
  await bootstrap(['build']);
}
if (!process.exitCode) {
  const { main } = await import(compiled.href);
  process.exitCode = await main(process.argv.slice(2));
}
