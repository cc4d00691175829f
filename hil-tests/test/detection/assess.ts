import { createLoadCell, type LoadCell, type LoadCellOptions, type LoadCellSample } from '../../src/physics/index.js';
import { COUNTS_PER_E, type CompiledScale, ZERO_COUNTS } from './compiled.js';

export interface Outcome {
  /** Highest self-state shown, and the share of time with it above normal. */
  highest: number;
  attentionShare: number;
  /** Flags at the end. */
  flags: number;
  /** Days until the zero-drift flag, undefined: never. */
  zeroDriftDay: number | undefined;
  events: number[][];
}

/**
 * Lets the compiled scale live through some days of a simulated load cell; `nights`: hours between which it is switched
 * off, going on from its snapshot with a clock that begins at zero; `each` after every period.
 */
export function runDays(
  scale: CompiledScale,
  options: Partial<LoadCellOptions>,
  seed: number,
  days: number,
  nights?: { off: number; on: number },
  each?: () => void,
): Outcome {
  const cell: LoadCell = createLoadCell({ ...options, zeroCounts: ZERO_COUNTS, countsPerE: COUNTS_PER_E }, seed);
  const period = cell.options.samplePeriodMs;
  const end = days * 86_400_000;
  const outcome: Outcome = { highest: 0, attentionShare: 0, flags: 0, zeroDriftDay: undefined, events: [] };
  const sample: LoadCellSample = { timeMs: 0, counts: 0, temperature: undefined };
  let raised = 0;
  let nextPeriod = 0;
  let lastPeriod = 0;
  let saved: string | undefined;
  let booted = 0;
  scale.makeScale(period);
  for (;;) {
    cell.next(sample);
    if (sample.timeMs >= end) break;
    if (nights !== undefined) {
      const hour = (cell.options.startHour + sample.timeMs / 3_600_000) % 24;
      if (hour >= nights.off || hour < nights.on) {
        saved ??= scale.saveNow();
        continue;
      }
      if (saved !== undefined) {
        outcome.events.push(...scale.takeEvents());
        scale.restoreFrom(saved);
        saved = undefined;
        booted = sample.timeMs;
        nextPeriod = 0;
        lastPeriod = 0;
      }
    }
    const time = sample.timeMs - booted;
    scale.sampleOnce(sample.counts, sample.temperature, time);
    if (time < nextPeriod) continue;
    const seconds = (time - lastPeriod) / 1000;
    lastPeriod = time;
    nextPeriod = Math.max(nextPeriod + Math.max(1000, period), time + 1);
    scale.periodOnce(time);
    const state = scale.shownState();
    if (state > outcome.highest) outcome.highest = state;
    if (state > 0) raised += seconds;
    if (outcome.zeroDriftDay === undefined && scale.shownFlags() & 1) outcome.zeroDriftDay = sample.timeMs / 86_400_000;
    each?.();
  }
  outcome.events.push(...scale.takeEvents());
  outcome.flags = scale.shownFlags();
  outcome.attentionShare = raised / (days * 86_400);
  return outcome;
}
