import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describeInjection } from '@hengzhun/firmware';
import { buildBundle } from '@hengzhun/firmware/build';
import {
  COST_PORT_PATH,
  COST_ZERO_COUNTS,
  FIRMWARE_BUDGETS,
  type FirmwareCost,
  measureFirmwareCost,
  measureFirmwareMemory,
} from '@hengzhun/hil-tests';
import { makeInstrument } from '../provision/make-instrument.js';
import { type BenchResult, broken, skipped, within } from './result.js';

/**
 * What the firmware costs, against the design's budgets: loops (one empty `for` iteration of the same interpreter) and variables on the
 * real interpreter; without it only the size in flash can be told.
 */
export async function firmwareCosts(smoke: boolean): Promise<BenchResult[]> {
  const binary = process.env.ESPRUINO_BIN;
  if (!binary) {
    const { imageBytes } = await buildBundle({ instrument: 'scale' });
    return [
      within('firmware.flash', 'bytes', imageBytes, FIRMWARE_BUDGETS.flash),
      skipped(
        'firmware.*',
        'loops',
        'ESPRUINO_BIN is not set: loops and variables are measured on the real interpreter only',
      ),
    ];
  }
  const configuration = measuredScale();
  const costs = await measureFirmwareCost({ binary, configuration, repetitions: smoke ? 1 : 5 });
  return [...costs.map(told), await memory(configuration)];
}

const told = ({ name, unit, value, budget }: FirmwareCost): BenchResult => within(name, unit, value, budget);

async function memory(configuration: Uint8Array): Promise<BenchResult> {
  const fixedBinary = process.env.ESPRUINO_FIXED_BIN;
  if (!fixedBinary) {
    const why =
      'ESPRUINO_FIXED_BIN (an interpreter with 2950 variables of 13 bytes) is not set: memory is not measured';
    return skipped('firmware.memory', 'variables', why);
  }
  try {
    return told(await measureFirmwareMemory(fixedBinary, configuration));
  } catch (error) {
    // A bundle that does not fit into the memory must not hide what it costs in time.
    return broken('firmware.memory', (error as Error).message);
  }
}

function measuredScale(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { configuration } = makeInstrument(
    {
      serialNumber: 'BENCH',
      maker: 'bench',
      model: 'bench',
      typeApproval: '',
      accuracyClass: 3,
      maximum: 3_000_000,
      verificationInterval: 1000,
      reportingInterval: 600,
      samplePeriodMs: 1000,
      zeroCounts: COST_ZERO_COUNTS,
      countsPerE: 250,
      drivers: [describeInjection({ path: COST_PORT_PATH })],
      protocolPath: COST_PORT_PATH,
      // what is measured is printed to the console
      lockDown: false,
    },
    privateKey,
    { authority: randomBytes(32) },
  );
  return configuration;
}
