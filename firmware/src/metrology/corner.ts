import { CHANNEL_CORNER } from '@hengzhun/protocol/device';
import { ewmaStep } from './ewma.js';
import {
  BLOCKS,
  CELL_COUNT,
  CELL_PERIODS,
  CHANNEL_CORNER_AT,
  CLASS,
  CORNER_BASE,
  CORNER_LOADS,
  CORNER_OFF,
  CORNER_WEIGHT,
  COUNT,
  EWMA,
  SQUARES,
  UNCERTAINTY,
  VALUE,
} from './layout.js';
import { CORNER_LIMIT, COUNTS_DENOMINATOR, COUNTS_NUMERATOR, MAXIMUM } from './parameters.js';
import { setLevel } from './report.js';
import { clip, squareRoot } from './robust.js';
import type { ScaleState } from './types.js';

/** Loads of one epoch, and the epochs of the baseline. */
const EPOCH = 64;
export const CORNER_LEARNING = 16;

// `state.cells` holds, each as long as there are cells: sums of this period, sums of this block, the cells' zeros, and what the
// loads of this epoch have come to.

/** The cells' mean readings of one period at rest, into the present block. */
export function addCells(state: ScaleState): void {
  const cells = state.cells;
  const w = state.work;
  if (!cells || w[CELL_COUNT] === 0) return;
  const count = cells.length >> 2;
  for (let i = 0; i < count; i++) cells[count + i] += cells[i] / w[CELL_COUNT];
  w[CELL_PERIODS] += 1;
}

/**
 * One block of all cells: their zero, or the first block of a load. Goods never lie in the middle, so a single load says little
 * of the cells. Where there are four, in order around the platform, a stiff platform puts half of every load on either diagonal,
 * wherever it lies (the moments about both axes balance): what is off that half, times 3/4, is what the share of one cell would
 * have changed by. Where there are two or three, only the mean of their shares over many loads is left. Every load counts with
 * its weight; 64 loads are an epoch, 16 epochs the baseline.
 */
export function cornerBlock(state: ScaleState, parameters: Int32Array): void {
  const cells = state.cells;
  if (!cells) return;
  const m = state.memory;
  const w = state.work;
  const count = cells.length >> 2;
  const periods = w[CELL_PERIODS];
  w[CELL_PERIODS] = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const mean = cells[count + i] / periods;
    cells[count + i] = 0;
    if (periods > 0 && w[CLASS] === 1) cells[2 * count + i] = mean;
    // loads in place of readings from here on: the period's sums are begun anew anyway
    cells[i] = mean - cells[2 * count + i];
    total += cells[i];
  }
  const scale = (parameters[COUNTS_NUMERATOR] * 1000) / parameters[COUNTS_DENOMINATOR];
  // at least 2 % of Max, and the beginning of a load
  if (periods < 3 || w[CLASS] !== 2 || w[BLOCKS] > 0 || !(total / scale > parameters[MAXIMUM] / 50)) return;
  const at = CHANNEL_CORNER_AT;
  const statistics = count === 4 ? 1 : count;
  for (let j = 0; j < statistics; j++) {
    const share = count === 4 ? ((cells[0] - cells[1] + cells[2] - cells[3]) * 3) / (4 * total) : cells[j] / total;
    const base = m[at + COUNT] === 0 ? (count === 4 ? 0 : 1 / count) : m[at + CORNER_BASE + j];
    // a wild diagonal counts as a tenth off; shares are wild by nature
    cells[3 * count + j] += (count === 4 ? clip((share - base) * 10, 1) / 10 : share - base) * total;
  }
  w[CORNER_WEIGHT] += total;
  w[CORNER_LOADS] += 1;
  if (w[CORNER_LOADS] === EPOCH) cornerEpoch(state, parameters, statistics);
}

/** End of an epoch: into the baseline while that is learned, then into a moving average of weight 1/16 (EWMA) against it. */
function cornerEpoch(state: ScaleState, parameters: Int32Array, statistics: number): void {
  const m = state.memory;
  const w = state.work;
  const cells = state.cells!;
  const at = CHANNEL_CORNER_AT;
  const count = cells.length >> 2;
  const epochs = m[at + COUNT] + 1;
  let greatest = 0;
  for (let j = 0; j < statistics; j++) {
    const off = cells[3 * count + j] / w[CORNER_WEIGHT];
    cells[3 * count + j] = 0;
    const base = at + CORNER_BASE + j;
    const smoothed = at + CORNER_OFF + j;
    if (epochs <= CORNER_LEARNING) {
      if (epochs === 1) m[base] = (count === 4 ? 0 : 1 / count) + off;
      else {
        m[at + SQUARES] += (off * off * (epochs - 1)) / epochs / statistics;
        m[base] += off / epochs;
      }
    } else m[smoothed] = ewmaStep(m[smoothed], off, 1, 16);
    if (Math.abs(m[smoothed]) > Math.abs(greatest)) greatest = m[smoothed];
  }
  w[CORNER_LOADS] = 0;
  w[CORNER_WEIGHT] = 0;
  if (epochs <= CORNER_LEARNING) {
    m[at + COUNT] = epochs;
    return;
  }
  // variance of one epoch, times 1 / 31 for the average (weight / (2 - weight)) and 1 / 16 for the baseline: 47 / 496
  const deviation = squareRoot((m[at + SQUARES] * 47) / 7440);
  m[at + VALUE] = greatest * 100000;
  m[at + UNCERTAINTY] = deviation * 100000 + 1;
  m[at + EWMA] = m[at + VALUE] / m[at + UNCERTAINTY];
  const size = Math.abs(m[at + VALUE]) - 3 * m[at + UNCERTAINTY];
  const limit = parameters[CORNER_LIMIT];
  const wanted = size < limit ? 0 : size < 2 * limit ? 1 : 2;
  setLevel(state, at, CHANNEL_CORNER, wanted, limit, 2 * limit, true, false, 0, 0);
}
