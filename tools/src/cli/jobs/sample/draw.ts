import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Draw, drawStrata, readLotText, SdkError } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { readBytes, writeWhole } from '../../../files.js';
import { existingLot } from '../../../sampling/existing-lot.js';
import { readSupervision, writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import { showDraw } from '../../lot-lines.js';
import { dateText } from '../../moment-text.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

export interface SampleDrawOptions extends WritingOptions {
  readonly randomness: string;
  readonly out?: string;
  readonly force: boolean;
  /** Published text of a lot: repeat its draw and compare. */
  readonly check?: string;
  /** File of a draw to compare with. */
  readonly against?: string;
}

/** As long as a text of a lot may be. */
const largestText = 150_000_000;

/** Draws the sample of a fixed lot, once; or repeats a draw from the published text, which anyone can. @returns 1 when it differs */
export async function sampleDraw(output: Output, options: SampleDrawOptions, id: string | undefined): Promise<number> {
  if (options.check !== undefined) return check(output, options, options.check, id);
  if (id === undefined) throw new ToolError('tool-missing-argument', { what: 'lot' }, exitCode.usage);
  const actor = actorOf(options);
  return writeSupervision(options, async ({ supervision: { lots } }) => {
    const { draw, due } = await lots.draw(id, options.randomness, { at: Date.now(), actor });
    const { out, force } = options;
    if (out !== undefined) writeWhole(out, `${JSON.stringify(draw, null, 2)}\n`, { force });
    showDraw(output, draw!);
    output.line(output.text('sample.draw.due', { date: dateText(due!) }));
    return exitCode.ok;
  });
}

/** From the text and the randomness alone; compared with a published draw, or with the one in the ledger, where there is one. */
async function check(
  output: Output,
  options: SampleDrawOptions,
  file: string,
  id: string | undefined,
): Promise<number> {
  const bytes = readBytes(file, largestText);
  const lot = readLotText(bytes.toString('utf8'));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const draw = drawStrata(lot, options.randomness);
  const others: [string, unknown][] = [];
  if (options.against !== undefined) others.push([options.against, readDraw(options.against)]);
  if (id !== undefined) {
    const recorded = await readSupervision(options.data, ({ supervision }) => existingLot(supervision, id));
    if (recorded.draw === undefined) {
      throw new SdkError('sampling-out-of-order', `Lot ${id} was not drawn yet: there is nothing to compare with.`);
    }
    others.push([`lot/${id}`, recorded.draw]);
  }
  showDraw(output, draw);
  output.line(output.text('sample.draw.digest', { digest }));
  let same = true;
  for (const [where, other] of others) {
    const equal = digest === lot.digest && isDeepStrictEqual(draw, other);
    same &&= equal;
    output.object({ type: 'draw-check', where, same: equal });
    const line = output.text(equal ? 'sample.draw.same' : 'sample.draw.differs', { where });
    output.line(equal ? output.paint('green', `✓ ${line}`) : output.paint('red', `✗ ${line}`));
  }
  return same ? exitCode.ok : exitCode.refused;
}

/** @throws {ToolError} `tool-bad-json` */
function readDraw(path: string): Draw {
  try {
    return JSON.parse(readBytes(path, largestText).toString('utf8')) as Draw;
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError('tool-bad-json', { path, reason: (cause as Error).message }, exitCode.io, cause);
  }
}
