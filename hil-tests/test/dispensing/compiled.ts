import { scriptOf } from '../support/bundles.js';

/** The dispenser's core as compiled for the instrument (`core-entry.ts`). */
export interface CompiledDispenser {
  make(list: number[]): void;
  identify(nozzle: number, identity: string, initialised: number): void;
  count(
    nozzle: number,
    up: number,
    down: number,
    phaseErrors: number,
    overflow: number,
    encoder: number | undefined,
    temperature: number | undefined,
  ): void;
  lift(nozzle: number, lifted: boolean, preset: number, time: number): void;
  period(time: number): void;
  seal(): void;
  reboot(blank: boolean): boolean;
  unlock(): void;
  reinitialise(nozzle: number): number;
  setParameter(number: number, value: number): void;
  check(list: number[]): number[] | number;
  stopped(nozzle: number): boolean;
  shownState(): number;
  shownFlags(): number;
  takeEvents(): number[][];
  nozzle(index: number): string;
  /** Identifier, conditions, value, standard uncertainty, of the nozzle last asked for. */
  channelAt(index: number): [identifier: number, conditions: number, value: number, uncertainty: number];
  /** See `firmware/src/dispensing/layout.ts`. */
  memoryOf(): Float64Array;
  replay(list: number[], input: number[]): string;
}

export async function dispenserCode(): Promise<string> {
  return (await scriptOf(new URL('./core-entry.ts', import.meta.url))).code;
}

export async function compileDispenser(): Promise<CompiledDispenser> {
  const dispenser = {} as CompiledDispenser;
  new Function('E', await dispenserCode())(dispenser);
  return dispenser;
}
