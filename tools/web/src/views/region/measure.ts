import type { RegionFigures } from '../../api/types.js';
import type { Tone } from '../../theme/tokens.js';

export const measures = ['risk', 'flagged', 'silent', 'overdue'] as const;
export type Measure = (typeof measures)[number];

/** How a district shows: a tone, and a sign that says the same without colour. */
export interface Shade {
  readonly tone: Tone | undefined;
  readonly sign: string;
}

const empty: Shade = { tone: undefined, sign: '' };
const few: Shade = { tone: 'unknown', sign: '·' };
const calm: Shade = { tone: 'good', sign: '–' };
const raised: Shade = { tone: 'warn', sign: '▲' };
const high: Shade = { tone: 'bad', sign: '!' };

/**
 * The shade of a district by one measure. Shares count by their lower bound (a share of few instruments proves nothing), against what is elsewhere:
 * raised above it, high above twice of it.
 */
export function shadeOf(figures: RegionFigures, measure: Measure, all: RegionFigures): Shade {
  if (figures.instruments === 0 && figures.cases.open === 0) return empty;
  if (measure === 'risk') return { few, 'as-elsewhere': calm, raised, high }[figures.risk.indicator];
  if (measure === 'overdue') {
    const { overdue } = figures.cases;
    return overdue === 0 ? calm : overdue < 3 ? raised : high;
  }
  const { lower, of } = figures[measure];
  const elsewhere = all[measure].share ?? 0;
  if (of < 20) return few;
  return lower > 2 * elsewhere ? high : lower > elsewhere ? raised : calm;
}
