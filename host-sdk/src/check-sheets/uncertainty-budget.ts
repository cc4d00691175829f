import type { Bilingual } from '../evaluation/levels.js';

/** One input of a measurement and what it does to the result (JCGM 100:2008, 5.1). */
export interface UncertaintyContribution {
  /** Stable code. */
  readonly source:
    | 'standard'
    | 'resolution'
    | 'zero-resolution'
    | 'repeatability'
    | 'temperature'
    | 'prover-reading'
    | 'meter-temperature'
    | 'prover-temperature'
    | 'fuel-expansion'
    | 'prover-expansion';
  readonly evaluation: 'A' | 'B';
  readonly distribution: 'normal' | 'rectangular';
  /** Standard uncertainty of the input, in the input's own unit. */
  readonly standard: number;
  /** ∂E/∂input. */
  readonly sensitivity: number;
  /** |sensitivity| × standard: in the unit of the result. */
  readonly contribution: number;
}

export interface UncertaintyBudget {
  readonly contributions: readonly UncertaintyContribution[];
  /** Combined standard uncertainty, in the unit of the result: root of the sum of squares, inputs uncorrelated (JCGM 100:2008, eq. 10). */
  readonly combined: number;
}

export const contributionText: Readonly<Record<UncertaintyContribution['source'], Bilingual>> = {
  standard: { zh: '标准器', en: 'standard' },
  resolution: { zh: '示值分辨力', en: 'resolution of the indication' },
  'zero-resolution': { zh: '零点分辨力', en: 'resolution at zero' },
  repeatability: { zh: '重复性', en: 'repeatability' },
  temperature: { zh: '温度变化', en: 'change of temperature' },
  'prover-reading': { zh: '量器读数', en: 'reading of the prover' },
  'meter-temperature': { zh: '油温（流量计处）', en: 'temperature at the meter' },
  'prover-temperature': { zh: '油温（量器内）', en: 'temperature in the prover' },
  'fuel-expansion': { zh: '油品体胀系数', en: 'expansion of the fuel' },
  'prover-expansion': { zh: '量器体胀系数', en: 'expansion of the prover' },
};

/** Half width of a rectangular distribution to its standard uncertainty: a / √3. */
export const rectangular = (halfWidth: number): number => halfWidth / Math.sqrt(3);

export function contribution(
  source: UncertaintyContribution['source'],
  distribution: UncertaintyContribution['distribution'],
  standard: number,
  sensitivity: number,
  evaluation: 'A' | 'B' = 'B',
): UncertaintyContribution {
  const size = quantise(Math.abs(sensitivity) * standard);
  return { source, evaluation, distribution, standard, sensitivity, contribution: size };
}

export function combine(contributions: readonly UncertaintyContribution[]): UncertaintyBudget {
  const sum = contributions.reduce((total, one) => total + one.contribution ** 2, 0);
  return { contributions, combined: quantise(Math.sqrt(sum)) };
}

/** Results are compared and hashed: nine decimals, far below what any standard tells apart. */
export const quantise = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;
