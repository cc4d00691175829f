import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

/** Says that a drawn instrument cannot be reached: the next of the reserve takes its place, and it stays visible. */
export async function sampleUnreached(
  output: Output,
  options: WritingOptions & { readonly reason: string },
  id: string,
  name: string,
): Promise<number> {
  const actor = actorOf(options);
  return writeSupervision(options, async ({ store, supervision: { lots } }) => {
    const ueid = (await store.registry.find(name))?.ueid;
    if (ueid === undefined) throw new ToolError('tool-unknown-instrument', { ueid: name }, exitCode.refused);
    const { last } = await lots.unreached(id, ueid, options.reason, { at: Date.now(), actor });
    output.object({ type: 'unreached', lot: id, ueid, reason: options.reason, entry: last });
    output.line(output.text('sample.unreached', { name, entry: last }));
    return exitCode.ok;
  });
}
