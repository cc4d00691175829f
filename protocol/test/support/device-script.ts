import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const DEVICE = new URL('../../src/device/', import.meta.url);
const CONSTANTS = new URL('../../src/generated/constants.ts', import.meta.url);

/** The device code as one plain script for an interpreter that knows no modules; nothing of it is changed otherwise. */
export function deviceScript(): string {
  const files = readdirSync(DEVICE).filter((file) => file !== 'index.ts');
  const sources = new Map(files.map((file) => [file, readFileSync(new URL(file, DEVICE), 'utf8')]));
  const ordered: string[] = [];
  const visit = (file: string): void => {
    const source = sources.get(file);
    if (source === undefined) return;
    sources.delete(file);
    // Constants are evaluated where they stand, so what a file imports comes before it.
    for (const [, imported] of source.matchAll(/from '\.\/([\w-]+)\.js'/g)) visit(`${imported}.ts`);
    ordered.push(lower(source));
  };
  for (const file of files) visit(file);
  return [lower(readFileSync(CONSTANTS, 'utf8')), ...ordered].join('\n');
}

/** TypeScript to ES2015, without imports and exports. */
function lower(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2015,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    },
  });
  return outputText
    .replace(/^import [\s\S]*?;\n/gm, '')
    .replace(/^export \{[\s\S]*?\};\n/gm, '')
    .replace(/^export /gm, '');
}
