import { mpeJjg443, type VolumeTable } from '../rules/mpe-jjg443-2023.js';
import { type MpeTable, mpeR76 } from '../rules/mpe-r76-2006.js';

/** By what a check sheet is computed and judged: dated, versioned data. */
export interface SheetRules {
  readonly id: string;
  readonly version: number;
  readonly effective: string;
  readonly mass: MpeTable;
  readonly volume: VolumeTable;
  /** Coverage factor of U. */
  readonly coverage: number;
  /** U, and the standard alone, should stay below this share of the limit (R 76-1 3.7.1: one third). */
  readonly uncertaintyShare: number;
  /** Zero setting, ± in e (R 76-1 4.5.2). */
  readonly zeroSetting: number;
  /** Weight that must change a digital indication, in d (R 76-1 3.8.2.2). */
  readonly discrimination: number;
  /** Weighings for repeatability at verification by class 1…4 (R 76-1: near 0.8 Max). */
  readonly repetitions: Readonly<Record<1 | 2 | 3 | 4, number>>;
  /** An on-site check 现场核查 is shorter than a verification; this product's own. */
  readonly siteRepetitions: number;
  readonly runs: number;
  /** Flows at which each nozzle is run; this product's own reading of JJG 443. */
  readonly flows: { readonly verification: readonly ('high' | 'low')[]; readonly site: readonly ('high' | 'low')[] };
  /** Difference of the temperatures at meter and prover that JJG 443 allows, °C. */
  readonly temperatureDifference: number;
  /** Expansion coefficients are known within this share; this product's own. */
  readonly expansionShare: number;
  /** Temperature range over which an approved scale keeps its limits, °C wide (R 76-1 3.9.2.1: −10 to 40 °C). */
  readonly approvedTemperatures: number;
}

export const sheetRules1: SheetRules = {
  id: 'hengzhun-check-sheets',
  version: 1,
  effective: '2026-11-27',
  mass: mpeR76,
  volume: mpeJjg443,
  coverage: 2,
  uncertaintyShare: 1 / 3,
  zeroSetting: 0.25,
  discrimination: 1.4,
  repetitions: { 1: 6, 2: 6, 3: 3, 4: 3 },
  siteRepetitions: 3,
  runs: 3,
  flows: { verification: ['high', 'low'], site: ['high'] },
  temperatureDifference: 4,
  expansionShare: 0.1,
  approvedTemperatures: 50,
};

/** The set in force. */
export const sheetRules: SheetRules = sheetRules1;
