import { fileURLToPath } from 'node:url';
import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { type Bundle, buildBundle, buildScript } from '@hengzhun/firmware/build';
import { evaluateOnInterpreter } from './espruino/evaluate.js';
import { LINUX_GEOMETRY } from './espruino/host.js';
import { LOOPS_SCRIPT, MEMORY_SCRIPT } from './firmware-cost-script.js';
import { Flash } from './flash/flash.js';
import { Storage } from './flash/storage.js';
import { bytesOf } from './host/instrument-host.js';
import { measureSignerCost } from './signer-cost.js';

/** One figure of the firmware's budget table (design, "Budgets"). */
export interface FirmwareCost {
  name:
    | 'firmware.sample'
    | 'firmware.period'
    | 'firmware.frame'
    | 'firmware.one-time-value'
    | 'firmware.slice'
    | 'firmware.memory'
    | 'firmware.flash';
  value: number;
  /** `loops`: empty `for` iterations of the same interpreter; `variables` of 13 bytes. */
  unit: 'loops' | 'variables' | 'bytes';
  /** What the design allows. */
  budget: number;
}

export interface FirmwareCostOptions {
  /** Path of an Espruino built for Linux (`ESPRUINO_BIN`). */
  binary: string;
  /** Path of one with 2 950 variables of 13 bytes (`ESPRUINO_FIXED_BIN`); without it memory is not measured. */
  fixedBinary?: string | undefined;
  /** `hz.cfg` of a scale whose driver is `injection`, whose ports have the path {@link COST_PORT_PATH} and which is not locked down. */
  configuration: Uint8Array;
  /** Repetitions of each measurement; the least counts, which is the one that the machine's other work disturbed least. Default 5. */
  repetitions?: number;
}

/** Where the measured instrument's ports lead. */
export const COST_PORT_PATH = '/dev/null';

/**
 * Measures what the firmware costs on the real interpreter: time in empty `for` iterations timed in between in the same process,
 * memory on an interpreter with fixed variables, flash as the pretokenised image.
 *
 * The timed code runs from RAM, as the loop that it is compared with does. A board reads its flash as memory; on Linux each access to
 * flash opens a file, which would be timed instead of the code.
 *
 * @throws RigError `interpreter-failed` with what the interpreter printed
 */
export async function measureFirmwareCost(options: FirmwareCostOptions): Promise<FirmwareCost[]> {
  const [bundle, measuring] = [await buildBundle({ instrument: 'scale' }), await buildScript(entryPath())];
  const loops = await measureLoops(measuring, options);
  const signer = await measureSignerCost(options.binary);
  const costs: FirmwareCost[] = [
    { name: 'firmware.sample', value: loops.sample, unit: 'loops', budget: 60 },
    { name: 'firmware.period', value: loops.period, unit: 'loops', budget: 1500 },
    { name: 'firmware.frame', value: loops.frame, unit: 'loops', budget: 2500 },
    { name: 'firmware.one-time-value', value: signer.value, unit: 'loops', budget: 130_000 },
    { name: 'firmware.slice', value: signer.longestSlice, unit: 'loops', budget: 300 },
    { name: 'firmware.flash', value: bundle.imageBytes, unit: 'bytes', budget: 28_000 },
  ];
  if (options.fixedBinary !== undefined) {
    const value = await measureMemory(bundle, options.fixedBinary, options.configuration);
    costs.push({ name: 'firmware.memory', value, unit: 'variables', budget: 2360 });
  }
  return costs;
}

interface Loops {
  sample: number;
  period: number;
  frame: number;
}

/** The same from `src` and from `dist`. */
function entryPath(): string {
  return fileURLToPath(new URL('../cost/firmware-entry.ts', import.meta.url));
}

async function measureLoops(measuring: Bundle, options: FirmwareCostOptions): Promise<Loops> {
  const script = `${measuring.code};${LOOPS_SCRIPT.replace('REPETITIONS', String(options.repetitions ?? 5))}`;
  const flash = flashWith(undefined, options.configuration);
  const printed = await evaluateOnInterpreter(options.binary, script, { flash, limit: 300_000 });
  return JSON.parse(resultIn(printed)) as Loops;
}

async function measureMemory(bundle: Bundle, binary: string, configuration: Uint8Array): Promise<number> {
  const flash = flashWith(bundle, configuration);
  const printed = await evaluateOnInterpreter(binary, MEMORY_SCRIPT, { flash, boot: true, limit: 300_000 });
  return (JSON.parse(resultIn(printed)) as { usage: number }).usage;
}

function flashWith(bundle: Bundle | undefined, configuration: Uint8Array): Uint8Array {
  const storage = new Storage(new Flash(LINUX_GEOMETRY));
  if (bundle) storage.write('.bootcde', bytesOf(bundle.image));
  storage.write(PROVISIONING_FILE, configuration);
  return storage.flash.bytes;
}

/** The line that a script prints behind the word RESULT. */
function resultIn(printed: string): string {
  const found = /RESULT (\{.*\})/.exec(printed);
  if (!found) throw new Error(`The interpreter printed no result:\n${printed.slice(-2000)}`);
  return found[1]!;
}
