import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { buildScript } from '@hengzhun/firmware/build';

export interface Compiled {
  cusumStep(sums: Float64Array, at: number, observation: number, reference: number): void;
  ewmaStep(average: number, observation: number, numerator: number, denominator: number): number;
  standardise(memory: Float64Array, at: number, observation: number, floor: number, learning: number): number;
}

/** Code of an entry file beside this one, through the instrument's pipeline: lowered, bundled, gated, minified. */
export async function compileEntry(name: string): Promise<string> {
  return (await buildScript(fileURLToPath(new URL(name, import.meta.url)))).code;
}

/** The detectors as compiled for the instrument. */
export async function compileDetectors(): Promise<Compiled> {
  const compiled = {} as Compiled;
  runInContext(await compileEntry('./compiled-entry.ts'), createContext({ E: compiled }));
  return compiled;
}
