#!/usr/bin/env node
// `npx hengzhun …` in the checkout. A plain file that is in the repository, so that npm can link it before anything is
// compiled; it compiles first when nothing is compiled yet, and builds the page of the console when that is asked for and is not what the
// sources give.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiled = new URL('../dist/cli/main.js', import.meta.url);
const asksForPage = process.argv.slice(2).find((argument) => !argument.startsWith('-')) === 'console';
const pageIsOld = async () => !(await import('../bootstrap/web.mjs')).webIsCurrent();
if (!existsSync(fileURLToPath(compiled)) || (asksForPage && (await pageIsOld()))) {
  const { main: bootstrap } = await import('../bootstrap/main.mjs');
  await bootstrap(['build']);
}
if (!process.exitCode) {
  const { main } = await import(compiled.href);
  process.exitCode = await main(process.argv.slice(2));
}
