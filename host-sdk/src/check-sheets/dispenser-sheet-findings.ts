import type { DispenserSheet, ProverRun } from './dispenser-sheet.js';
import { proverVolume } from './prover-volume.js';
import { standards } from './scale-sheet-findings.js';
import { finding, type SheetFinding } from './sheet-findings.js';
import type { SheetRules } from './sheet-rules.js';

/** What is missing in a sheet of a dispenser and what cannot be right. */
export function dispenserSheetFindings(sheet: DispenserSheet, rules: SheetRules): SheetFinding[] {
  return [...standards(sheet.provers, sheet.at), ...implausible(sheet, rules), ...missing(sheet, rules)];
}

function* implausible(sheet: DispenserSheet, rules: SheetRules): Generator<SheetFinding> {
  for (const [i, run] of sheet.runs.entries()) {
    const where = `run ${i + 1}`;
    const prover = sheet.provers.find(({ id }) => id === run.prover);
    const nozzle = sheet.nozzles.find(({ index }) => index === run.nozzle);
    if (prover === undefined) yield finding('standard-unknown', where);
    else if (run.reading < prover.lowest || run.reading > prover.highest) yield finding('reading-outside-neck', where);
    else if (farApart(run, proverVolume(prover, run.reading))) yield finding('unit-suspicious', where);
    if (nozzle === undefined) yield finding('nozzle-unknown', where);
    else if (run.flow < nozzle.minimumFlow || run.flow > nozzle.maximumFlow) yield finding('flow-range', where);
    const { meterTemperature: tJ, proverTemperature: tB } = run;
    if (Math.abs(tJ - tB) > rules.temperatureDifference) yield finding('temperature-difference', where);
    if ([tJ, tB].some((one) => one < -25 || one > 55)) yield finding('temperature-range', where);
  }
}

/** No dispenser is wrong by a fifth: that is L for mL, or another prover. (The known one-key frauds took up to 200 ‰.) */
const farApart = (run: ProverRun, standard: number): boolean => Math.abs(run.indicated / standard - 1) > 0.25;

function* missing(sheet: DispenserSheet, rules: SheetRules): Generator<SheetFinding> {
  const flows = sheet.occasion === 'verification' ? rules.flows.verification : rules.flows.site;
  if (sheet.nozzles.length === 0) yield finding('runs-missing', { zh: '没有油枪', en: 'no nozzle' });
  for (const { index } of sheet.nozzles) {
    for (const at of flows) {
      // Runs into different provers do not make one series.
      const series = new Map<string, number>();
      for (const one of sheet.runs) {
        if (one.nozzle === index && one.at === at) series.set(one.prover, (series.get(one.prover) ?? 0) + 1);
      }
      const most = Math.max(0, ...series.values());
      if (most > 6) yield finding('runs-dropped', `nozzle ${index} ${at}`);
      if (most >= rules.runs) continue;
      const left = rules.runs - most;
      const words = at === 'high' ? '大流量' : '小流量';
      yield finding('runs-missing', {
        zh: `油枪 ${index} ${words}还需 ${left} 次`,
        en: `nozzle ${index}, ${at} flow: ${left} more`,
      });
    }
  }
}
