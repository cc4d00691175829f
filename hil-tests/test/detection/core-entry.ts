// Built with the instrument's own pipeline: the whole self-assessment over a list of integers. Handed to the test as
// members of E, so that the same code runs in Node and on the interpreter.
import {
  beginSpan,
  createScale,
  endSpan,
  periodScale,
  restoreScale,
  type ScaleState,
  sampleCells,
  sampleScale,
  saveScale,
  supplyScale,
} from '../../../firmware/src/metrology/index.js';

import { SAMPLE_PERIOD } from '../../../firmware/src/metrology/parameters.js';

declare const E: {
  replay: typeof replay;
  replayEverything: typeof replayEverything;
  makeScale: typeof makeScale;
  sampleOnce: typeof sampleOnce;
  periodOnce: typeof periodOnce;
  cellsOnce: typeof cellsOnce;
  supplyOnce: typeof supplyOnce;
  spanWanted: typeof spanWanted;
  spanActs: typeof spanActs;
  shownState: typeof shownState;
  shownFlags: typeof shownFlags;
  takeEvents: typeof takeEvents;
  channelAt: typeof channelAt;
  memoryOf: typeof memoryOf;
  workOf: typeof workOf;
  saveNow: typeof saveNow;
  restoreFrom: typeof restoreFrom;
};

let state: ScaleState | undefined;
let parameters = new Int32Array(0);

/** `list`: the integers of provisioning, made outside: here names are shortened. */
function makeScale(list: number[]): void {
  parameters = new Int32Array(list);
  state = createScale(parameters);
}

function sampleOnce(counts: number, temperature: number | undefined, time: number): void {
  sampleScale(state!, parameters, counts, temperature, time);
}

function periodOnce(time: number): void {
  periodScale(state!, parameters, time);
}

function cellsOnce(cells: number[]): void {
  sampleCells(state!, cells);
}

function supplyOnce(millivolts: number): void {
  supplyScale(state!, parameters, millivolts);
}

function spanWanted(): number {
  return state!.spanWanted;
}

/** The driver's word: 1 acts, 0 acts no more. */
function spanActs(acts: number): void {
  if (acts) beginSpan(state!);
  else endSpan(state!);
}

function shownState(): number {
  return state!.selfState;
}

function shownFlags(): number {
  return state!.flags;
}

function takeEvents(): number[][] {
  const events = state!.events;
  state!.events = [];
  return events;
}

/** Identifier, conditions, value, standard uncertainty. */
function channelAt(index: number): number[] {
  const channel = state!.channels[index]!;
  return [channel.identifier, channel.conditions, channel.value, channel.uncertainty];
}

function memoryOf(): Float64Array {
  return state!.memory;
}

function workOf(): Float64Array {
  return state!.work;
}

function saveNow(): string {
  return saveScale(state!);
}

function restoreFrom(saved: string): boolean {
  state = createScale(parameters);
  return restoreScale(state, parameters, saved);
}

/** Bytes of everything that the core has come to, as decimal numbers. */
function bytesOf(numbers: Float64Array): string {
  return new Uint8Array(numbers.buffer).join(',');
}

/** `input`: counts and 0.01 degree in turn. Reboots through a snapshot in the middle. */
function replay(input: number[], list: number[]): string {
  makeScale(list);
  const samplePeriodMs = parameters[SAMPLE_PERIOD]!;
  const lines = [];
  const half = (input.length >> 2) * 2;
  for (let i = 0; i < input.length; i += 2) {
    if (i === half) {
      const saved = saveScale(state!);
      lines.push(bytesOf(state!.memory));
      state = createScale(parameters);
      lines.push(restoreScale(state, parameters, saved) ? 'restored' : 'refused');
    }
    const time = (i >> 1) * samplePeriodMs;
    sampleOnce(input[i]!, input[i + 1]!, time);
    periodOnce(time);
    while (state!.events.length > 0) lines.push(`${i}:${state!.events.shift()!.join(',')}`);
  }
  lines.push(bytesOf(state!.memory));
  lines.push(bytesOf(state!.work));
  for (let i = 0; i < state!.channels.length; i++) {
    lines.push(channelAt(i).join(','));
  }
  lines.push(`${state!.selfState},${state!.flags}`);
  return lines.join('\n');
}

/**
 * A scale with everything fitted, one period a second: 70 loads of eight seconds that lie anywhere on four cells, then a quiet
 * platform with span checks, with a dip of the supply now and then. Nothing but small integers goes in.
 */
function replayEverything(list: number[], steps: number): string {
  makeScale(list);
  const lines = [];
  const cells = [0, 0, 0, 0];
  let random = 1;
  let acting = 0;
  for (let i = 0; i < steps; i++) {
    const loading = i < 1120 && (i & 15) > 7;
    if ((i & 15) === 8) random = (random * 1021 + 7) % 65536;
    const noise = (i * 79) % 53;
    const x = (random & 255) - 128;
    const y = (random >> 8) - 128;
    const load = loading ? 1000 + (random & 1023) : 0;
    const response = acting ? 150000 + (i >> 8) * 4 : 0;
    cells[0] = 21053 + load * (200 + x + y) + noise + response;
    cells[1] = 21053 + load * (200 - x + y) - noise;
    cells[2] = 21053 + load * (200 - x - y) + noise;
    cells[3] = 21053 + load * (200 + x - y) - noise;
    sampleCells(state!, cells);
    supplyScale(state!, parameters, i % 501 === 500 ? 2700 : 3300);
    sampleOnce(cells[0] + cells[1] + cells[2] + cells[3], 2000 + (i >> 4), i * 1000);
    periodOnce(i * 1000);
    if (state!.spanWanted !== acting) {
      acting = state!.spanWanted;
      spanActs(acting);
    }
    while (state!.events.length > 0) lines.push(`${i}:${state!.events.shift()!.join(',')}`);
  }
  lines.push(bytesOf(state!.memory));
  lines.push(bytesOf(state!.work));
  lines.push(bytesOf(state!.cells!));
  for (let i = 0; i < state!.channels.length; i++) {
    lines.push(channelAt(i).join(','));
  }
  return lines.join('\n');
}

E.replay = replay;
E.replayEverything = replayEverything;
E.makeScale = makeScale;
E.sampleOnce = sampleOnce;
E.periodOnce = periodOnce;
E.cellsOnce = cellsOnce;
E.supplyOnce = supplyOnce;
E.spanWanted = spanWanted;
E.spanActs = spanActs;
E.shownState = shownState;
E.shownFlags = shownFlags;
E.takeEvents = takeEvents;
E.channelAt = channelAt;
E.memoryOf = memoryOf;
E.workOf = workOf;
E.saveNow = saveNow;
E.restoreFrom = restoreFrom;
