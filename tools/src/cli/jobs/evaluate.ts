import type { Store } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { withData } from '../../stores/open-data.js';
import { fleetLines, lookOverFleet } from '../fleet.js';
import { judgementPage } from '../judgement-page.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';

export interface EvaluateOptions {
  readonly data: string;
  /** ms since 1970. */
  readonly at?: number;
  readonly learn: boolean;
  readonly top: number;
}

/** Judges one instrument in full, or looks over the whole fleet. */
export async function runEvaluate(output: Output, options: EvaluateOptions, name: string | undefined): Promise<number> {
  const at = options.at ?? Date.now();
  return withData(options.data, async (store) => {
    if (options.learn) await learn(output, store, at);
    return name === undefined ? overview(output, store, at, options.top) : one(output, store, at, name);
  });
}

async function learn(output: Output, store: Store, at: number): Promise<void> {
  const { version, increments } = await store.estimates.learn(at);
  output.object({ type: 'learned', version, increments });
  output.line(output.text('evaluate.learned', { version, increments }));
}

/** @returns 1 for an instrument that is judged out of tolerance, or warned of */
async function one(output: Output, store: Store, at: number, name: string): Promise<number> {
  const instrument = await store.registry.find(name);
  if (instrument === undefined) throw new ToolError('tool-unknown-instrument', { ueid: name }, exitCode.refused);
  const judgement = await store.estimates.judge(instrument, at);
  output.object({ type: 'judgement', ...judgement, at: new Date(at).toISOString() });
  for (const line of judgementPage(output, instrument, judgement)) output.line(line);
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
