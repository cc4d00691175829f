import type { StratumDraw } from '../draws/draw-strata.js';
import type { SampleState } from './sample-state.js';

/** What the sample of one stratum found. */
export interface StratumFindings {
  readonly name: string;
  /** Members of the stratum. */
  readonly size: number;
  /** Instruments that were to be looked at. */
  readonly sample: number;
  /** Instruments with a result. */
  readonly looked: number;
  readonly nonconforming: number;
  /** Drawn, and could not be reached 无法检定. */
  readonly unreached: number;
  /** Drawn, and neither. */
  readonly outstanding: number;
}

/** The findings of every stratum. */
export function findings(state: SampleState): StratumFindings[] {
  return state.lot.strata.map(({ name, size, sample }) => {
    const results = state.results.filter(({ stratum }) => stratum === name);
    return {
      name,
      size,
      sample,
      looked: results.length,
      nonconforming: results.filter(({ nonconforming }) => nonconforming).length,
      unreached: state.unreached.filter(({ stratum }) => stratum === name).length,
      outstanding: outstanding(state, name).length,
    };
  });
}

/** Instruments of a stratum that are still to be looked at, in the order drawn: of the reserve only as many as could not be reached. */
export function outstanding(state: SampleState, stratum: string): string[] {
  const { order, sample } = orderOf(state, stratum);
  const done = new Set(state.results.map(({ ueid }) => ueid));
  const missing = new Set(state.unreached.map(({ ueid }) => ueid));
  // a reserve that was looked at stays in, even when the one before it was reached after all
  const called = order.filter((ueid, index) => index < sample || done.has(ueid) || missing.has(ueid));
  const reached = called.filter((ueid) => !missing.has(ueid)).length;
  const more = order.slice(sample).filter((ueid) => !done.has(ueid) && !missing.has(ueid));
  return [
    ...called.filter((ueid) => !done.has(ueid) && !missing.has(ueid)),
    ...more.slice(0, Math.max(0, sample - reached)),
  ];
}

/**
 * Conforming or not, instrument by instrument in the order drawn, up to the first that is outstanding.
 *
 * @param unreached `left-out`: whoever cannot be reached is passed over, as if that had nothing to do with its error; `nonconforming`: the worst
 *   case; `conforming`: the best
 */
export function inOrder(
  state: SampleState,
  stratum: string,
  unreached: 'left-out' | 'nonconforming' | 'conforming',
): boolean[] {
  const results = new Map(state.results.map(({ ueid, nonconforming }) => [ueid, nonconforming]));
  const missing = new Set(state.unreached.map(({ ueid }) => ueid));
  const sequence: boolean[] = [];
  for (const ueid of orderOf(state, stratum).order) {
    const result = results.get(ueid);
    if (result !== undefined) sequence.push(result);
    else if (!missing.has(ueid)) break;
    else if (unreached !== 'left-out') sequence.push(unreached === 'nonconforming');
  }
  return sequence;
}

function orderOf({ draw }: SampleState, name: string): { order: readonly string[]; sample: number } {
  const stratum: StratumDraw | undefined = draw.strata.find((one) => one.name === name);
  if (stratum === undefined) return { order: [], sample: 0 };
  return { order: [...stratum.sample, ...stratum.reserve], sample: stratum.sample.length };
}
