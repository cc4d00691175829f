import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildBundle,
  combinations,
  MEASURED_VARIABLES,
  type MeasuredVariables,
  measuredVariables,
  readProfile,
  type SignerKind,
} from '@hengzhun/firmware/build';
import { type FirmwareCost, measureBackground, measureFirmwareCost, measureFirmwareMemory } from '@hengzhun/hil-tests';
import { type BenchResult, broken, skipped, within } from './result.js';

const INSTRUMENTS = ['scale', 'dispenser'] as const;
const SIGNERS = ['element', 'software'] as const;

/**
 * What the firmware costs, against the budgets: bytes of the image for each instrument, board and signer; on the real interpreter
 * loops (one empty `for` iteration of the same interpreter) and variables. With `RECORD_COSTS` in the environment the variables go
 * to `firmware/costs/variables.json`, where the build looks.
 */
export async function firmwareCosts(smoke: boolean): Promise<BenchResult[]> {
  const results = await images();
  const binary = process.env.ESPRUINO_BIN;
  if (!binary) {
    const why = 'ESPRUINO_BIN is not set: loops and variables are measured on the real interpreter only';
    return [...results, skipped('firmware.*', 'loops', why)];
  }
  for (const instrument of INSTRUMENTS)
    for (const signer of SIGNERS)
      results.push(
        ...(await measureFirmwareCost({ binary, instrument, signer, repetitions: smoke ? 1 : 5 })).map(told),
      );
  results.push(...(await measureBackground(binary)).map(told), ...(await memories()));
  return results;
}

const told = ({ name, unit, value, budget }: FirmwareCost): BenchResult => within(name, unit, value, budget);

async function images(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const { instrument, board, signer } of combinations()) {
    const limit = readProfile(board).budgets.image;
    if (!signer || limit === null) continue;
    const name = `firmware.${instrument}.image.${board}.${signer}`;
    try {
      const { imageBytes } = await buildBundle({ instrument, board, signer, features: {} });
      results.push(within(name, 'bytes', imageBytes, limit));
    } catch (error) {
      results.push(broken(name, (error as Error).message));
    }
  }
  return results;
}

async function memories(): Promise<BenchResult[]> {
  const fixedBinary = process.env.ESPRUINO_FIXED_BIN;
  if (!fixedBinary) {
    const why =
      'ESPRUINO_FIXED_BIN (an interpreter with 2950 variables of 13 bytes) is not set: memory is not measured';
    return [skipped('firmware.*.memory', 'variables', why)];
  }
  const results: BenchResult[] = [];
  const measured: Record<string, Partial<Record<SignerKind, number>>> = { ...measuredVariables() };
  for (const instrument of INSTRUMENTS) {
    for (const signer of SIGNERS) {
      try {
        const cost = await measureFirmwareMemory(fixedBinary, instrument, signer);
        measured[instrument] = { ...measured[instrument], [signer]: cost.value };
        results.push(told(cost));
      } catch (error) {
        // A bundle that does not fit into the memory must not hide what the others cost.
        results.push(broken(`firmware.${instrument}.memory.${signer}`, (error as Error).message));
      }
    }
  }
  if (process.env.RECORD_COSTS) record(measured);
  return results;
}

function record(measured: MeasuredVariables): void {
  mkdirSync(path.dirname(MEASURED_VARIABLES), { recursive: true });
  writeFileSync(MEASURED_VARIABLES, `${JSON.stringify(measured, null, 2)}\n`);
}
