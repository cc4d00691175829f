import type { ScaleParameters } from '@hengzhun/firmware';
import { FITTED_SUPPLY } from '../../../firmware/src/metrology/parameters.js';
import {
  createLoadCell,
  createRandom,
  createSupply,
  type LoadCell,
  type LoadCellOptions,
  type LoadCellSample,
  type SupplyOptions,
} from '../../src/physics/index.js';
import { COUNTS_PER_E, type CompiledScale, ZERO_COUNTS } from './compiled.js';

export interface Outcome {
  /** Highest self-state shown, and the share of time with it above normal. */
  highest: number;
  attentionShare: number;
  /** Flags at the end, and all that were ever shown. */
  flags: number;
  flagsSeen: number;
  /** Day, self-state and flags whenever the self-state rose. */
  raised: [day: number, state: number, flags: number][];
  /** Days until the zero-drift flag, undefined: never. */
  zeroDriftDay: number | undefined;
  events: number[][];
}

/** What an instrument lives through. */
export interface Life {
  cell: Partial<LoadCellOptions>;
  seed: number;
  days: number;
  /** Parameters that differ from the defaults. */
  parameters?: Partial<ScaleParameters>;
  /** Hours between which it is switched off, going on from its snapshot with a clock that begins at zero. */
  nights?: { off: number; on: number };
  /** Its supply; measured where the parameters have it fitted. While it is low, samples are off by this many e. */
  supply?: SupplyOptions;
  dipError?: number;
  /** Days on which it restarts from a snapshot that may be an hour old. */
  restarts?: readonly number[];
  /** Called after every period with the days since the start. */
  each?: (days: number) => void;
}

/** Lets the compiled scale live through some days of a simulated load cell. */
export function runLife(scale: CompiledScale, life: Life): Outcome {
  const cell: LoadCell = createLoadCell({ ...life.cell, zeroCounts: ZERO_COUNTS, countsPerE: COUNTS_PER_E }, life.seed);
  const period = cell.options.samplePeriodMs;
  const random = createRandom(life.seed ^ 0x3c6ef372);
  const supply = life.supply && createSupply(life.supply, random);
  const isSupplyMeasured = ((life.parameters?.fitted ?? 0) & FITTED_SUPPLY) !== 0;
  const restarts = [...(life.restarts ?? [])];
  const end = life.days * 86_400_000;
  const outcome: Outcome = {
    highest: 0,
    attentionShare: 0,
    flags: 0,
    flagsSeen: 0,
    raised: [],
    zeroDriftDay: undefined,
    events: [],
  };
  const sample: LoadCellSample = { timeMs: 0, counts: 0, temperature: undefined };
  let raised = 0;
  let before = 0;
  let nextPeriod = 0;
  let lastPeriod = 0;
  let saved: string | undefined;
  let hourly = '';
  let hour = -1;
  let booted = 0;
  let acting = 0;
  const restart = (snapshot: string) => {
    outcome.events.push(...scale.takeEvents());
    scale.restoreFrom(snapshot);
    booted = sample.timeMs;
    nextPeriod = 0;
    lastPeriod = 0;
    acting = 0;
    cell.actuate(0);
  };
  scale.makeScale(period, life.parameters);
  for (;;) {
    cell.next(sample);
    if (sample.timeMs >= end) break;
    const hours = sample.timeMs / 3_600_000;
    if (life.nights !== undefined) {
      const ofDay = (cell.options.startHour + hours) % 24;
      if (ofDay >= life.nights.off || ofDay < life.nights.on) {
        saved ??= scale.saveNow();
        continue;
      }
      if (saved !== undefined) {
        restart(saved);
        saved = undefined;
      }
    }
    if (restarts.length > 0) {
      if (Math.floor(hours) !== hour) {
        hour = Math.floor(hours);
        hourly = scale.saveNow();
      }
      if (hours >= restarts[0]! * 24) {
        restarts.shift();
        restart(hourly);
      }
    }
    const time = sample.timeMs - booted;
    let counts = sample.counts;
    if (supply) {
      const voltage = supply(sample.timeMs / 1000);
      if (isSupplyMeasured) scale.supplyOnce(voltage);
      if (voltage < 3000) counts += Math.round((life.dipError ?? 0) * COUNTS_PER_E * random.normal());
    }
    scale.sampleOnce(counts, sample.temperature, time);
    if (time < nextPeriod) continue;
    const seconds = (time - lastPeriod) / 1000;
    lastPeriod = time;
    nextPeriod = Math.max(nextPeriod + Math.max(1000, period), time + 1);
    scale.periodOnce(time);
    const wanted = scale.spanWanted();
    if (wanted !== acting) {
      acting = wanted;
      cell.actuate(wanted);
      scale.spanActs(wanted);
    }
    const state = scale.shownState();
    const flags = scale.shownFlags();
    outcome.flagsSeen |= flags;
    if (state > outcome.highest) outcome.highest = state;
    if (state > before) outcome.raised.push([hours / 24, state, flags]);
    before = state;
    if (state > 0) raised += seconds;
    if (outcome.zeroDriftDay === undefined && flags & 1) outcome.zeroDriftDay = hours / 24;
    life.each?.(hours / 24);
  }
  outcome.events.push(...scale.takeEvents());
  outcome.flags = scale.shownFlags();
  outcome.attentionShare = raised / (life.days * 86_400);
  return outcome;
}

/** The same with the default parameters. */
export function runDays(
  scale: CompiledScale,
  options: Partial<LoadCellOptions>,
  seed: number,
  days: number,
  nights?: { off: number; on: number },
  each?: () => void,
): Outcome {
  return runLife(scale, {
    cell: options,
    seed,
    days,
    ...(nights === undefined ? {} : { nights }),
    ...(each === undefined ? {} : { each }),
  });
}
