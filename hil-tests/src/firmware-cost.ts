import { fileURLToPath } from 'node:url';
import { PROVISIONING_FILE } from '@hengzhun/firmware';
import type { Bundle, InstrumentName, SignerKind } from '@hengzhun/firmware/build';
import { RigError } from './error.js';
import { evaluateOnInterpreter } from './espruino/evaluate.js';
import { LINUX_GEOMETRY } from './espruino/host.js';
import { countInstructions } from './espruino/instructions.js';
import { costConfiguration } from './firmware-cost-instruments.js';
import {
  BARE_MEMORY_SCRIPT,
  COUNTED,
  ELEMENT_COUNTED,
  ELEMENT_SHIM,
  instructionsScript,
  loopsScript,
  memoryScript,
  RADIO_SHIM,
} from './firmware-cost-script.js';
import { Flash } from './flash/flash.js';
import { Storage } from './flash/storage.js';
import { bytesOf } from './host/instrument-host.js';
import { measureSignerCost } from './signer-cost.js';

/** One figure of the firmware's budget table (design, "Budgets"). */
export interface FirmwareCost {
  /** `firmware.<instrument>.sample`, `period`, `fueling`, `frame`, `memory.<signer>`; `firmware.one-time-value`, `firmware.slice`. */
  name: string;
  value: number;
  /** `loops`: empty `for` iterations of the same interpreter; `variables` of 13 bytes. */
  unit: 'loops' | 'variables' | 'bytes';
  /** What the design allows. */
  budget: number;
}

export interface FirmwareCostOptions {
  /** Default `software`, whose image is plain. With `element` the image is packed, as that of the smallest board. */
  signer?: SignerKind;
  /** Path of an Espruino built for Linux (`ESPRUINO_BIN`). */
  binary: string;
  instrument: InstrumentName;
  /** Repetitions of each timed measurement; the least counts, which is the one that the machine's other work disturbed least. Default 5. */
  repetitions?: number;
}

/** What the design allows ("Budgets"). */
export const FIRMWARE_BUDGETS = {
  sample: 60,
  period: 1500,
  frame: 2500,
  oneTimeValue: 130_000,
  slice: 300,
  memory: { software: 2360, element: 1800 } as Readonly<Record<SignerKind, number>>,
  flash: 28_000,
} as const;

/** Boards whose code is measured in memory, by signer: the smallest that may have it, with an injection port. */
export const MEASURED_BOARDS: Readonly<Record<SignerKind, string>> = { element: 'mdbt42q', software: 'nrf52840' };

/** The build brings a compiler and a minifier with it: whoever only runs instruments does without. */
const builder = () => import('@hengzhun/firmware/build');

const ENTRIES: Record<InstrumentName, string> = { scale: 'firmware-entry', dispenser: 'dispenser-entry' };

/**
 * Measures what the firmware costs on the real interpreter: time in empty `for` iterations. A frame of an element includes all that is
 * said to the element and heard of it; the time that it takes itself is not the instrument's. An element's figures are counted only.
 *
 * Counted in the interpreter's instructions where valgrind is installed, which gives the same figure every time: code runs from memory
 * as from a board's flash; the frame is the dearest of several, garbage is not collected. Otherwise timed, the loop in between in the same
 * process, which on a busy machine differs by a half from run to run: the code then runs from RAM, where the interpreter copies each
 * function that it meets. (On Linux each access to flash opens a file.)
 *
 * @throws RigError `interpreter-failed` with what the interpreter printed
 */
export async function measureFirmwareCost(options: FirmwareCostOptions): Promise<FirmwareCost[]> {
  const { instrument, signer = 'software' } = options;
  const entry = fileURLToPath(new URL(`../cost/${ENTRIES[instrument]}.ts`, import.meta.url));
  const { buildScript, bundleFlags } = await builder();
  const measuring = await buildScript(entry, true, bundleFlags({ signer }), signer === 'element');
  const loops =
    (await countLoops(measuring, options)) ??
    (signer === 'software' ? await measureLoops(measuring, options) : undefined);
  if (!loops) return [];
  const budget = FIRMWARE_BUDGETS;
  const cost = (name: string, value: number, limit: number): FirmwareCost => ({
    name: `firmware.${instrument}.${name}${signer === 'element' ? '.element' : ''}`,
    value,
    unit: 'loops',
    budget: limit,
  });
  return [
    cost('sample', loops.sample, budget.sample),
    cost('period', loops.period, budget.period),
    ...(instrument === 'dispenser' ? [cost('fueling', loops.fueling, budget.period)] : []),
    cost('frame', loops.frame, budget.frame),
  ];
}

