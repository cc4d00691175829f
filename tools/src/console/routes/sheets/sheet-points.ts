import { contributionText, type SheetResult, type UncertaintyBudget } from '@hengzhun/host-sdk';
import type { SheetPoint } from '../../api/sheets.js';
import type { Draft } from './read-draft.js';

const listOfTest = { weighing: 'weighings', eccentricity: 'eccentricity.readings', tare: 'tare.weighings' } as const;

/** The judged points of a sheet, each with the readings that it comes from. */
export function sheetPoints(result: SheetResult, { kept }: Draft): SheetPoint[] {
  if (result.quantity === 'volume') {
    const { runs } = result.sheet;
    return result.points.map(({ nozzle, at, prover, runs: own, judged, limit, repeatabilityLimit, ...rest }) => ({
      test: 'runs',
      entries: own.map(({ run }) => kept.get('runs')?.[runs.indexOf(run)] ?? 0),
      nominal: prover.nominal,
      nozzle: nozzle.index,
      at,
      error: judged.meanError,
      corrected: judged.meanError,
      repeatability: {
        value: judged.repeatability,
        limit: repeatabilityLimit,
        met: judged.repeatability <= repeatabilityLimit,
      },
      limit,
      expanded: rest.judgement.expanded,
      judgement: rest.judgement.outcome,
      budget: budgetOf(rest.budget),
    }));
  }
  const seen = { weighing: 0, eccentricity: 0, tare: 0 };
  return result.points.map(({ test, load, direction, position, value, error, corrected, budget, judgement }) => ({
    test,
    entries: [kept.get(listOfTest[test])?.[seen[test]++] ?? 0],
    nominal: load,
    direction,
    ...(position !== undefined && { position }),
    value,
    error,
    corrected,
    limit: judgement.limit,
    expanded: judgement.expanded,
    judgement: judgement.outcome,
    budget: budgetOf(budget),
  }));
}

function budgetOf({ contributions, combined }: UncertaintyBudget): SheetPoint['budget'] {
  return {
    contributions: contributions.map(({ source, evaluation, distribution, contribution }) => ({
      ...{ source, text: contributionText[source], evaluation, distribution, contribution },
    })),
    combined,
  };
}
