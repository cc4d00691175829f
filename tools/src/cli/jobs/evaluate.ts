import type { Instrument, Judgement, LearnedPriors, Store } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { withData } from '../../stores/open-data.js';
import { writeSupervision } from '../../stores/with-supervision.js';
import { fleetLines, lookOverFleet } from '../fleet.js';
import { judgementPage } from '../judgement-page.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';
import { softwareActor } from '../software-actor.js';

export interface EvaluateOptions {
  readonly data: string;
  readonly ledgerKey?: string;
  /** Write what is judged and learned into the ledger. */
  readonly record: boolean;
  /** In whose name; needed for the ledger. */
  readonly authority?: string;
  /** ms since 1970. */
  readonly at?: number;
  readonly learn: boolean;
  readonly top: number;
}

/** Judges one instrument in full, or looks over the whole fleet. */
export async function runEvaluate(output: Output, options: EvaluateOptions, name: string | undefined): Promise<number> {
  if (options.record) return onRecord(output, options, name);
  const at = options.at ?? Date.now();
  return withData(options.data, async (store) => {
    if (options.learn) await learn(output, store, at);
    return name === undefined ? overview(output, store, at, options.top) : one(output, store, at, name);
  });
}

/** The same with entries in the ledger, from which anyone makes it again. @throws {ToolError} `tool-actor-missing`, `tool-missing-argument` */
async function onRecord(output: Output, options: EvaluateOptions, name: string | undefined): Promise<number> {
  if (name === undefined) throw new ToolError('tool-missing-argument', { what: 'instrument' }, exitCode.usage);
  const authority = options.authority ?? (process.env.HENGZHUN_AUTHORITY || undefined);
  if (authority === undefined) throw new ToolError('tool-actor-missing', { what: '--authority' }, exitCode.usage);
  return writeSupervision(options, async ({ store, supervision }) => {
    const judgements = supervision.judgements(softwareActor(authority));
    const at = options.at ?? Date.now();
    if (options.learn) tellLearned(output, await judgements.learn(at));
    const instrument = await find(store, name);
    const { judgement, entry } = await judgements.judge(instrument, at);
    return tell(output, instrument, judgement, at, entry.number);
  });
}

async function learn(output: Output, store: Store, at: number): Promise<void> {
  tellLearned(output, await store.estimates.learn(at));
}

function tellLearned(output: Output, { version, increments }: LearnedPriors): void {
  output.object({ type: 'learned', version, increments });
  output.line(output.text('evaluate.learned', { version, increments }));
}

async function one(output: Output, store: Store, at: number, name: string): Promise<number> {
  const instrument = await find(store, name);
  return tell(output, instrument, await store.estimates.judge(instrument, at), at);
}

/** @throws {ToolError} `tool-unknown-instrument` */
async function find({ registry }: Store, name: string): Promise<Instrument> {
  const instrument = await registry.find(name);
  if (instrument === undefined) throw new ToolError('tool-unknown-instrument', { ueid: name }, exitCode.refused);
  return instrument;
}

/** @returns 1 for an instrument that is judged out of tolerance, or warned of */
function tell(output: Output, instrument: Instrument, judgement: Judgement, at: number, entry?: number): number {
  const recorded = entry === undefined ? {} : { entry };
  output.object({ type: 'judgement', ...judgement, at: new Date(at).toISOString(), ...recorded });
  for (const line of judgementPage(output, instrument, judgement)) output.line(line);
  if (entry !== undefined) output.line(output.text('evaluate.recorded', { entry }));
  return judgement.level === 'warning' || judgement.level === 'out-of-tolerance' ? exitCode.refused : exitCode.ok;
}

async function overview(output: Output, store: Store, at: number, top: number): Promise<number> {
  const progress = createProgress(!output.json);
  try {
    const label = output.text('evaluate.refreshing');
    await store.estimates.refresh(at, (done, all) => progress.update(done, all, label));
  } finally {
    progress.end();
  }
  const fleet = await lookOverFleet(store, at);
  const { levels, count, suspected } = fleet;
  output.object({ type: 'fleet', at: new Date(at).toISOString(), count, levels, apart: fleet.apart });
  for (const item of suspected.slice(0, top)) output.object({ type: 'suspected', ...item });
  for (const line of fleetLines(output, fleet, at, top)) output.line(line);
  return suspected.length > 0 ? exitCode.refused : exitCode.ok;
}
