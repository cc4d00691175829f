import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rollup';
import ts from 'typescript';
import { type BuildFlags, flagsSource } from './flags.js';
import { BUILD_FLAGS, FIRMWARE_ROOT, PROTOCOL_DEVICE_ENTRY } from './paths.js';

/**
 * Rollup plugin: resolves `./x.js` to the TypeScript beside it and `@hengzhun/protocol/device` to the device subset of the
 * wire contract, and lowers each module to ES2015. Fields become assignments, `?.` and `??` become tests. The constants of
 * `src/build-flags.ts` get the given values.
 */
export function transpileForInstrument(flags: BuildFlags): Plugin {
  return {
    name: 'hengzhun-transpile',
    resolveId(source, importer) {
      if (source === '@hengzhun/protocol/device') return PROTOCOL_DEVICE_ENTRY;
      if (path.isAbsolute(source)) return source;
      if (!source.startsWith('.') || importer === undefined) {
        throw new Error(`"${source}" cannot be part of a bundle: only firmware and @hengzhun/protocol/device can`);
      }
      const file = path.resolve(path.dirname(importer), source).replace(/\.js$/, '.ts');
      return existsSync(file) ? file : null;
    },
    load(id) {
      if (id === BUILD_FLAGS) return flagsSource(flags);
      const { outputText, sourceMapText } = ts.transpileModule(readFileSync(id, 'utf8'), {
        fileName: path.relative(path.dirname(FIRMWARE_ROOT), id),
        compilerOptions: {
          target: ts.ScriptTarget.ES2015,
          module: ts.ModuleKind.ESNext,
          useDefineForClassFields: false,
          verbatimModuleSyntax: true,
          sourceMap: true,
          // comments carry the minifier's annotations
          removeComments: false,
        },
      });
      const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
      return { code, map: sourceMapText ?? null };
    },
  };
}
