import type { BenchResult } from '../result.js';
import { calibrationOf } from './calibration.js';
import { daysToFind, type Episode, type Outcome, simulate } from './simulate.js';

/**
 * The regime on a simulated fleet whose physics is not the evaluation's, against plain periodic verification of the same fleet, once as worn as
 * the priors expect and once with twice the wear. 10 000 instruments over three years; a smoke run: few, for half a year.
 */
export async function regimeFigures(smoke: boolean): Promise<BenchResult[]> {
  const size = smoke ? 60 : 10_000;
  const weeks = smoke ? 26 : 156;
  const beside = smoke ? 13 : 52;
  return [1, 2].flatMap((wear) => {
    const options = { seed: 'regime', size, beside, weeks, wear };
    const never = simulate(options, 'nobody');
    const periodic = simulate(options, 'periodic');
    return figures(never, periodic, simulate(options, 'regime'), wear === 1 ? '' : '.wear2');
  });
}

const fraud = /^fraud-/;

function figures(never: Outcome, periodic: Outcome, regime: Outcome, suffix: string): BenchResult[] {
  const seen = calibrationOf(regime.statements.filter(({ observed }) => observed));
  const all = calibrationOf(regime.statements);
  const honest = ({ cause }: Episode) => !fraud.test(cause);
  const perBad = ({ visits }: Outcome) => visits.observed.made / Math.max(1, visits.observed.bad);
  const removed = ({ outOfToleranceDays }: Outcome) =>
    never.outOfToleranceDays.unobserved - outOfToleranceDays.unobserved;
  const line = (
    name: string,
    unit: string,
    value: number,
    reference: number | null,
    bar: string,
    met: boolean | null,
  ) => ({
    name: `regime.${name}${suffix}`,
    value: four(value),
    unit,
    reference: reference === null ? null : four(reference),
    ratio: reference === null || reference === 0 ? null : four(value / reference),
    bar,
    met,
  });
  const found = foundWithin60(regime);
  return [
    line('share', 'out of tolerance', regime.share, periodic.share, '', null),
    // Whoever is verified periodically is taken to be within tolerance until the next time.
    line('accuracy', 'of judgements', seen.accuracy, 1 - shareBad(regime), 'value >= 0.99', seen.accuracy >= 0.99),
    line('found60d', 'of episodes', found, foundWithin60(periodic), 'value >= 0.95', found >= 0.95),
    line(
      'found60d.without-fraud',
      'of episodes',
      foundWithin60(regime, honest),
      foundWithin60(periodic, honest),
      '',
      null,
    ),
    line('visits', 'visits/bad', perBad(regime), perBad(periodic), 'value < 1.5', perBad(regime) < 1.5),
    line('calibration', 'worst tenth', all.worst, null, 'value <= 0.02', all.worst <= 0.02),
    line('calibration.observed', 'worst tenth', seen.worst, null, '', null),
    line('brier', 'score', all.brier, null, '', null),
    line('log', 'score', all.log, null, '', null),
    line(
      'unobserved',
      'days removed',
      removed(regime),
      removed(periodic),
      'ratio >= 1.5',
      removed(regime) / removed(periodic) >= 1.5,
    ),
    // No policy can remove more than there are: the greatest ratio that is possible at all.
    line('unobserved.ceiling', 'days', never.outOfToleranceDays.unobserved, removed(periodic), '', null),
    line(
      'unobserved.left',
      'days left',
      regime.outOfToleranceDays.unobserved,
      periodic.outOfToleranceDays.unobserved,
      '',
      null,
    ),
    line('unobserved.visits', 'visits', regime.visits.unobserved.made, periodic.visits.unobserved.made, '', null),
    line('silent.visits', 'visits', regime.visits.silent.made, periodic.visits.silent.made, '', null),
  ];
}

/** Share of the episodes of observed instruments that an inspector ended within 60 days; those that went by themselves before are none. */
function foundWithin60(outcome: Outcome, counts: (episode: Episode) => boolean = () => true): number {
  const days = 60 * 86_400_000;
  const episodes = outcome.episodes.filter(
    (one) => one.observed && counts(one) && (one.found !== undefined || one.until - one.since >= days),
  );
  return episodes.filter((one) => daysToFind(one) <= 60).length / Math.max(1, episodes.length);
}

function shareBad({ statements }: Outcome): number {
  const seen = statements.filter(({ observed }) => observed);
  return seen.filter(({ bad }) => bad).length / Math.max(1, seen.length);
}

const four = (value: number): number => Number(value.toPrecision(4));