/** Measures what the software signer costs in the background, a one-time value and its greatest slice. */
export async function measureBackground(binary: string): Promise<FirmwareCost[]> {
  const { value, longestSlice } = await measureSignerCost(binary);
  return [
    { name: 'firmware.one-time-value', value, unit: 'loops', budget: FIRMWARE_BUDGETS.oneTimeValue },
    { name: 'firmware.slice', value: longestSlice, unit: 'loops', budget: FIRMWARE_BUDGETS.slice },
  ];
}

/**
 * Measures the greatest number of variables in use between two steps, with everything on that the board has and the bundle in flash.
 *
 * @param fixedBinary path of an Espruino for Linux with 2 950 variables of 13 bytes (`ESPRUINO_FIXED_BIN`)
 * @throws RigError `interpreter-failed` with what the interpreter printed, also when the memory does not suffice
 */
export async function measureFirmwareMemory(
  fixedBinary: string,
  instrument: InstrumentName,
  signer: SignerKind,
): Promise<FirmwareCost> {
  const board = MEASURED_BOARDS[signer];
  // Linux has none of the nRF52's registers
  const features = { injection: true, nrf52: false };
  const { buildBundle, readProfile } = await builder();
  const bundle = await buildBundle({ instrument, board, signer, features });
  const { features: has } = readProfile(board);
  const shim = (signer === 'element' ? ELEMENT_SHIM : '') + (has.radio ? RADIO_SHIM : '') || undefined;
  const configuration = costConfiguration(instrument, signer);
  const usage = await usedVariables(fixedBinary, memoryScript(instrument), { bundle, configuration, shim });
  // the chip, or the radio, that is not there is not the instrument's
  const chip = shim
    ? (await usedVariables(fixedBinary, BARE_MEMORY_SCRIPT, { shim })) -
      (await usedVariables(fixedBinary, BARE_MEMORY_SCRIPT, {}))
    : 0;
  return {
    name: `firmware.${instrument}.memory.${signer}`,
    value: usage - chip,
    unit: 'variables',
    budget: FIRMWARE_BUDGETS.memory[signer],
  };
}

interface Loops {
  sample: number;
  period: number;
  frame: number;
  fueling: number;
}

async function measureLoops(
  measuring: Bundle,
  { binary, instrument, repetitions }: FirmwareCostOptions,
): Promise<Loops> {
  const script = `${measuring.code};${loopsScript(instrument, repetitions ?? 5)}`;
  const flash = flashWith({ configuration: costConfiguration(instrument, 'software') });
  return resultIn(await evaluateOnInterpreter(binary, script, { flash, limit: 300_000 }));
}

async function countLoops(
  measuring: Bundle,
  { binary, instrument, signer = 'software' }: FirmwareCostOptions,
): Promise<Loops | undefined> {
  const flash = flashWith({ configuration: costConfiguration(instrument, signer) });
  const { pretokenise } = await builder();
  const before = pretokenise(signer === 'element' ? ELEMENT_COUNTED : '');
  const image = before + measuring.image + pretokenise(`;${instructionsScript(instrument)}`);
  const counts = await countInstructions(binary, image, flash);
  if (!counts) return undefined;
  const [mark, ...sections] = counts as [number, ...number[]];
  const taken = (times: number): number => (sections.shift()! - mark) / times;
  const loop = taken(COUNTED.loops);
  const call = taken(COUNTED.samples);
  const sample = taken(COUNTED.samples) - call;
  const second = taken(COUNTED.seconds) - call;
  let fueling = 0;
  if (instrument === 'dispenser') {
    taken(1);
    fueling = taken(1);
    taken(1);
  }
  const frame = Math.max(...sections) - mark;
  return { sample: sample / loop, period: (second - sample) / loop, frame: frame / loop, fueling: fueling / loop };
}

interface FlashContents {
  bundle?: Bundle;
  configuration?: Uint8Array;
  /** Runs before the bundle. */
  shim?: string | undefined;
}

async function usedVariables(binary: string, script: string, contents: FlashContents): Promise<number> {
  const printed = await evaluateOnInterpreter(binary, script, {
    flash: flashWith(contents),
    boot: true,
    limit: 300_000,
  });
  return resultIn<{ usage: number }>(printed).usage;
}

function flashWith({ bundle, configuration, shim }: FlashContents): Uint8Array {
  const storage = new Storage(new Flash(LINUX_GEOMETRY));
  if (shim) storage.write('.boot0', bytesOf(shim));
  if (bundle) storage.write('.bootcde', bytesOf(bundle.image));
  if (configuration) storage.write(PROVISIONING_FILE, configuration);
  return storage.flash.bytes;
}

/** What a script prints behind the word RESULT. */
function resultIn<Result>(printed: string): Result {
  const found = /RESULT (\{.*\})/.exec(printed);
  if (!found) {
    throw new RigError('interpreter-failed', `The interpreter printed no result:\n${printed.slice(-2000)}`);
  }
  return JSON.parse(found[1]!) as Result;
}
