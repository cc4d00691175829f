import { exitCode } from '../../../exit-codes.js';
import { existingLot } from '../../../sampling/existing-lot.js';
import { type IntervalOptions, intervalRequest } from '../../../sampling/interval-request.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

/** Adjusts the verification interval of a decided lot. */
export async function sampleInterval(
  output: Output,
  options: WritingOptions & IntervalOptions,
  id: string,
): Promise<number> {
  const actor = actorOf(options);
  return writeSupervision(options, async ({ supervision }) => {
    const request = intervalRequest(options, await existingLot(supervision, id));
    const { intervals, last } = await supervision.lots.adjust(id, request, { at: Date.now(), actor });
    const adjusted = intervals.at(-1)!;
    output.object({ type: 'interval', entry: last, ...adjusted });
    const { method, from, days, change, assumes, rules } = adjusted;
    output.line(
      output.paint(
        'bold',
        output.text('sample.interval.result', { method: output.text(`sample.method.${method}`), from, days }),
      ),
    );
    output.line(`  • ${output.text(`sample.interval.${change}`)}`);
    output.line(`  • ${output.text('sample.interval.assumes', { what: assumes[output.language] })}`);
    output.line(output.text('sample.decision.rules', { rules }));
    return exitCode.ok;
  });
}
