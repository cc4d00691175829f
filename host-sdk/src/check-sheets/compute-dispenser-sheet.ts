import { type CheckJudgement, judgeCheck } from '../evaluation/check-judgement.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { judgeVolumeRuns, type VolumeJudgement } from '../rules/volume-check.js';
import { maximumPermissibleVolumeError } from '../rules/volume-limit-r117.js';
import { within } from './compute-scale-sheet.js';
import type { DispenserSheet, NozzleUnderTest, Prover } from './dispenser-sheet.js';
import { dispenserSheetFindings } from './dispenser-sheet-findings.js';
import { computeRun, type RunResult, volumeUncertainty } from './prover-volume.js';
import { finding, type SheetFinding, type SheetOutcome, sheetOutcome } from './sheet-findings.js';
import { type SheetRules, sheetRules } from './sheet-rules.js';
import { quantise, type UncertaintyBudget } from './uncertainty-budget.js';

/** The runs of one nozzle at one flow into one prover. Errors, uncertainties and limits as shares. */
export interface VolumePoint {
  readonly nozzle: NozzleUnderTest;
  readonly at: 'high' | 'low';
  readonly prover: Prover;
  /** Mean of the flows, mL/min. */
  readonly flow: number;
  readonly runs: readonly RunResult[];
  /** Mean error, E_n, and whether each is within its limit. */
  readonly judged: VolumeJudgement;
  readonly limit: number;
  readonly repeatabilityLimit: number;
  readonly budget: UncertaintyBudget;
  readonly judgement: CheckJudgement;
}

/** What a sheet of a dispenser comes to. */
export interface DispenserSheetResult {
  readonly quantity: 'volume';
  readonly sheet: DispenserSheet;
  readonly rules: string;
  readonly points: readonly VolumePoint[];
  /** Runs that stand alone: shown, not judged. */
  readonly single: readonly RunResult[];
  readonly findings: readonly SheetFinding[];
  readonly outcome: SheetOutcome;
  readonly certain: boolean;
}

const LEAST_RUNS = 2;
const MOST_RUNS = 6;

/**
 * Limit of the error of a volume, as a share: JJG 443 from 2 L on, below that the steps of OIML R 117-1 for small volumes.
 * @param volume mL
 */
export function volumeShareLimit(volume: number, rules: SheetRules = sheetRules): number {
  if (volume >= 2000) return rules.volume.limit;
  return maximumPermissibleVolumeError(volume) / volume;
}

/** Computes and judges a sheet from its raw readings. Pure. `findings` says what is missing or implausible. */
export function computeDispenserSheet(sheet: DispenserSheet, rules: SheetRules = sheetRules): DispenserSheetResult {
  const findings = dispenserSheetFindings(sheet, rules);
  const points: VolumePoint[] = [];
  const single: RunResult[] = [];
  if (!findings.some(({ severity }) => severity === 'blocks')) {
    for (const { nozzle, at, prover, runs } of groups(sheet)) {
      if (runs.length < LEAST_RUNS || runs.length > MOST_RUNS) single.push(...runs);
      else points.push(pointOf(sheet, { nozzle, at, prover, runs }, rules));
    }
  }
  for (const { nozzle, at, judgement, limit } of points) {
    if (judgement.expanded > limit * rules.uncertaintyShare) {
      findings.push(finding('uncertainty-too-large', `nozzle ${nozzle.index} ${at}`));
    }
  }
  const met = ({ judged, judgement, repeatabilityLimit }: VolumePoint) =>
    within(judgement) && judged.repeatability <= repeatabilityLimit;
  const outcome = sheetOutcome(findings, points.every(met));
  const certain =
    outcome === 'pass'
      ? points.every(({ judgement }) => judgement.outcome === 'pass')
      : outcome === 'fail' &&
        points.some(
          ({ judgement, judged, repeatabilityLimit }) =>
            judgement.outcome === 'fail' || judged.repeatability > repeatabilityLimit,
        );
  return {
    quantity: 'volume',
    sheet,
    rules: ruleSetName(rules),
    points,
    single,
    findings,
    outcome,
    certain,
  };
}

type Group = Pick<VolumePoint, 'nozzle' | 'at' | 'prover' | 'runs'>;

function groups(sheet: DispenserSheet): Group[] {
  const found = new Map<string, { -readonly [K in keyof Group]: Group[K] } & { runs: RunResult[] }>();
  for (const run of sheet.runs) {
    const nozzle = sheet.nozzles.find(({ index }) => index === run.nozzle);
    const prover = sheet.provers.find(({ id }) => id === run.prover);
    // Both are findings that block: there is nothing to compute then.
    if (nozzle === undefined || prover === undefined) continue;
    const key = JSON.stringify([run.nozzle, run.at, run.prover]);
    const group = found.get(key) ?? { nozzle, at: run.at, prover, runs: [] as RunResult[] };
    group.runs.push(computeRun(run, prover, nozzle));
    found.set(key, group);
  }
  return [...found.values()];
}

function pointOf(sheet: DispenserSheet, group: Group, rules: SheetRules): VolumePoint {
  const { nozzle, prover, runs } = group;
  const judged = judgeVolumeRuns(
    runs.map(({ error }) => error),
    rules.volume,
  );
  const limit = volumeShareLimit(prover.nominal, rules);
  const budget = volumeUncertainty(sheet, runs, prover, nozzle, judged.repeatability, rules);
  const judgement = judgeCheck(quantise(judged.meanError), budget.combined, limit, rules.coverage);
  const flow = runs.reduce((sum, { run }) => sum + run.flow, 0) / runs.length;
  // JJG 443 keeps the ratio of repeatability to limit; below 2 L both widen.
  const repeatabilityLimit = (limit * rules.volume.repeatability) / rules.volume.limit;
  return { ...group, flow, judged, limit, repeatabilityLimit, budget, judgement };
}
