import { createContext, runInContext } from 'node:vm';
import { type ScaleParameters, scaleDefaults, scaleParameterList } from '@hengzhun/firmware';
import { scriptOf } from '../support/bundles.js';

export interface Compiled {
  cusumStep(sums: Float64Array, at: number, observation: number, reference: number): void;
  detect(memory: Float64Array, at: number, observation: number, parameters: Int32Array): void;
  /** Bits of the conditions byte. */
  signals(memory: Float64Array, at: number, parameters: Int32Array): number;
  ewmaStep(average: number, observation: number, numerator: number, denominator: number): number;
  standardise(memory: Float64Array, at: number, observation: number, floor: number, learning: number): number;
}

/** Code of an entry file beside this one, through the instrument's pipeline: lowered, bundled, gated, minified. */
export async function compileEntry(name: string): Promise<string> {
  return (await scriptOf(new URL(name, import.meta.url))).code;
}

/** The detectors as compiled for the instrument. */
export async function compileDetectors(): Promise<Compiled> {
  const compiled = {} as Compiled;
  runInContext(await compileEntry('./compiled-entry.ts'), createContext({ E: compiled }));
  return compiled;
}

/** The whole core as compiled for the instrument: one scale of class III, Max 3 kg, e 1 g, 250 counts to the gram. */
export interface CompiledScale {
  /** `changes` over the defaults. */
  makeScale(samplePeriodMs: number, changes?: Partial<ScaleParameters>): void;
  sampleOnce(counts: number, temperature: number | undefined, time: number): void;
  periodOnce(time: number): void;
  /** Raw counts of each cell, their sum goes to `sampleOnce`. */
  cellsOnce(cells: number[]): void;
  supplyOnce(millivolts: number): void;
  spanWanted(): number;
  /** What was wanted acts (1) or acts no more (0). */
  spanActs(acts: number): void;
  shownState(): number;
  shownFlags(): number;
  takeEvents(): number[][];
  /** Identifier, conditions, value, standard uncertainty. */
  channelAt(index: number): [identifier: number, conditions: number, value: number, uncertainty: number];
  /** See `firmware/src/metrology/layout.ts`. */
  memoryOf(): Float64Array;
  workOf(): Float64Array;
  saveNow(): string;
  restoreFrom(saved: string): boolean;
}

/** Counts at no load and per e of the compiled scale. */
export const ZERO_COUNTS = 84213;
export const COUNTS_PER_E = 250;

/** Parameters of the compiled scale as the integers of provisioning. */
export function parameterList(samplePeriodMs: number, changes: Partial<ScaleParameters> = {}): number[] {
  return scaleParameterList({
    ...scaleDefaults({
      accuracyClass: 3,
      maximum: 3000,
      verificationInterval: 1000,
      zeroCounts: ZERO_COUNTS,
      countsPerMilliE: { numerator: COUNTS_PER_E, denominator: 1000 },
      samplePeriodMs,
    }),
    ...changes,
  });
}

let scaleCode: string | undefined;

export async function compileScale(): Promise<CompiledScale> {
  scaleCode ??= await compileEntry('./core-entry.ts');
  const scale = {} as CompiledScale;
  // a function and not a context of its own, whose global variables would be slow
  new Function('E', scaleCode)(scale);
  const make = scale.makeScale as unknown as (list: number[]) => void;
  scale.makeScale = (samplePeriodMs, changes) => make(parameterList(samplePeriodMs, changes));
  return scale;
}
