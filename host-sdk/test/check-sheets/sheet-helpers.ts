import type { DispenserSheet, ProverRun } from '../../src/check-sheets/dispenser-sheet.js';
import type { ScaleSheet } from '../../src/check-sheets/scale-sheet.js';
import { volumeExpansion } from '../../src/index.js';

const common = {
  instrument: `01${'a1'.repeat(16)}`,
  at: Date.parse('2026-03-03T10:00:00+08:00'),
  person: '张检',
  authority: '上海市计量院',
};
const validUntil = Date.parse('2027-01-01T00:00:00+08:00');

/** A class III scale, Max 3 kg, e = d = 1 g; masses below in mg. Weights M1, certified. */
export function scaleSheet(changes: Partial<ScaleSheet> = {}): ScaleSheet {
  const good = (load: number, direction: 'up' | 'down' = 'up') => ({
    load,
    indication: load,
    additional: 500,
    direction,
  });
  const loads = [20_000, 500_000, 2_000_000, 3_000_000];
  return {
    ...common,
    id: 'S-1',
    kind: 'in-service-inspection',
    occasion: 'verification',
    accuracyClass: 3,
    maximumCapacity: 3_000_000,
    minimumCapacity: 20_000,
    verificationInterval: 1000,
    standards: [{ id: 'W-7', constant: 0, relative: 3e-5, coverage: 2, validUntil }],
    zero: { indication: 10_000, additional: 500, load: 10_000 },
    weighings: [...loads.map((load) => good(load)), ...loads.slice(0, 3).map((load) => good(load, 'down'))],
    eccentricity: {
      load: 1_000_000,
      readings: Array.from({ length: 4 }, () => ({ indication: 1_000_000, additional: 500 })),
    },
    repeatability: {
      load: 2_400_000,
      readings: [500, 600, 500].map((additional) => ({ indication: 2_400_000, additional })),
    },
    discrimination: [{ load: 1_500_000, indication: 1_500_000, added: 1400, after: 1_501_000 }],
    ...changes,
  };
}

/** The prover of the worked example: neck 2 mL/mm, 66 mm for 20 L; petrol, 24 °C at meter and prover. */
export function dispenserSheet(
  runs: readonly Partial<ProverRun>[],
  changes: Partial<DispenserSheet> = {},
): DispenserSheet {
  return {
    ...common,
    id: 'D-1',
    kind: 'in-service-inspection',
    occasion: 'in-service',
    nozzles: [{ index: 0, fuel: '92', expansion: volumeExpansion.petrol, minimumFlow: 5000, maximumFlow: 50_000 }],
    provers: [
      {
        id: 'P-20',
        nominal: 20_000,
        nominalReading: 66,
        perMillimetre: 2,
        lowest: 0,
        highest: 132,
        resolution: 1,
        uncertainty: 5,
        coverage: 2,
        expansion: volumeExpansion.stainless,
        validUntil,
      },
    ],
    thermometer: 0.2,
    resolution: 10,
    runs: runs.map((one) => ({
      nozzle: 0,
      at: 'high',
      flow: 35_000,
      prover: 'P-20',
      indicated: 20_000,
      reading: 66,
      meterTemperature: 24,
      proverTemperature: 24,
      ...one,
    })),
    ...changes,
  };
}
