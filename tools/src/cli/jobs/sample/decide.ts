import { exitCode } from '../../../exit-codes.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import { decisionLines } from '../../decision-lines.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

/** Decides a lot by the rules that were fixed with it. @returns 1 unless it is accepted */
export async function sampleDecide(output: Output, options: WritingOptions, id: string): Promise<number> {
  const actor = actorOf(options);
  return writeSupervision(options, async ({ supervision: { lots } }) => {
    const { decision, last } = await lots.decide(id, { at: Date.now(), actor });
    output.object({ type: 'lot-decision', entry: last, ...decision });
    for (const line of decisionLines(output, decision!)) output.line(line);
    return decision!.outcome === 'accepted' ? exitCode.ok : exitCode.refused;
  });
}
