import type { DispenserSheet, NozzleUnderTest, Prover, ProverRun } from './dispenser-sheet.js';
import type { SheetRules } from './sheet-rules.js';
import { combine, contribution, quantise, rectangular, type UncertaintyBudget } from './uncertainty-budget.js';

/** What one delivery comes to. Volumes in mL, errors as shares. */
export interface RunResult {
  readonly run: ProverRun;
  /** V_B: read on the prover. */
  readonly standard: number;
  /** V_Bt: at the temperature of the meter. */
  readonly atMeter: number;
  /** E = (V_J − V_Bt) / V_Bt. Above 0: the customer got less than indicated. */
  readonly error: number;
}

/** Volume in the prover from the height in its neck, mL: a lower level is a smaller volume. */
export function proverVolume(prover: Prover, reading: number): number {
  return prover.nominal - (prover.nominalReading - reading) * prover.perMillimetre;
}

/** JJG 443: V_Bt = V_B [1 + β_Y (t_J − t_B) + β_B (t_B − 20)], E = (V_J − V_Bt) / V_Bt. */
export function computeRun(run: ProverRun, prover: Prover, nozzle: NozzleUnderTest): RunResult {
  const standard = proverVolume(prover, run.reading);
  const { meterTemperature: tJ, proverTemperature: tB } = run;
  const atMeter = standard * (1 + nozzle.expansion * (tJ - tB) + prover.expansion * (tB - 20));
  return { run, standard, atMeter, error: (run.indicated - atMeter) / atMeter };
}

/**
 * Uncertainty of the mean error of several runs, as a share. The inputs of the model once each (their errors are common to all runs), at the mean
 * of the runs, with the partial derivatives of E; the scatter by E_n / √n.
 */
export function volumeUncertainty(
  sheet: DispenserSheet,
  results: readonly RunResult[],
  prover: Prover,
  nozzle: NozzleUnderTest,
  deviation: number,
  rules: SheetRules,
): UncertaintyBudget {
  const mean = (of: (one: RunResult) => number) => results.reduce((sum, one) => sum + of(one), 0) / results.length;
  const indicated = mean(({ run }) => run.indicated);
  const standard = mean((one) => one.standard);
  const atMeter = mean((one) => one.atMeter);
  const tJ = mean(({ run }) => run.meterTemperature);
  const tB = mean(({ run }) => run.proverTemperature);
  // ∂E/∂V_Bt = −V_J / V_Bt²; the other inputs act through V_Bt.
  const byStandard = -indicated / atMeter ** 2;
  const through = (derivative: number) => byStandard * derivative;
  const fuel = nozzle.expansion;
  const thermometer = sheet.thermometer / 2;
  return combine([
    contribution('standard', 'normal', prover.uncertainty / prover.coverage, through(atMeter / standard)),
    contribution(
      'prover-reading',
      'rectangular',
      rectangular(prover.resolution / 2),
      through((atMeter / standard) * prover.perMillimetre),
    ),
    contribution('resolution', 'rectangular', rectangular(sheet.resolution / 2), 1 / atMeter),
    contribution('meter-temperature', 'normal', thermometer, through(standard * fuel)),
    contribution('prover-temperature', 'normal', thermometer, through(standard * (prover.expansion - fuel))),
    contribution(
      'fuel-expansion',
      'rectangular',
      rectangular(fuel * rules.expansionShare),
      through(standard * (tJ - tB)),
    ),
    contribution(
      'prover-expansion',
      'rectangular',
      rectangular(prover.expansion * rules.expansionShare),
      through(standard * (tB - 20)),
    ),
    contribution('repeatability', 'normal', quantise(deviation / Math.sqrt(results.length)), 1, 'A'),
  ]);
}
