import { SdkError } from '../errors.js';
import type { TestPointResult, Verification } from '../records/verification.js';
import type { DispenserSheetResult } from './compute-dispenser-sheet.js';
import type { ScaleSheetResult } from './compute-scale-sheet.js';
import { quantise } from './uncertainty-budget.js';

/** A computed sheet of either kind of instrument. */
export type SheetResult = ScaleSheetResult | DispenserSheetResult;

/**
 * The verification record of a sheet: its points (of a scale the weighings; eccentricity and tare say nothing about the error under a centred
 * load) and its outcome.
 * @param certificate number of the certificate, where one is given
 * @throws {SdkError} `sheet-incomplete`: there is no outcome yet
 */
export function sheetVerification(result: SheetResult, certificate?: string): Verification {
  const { sheet, outcome } = result;
  if (outcome === 'incomplete') {
    const what = result.findings.filter(({ severity }) => severity !== 'doubt').map(({ text }) => text.en);
    const text = `The check sheet ${sheet.id} has no outcome yet: ${what.slice(0, 5).join('; ')}. Complete it first.`;
    throw new SdkError('sheet-incomplete', text, { sheet: sheet.id });
  }
  const standards = result.quantity === 'mass' ? result.sheet.standards : result.sheet.provers;
  return {
    id: sheet.id,
    instrument: sheet.instrument,
    kind: sheet.kind,
    at: sheet.at,
    occasion: sheet.occasion,
    points: result.quantity === 'mass' ? massPoints(result) : volumePoints(result),
    outcome,
    ...(sheet.conditions && { conditions: sheet.conditions }),
    standards: standards.map(({ id }) => id),
    person: sheet.person,
    authority: sheet.authority,
    ...(certificate !== undefined && { certificate }),
    ...(sheet.covert !== undefined && { covert: sheet.covert }),
  };
}

function massPoints({ points }: ScaleSheetResult): TestPointResult[] {
  return points
    .filter(({ test }) => test === 'weighing')
    .map(({ load, corrected, budget, judgement }) => ({
      quantity: 'mass',
      nominal: load,
      error: corrected,
      uncertainty: budget.combined,
      limit: judgement.limit,
    }));
}

function volumePoints({ points }: DispenserSheetResult): TestPointResult[] {
  return points.map(({ prover, nozzle, flow, judged, budget, limit }) => ({
    quantity: 'volume',
    nominal: prover.nominal,
    nozzle: nozzle.index,
    flow: Math.round(flow),
    error: quantise(judged.meanError * prover.nominal),
    uncertainty: quantise(budget.combined * prover.nominal),
    limit: quantise(limit * prover.nominal),
  }));
}
