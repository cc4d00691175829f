import { binomialCdf } from '@hengzhun/host-sdk';
import type { RegionFigures } from '../../api/regions.js';
import { both } from '../../words.js';
import { flaggedOf, instrumentsOf, type RegionTally } from './region-tally.js';

/** Fewer instruments than that say nothing of a region. */
const FEW = 20;
/** Of the regions that are called raised, at most this share is expected to be so by chance (Benjamini and Hochberg 1995). */
const FALSE_SHARE = 0.05;

const measures = [
  { name: 'flagged', count: flaggedOf, of: instrumentsOf },
  { name: 'silent', count: ({ silent }: RegionTally) => silent, of: instrumentsOf },
  { name: 'failed', count: ({ failed }: RegionTally) => failed, of: ({ checks }: RegionTally) => checks },
] as const;

/**
 * Which regions stand out against all of them together: by chance alone a few of hundreds always would, so that the number of regions that are looked
 * at enters into what counts as more than chance. Pure.
 */
export function regionRisks(
  regions: ReadonlyMap<string, RegionTally>,
  all: RegionTally,
): Map<string, RegionFigures['risk']> {
  const looked = [...regions].filter(([, tally]) => instrumentsOf(tally) >= FEW);
  const reasons = new Map<string, RegionFigures['risk']['reasons']>(looked.map(([code]) => [code, []]));
  for (const { name, count, of } of measures) {
    const whole = of(all) === 0 ? 0 : count(all) / of(all);
    const tests = looked
      .filter(([, tally]) => of(tally) > 0)
      .map(([code, tally]) => {
        const [found, trials] = [count(tally), of(tally)];
        // Probability of so many or more, if the region were as the others.
        return { code, found, trials, chance: found === 0 ? 1 : 1 - binomialCdf(found - 1, trials, whole) };
      })
      .sort((a, b) => a.chance - b.chance);
    const last = tests.findLastIndex(({ chance }, i) => chance <= (FALSE_SHARE * (i + 1)) / tests.length);
    for (const { code, found, trials } of tests.slice(0, last + 1)) {
      const values = { share: percent(found / trials), count: found, of: trials, whole: percent(whole) };
      reasons.get(code)!.push(both(`console.region.${name}`, values));
    }
  }
  const risks = new Map<string, RegionFigures['risk']>();
  for (const [code, tally] of regions) {
    const found = [...(reasons.get(code) ?? [])];
    if (tally.overdue > 0) found.push(both('console.region.overdue', { count: tally.overdue }));
    const high = (reasons.get(code)?.length ?? 0) > 1;
    const indicator = high ? 'high' : found.length > 0 ? 'raised' : reasons.has(code) ? 'as-elsewhere' : 'few';
    risks.set(code, { indicator, reasons: found });
  }
  return risks;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
