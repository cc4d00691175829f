import { fileURLToPath } from 'node:url';
import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { type Bundle, buildBundle, buildScript } from '@hengzhun/firmware/build';
import { RigError } from './error.js';
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
  /** `hz.cfg` of a scale whose driver is `injection`, whose ports have the path {@link COST_PORT_PATH} and which is not locked down. */
  configuration: Uint8Array;
  /** Repetitions of each measurement; the least counts, which is the one that the machine's other work disturbed least. Default 5. */
  repetitions?: number;
}

/** What the design allows ("Budgets"). */
export const FIRMWARE_BUDGETS = {
  sample: 60,
  period: 1500,
  frame: 2500,
  oneTimeValue: 130_000,
  slice: 300,
  memory: 2360,
  flash: 28_000,
} as const;

/** Where the measured instrument's ports lead. */
export const COST_PORT_PATH = '/dev/null';

/**
 * Measures what the firmware costs on the real interpreter: time in empty `for` iterations timed in between in the same process,
 * flash as the pretokenised image.
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
  const budget = FIRMWARE_BUDGETS;
  return [
    { name: 'firmware.sample', value: loops.sample, unit: 'loops', budget: budget.sample },
    { name: 'firmware.period', value: loops.period, unit: 'loops', budget: budget.period },
    { name: 'firmware.frame', value: loops.frame, unit: 'loops', budget: budget.frame },
    { name: 'firmware.one-time-value', value: signer.value, unit: 'loops', budget: budget.oneTimeValue },
    { name: 'firmware.slice', value: signer.longestSlice, unit: 'loops', budget: budget.slice },
    { name: 'firmware.flash', value: bundle.imageBytes, unit: 'bytes', budget: budget.flash },
  ];
}

/**
 * Measures the greatest number of variables in use, with everything on and the bundle in flash.
 *
 * @param fixedBinary path of an Espruino for Linux with 2 950 variables of 13 bytes (`ESPRUINO_FIXED_BIN`)
 * @param configuration as in {@link FirmwareCostOptions}
 * @throws RigError `interpreter-failed` with what the interpreter printed, also when the memory does not suffice
 */
export async function measureFirmwareMemory(fixedBinary: string, configuration: Uint8Array): Promise<FirmwareCost> {
  const flash = flashWith(await buildBundle({ instrument: 'scale' }), configuration);
  const printed = await evaluateOnInterpreter(fixedBinary, MEMORY_SCRIPT, { flash, boot: true, limit: 300_000 });
  const { usage } = JSON.parse(resultIn(printed)) as { usage: number };
  return { name: 'firmware.memory', value: usage, unit: 'variables', budget: FIRMWARE_BUDGETS.memory };
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

function flashWith(bundle: Bundle | undefined, configuration: Uint8Array): Uint8Array {
  const storage = new Storage(new Flash(LINUX_GEOMETRY));
  if (bundle) storage.write('.bootcde', bytesOf(bundle.image));
  storage.write(PROVISIONING_FILE, configuration);
  return storage.flash.bytes;
}

/** The line that a script prints behind the word RESULT. */
function resultIn(printed: string): string {
  const found = /RESULT (\{.*\})/.exec(printed);
  if (!found) {
    throw new RigError('interpreter-failed', `The interpreter printed no result:\n${printed.slice(-2000)}`);
  }
  return found[1]!;
}
