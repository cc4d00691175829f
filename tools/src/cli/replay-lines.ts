import type { Difference, Replay } from '@hengzhun/host-sdk';
import type { Output } from './output.js';
import { entryKindName } from './words.js';

/** Places in a body that are shown to a person; `--json` gives all. */
const mostDifferences = 10;

/** What replaying an entry gave, as lines for a person: what, and where it differs or what it lacks. */
export function replayLines(output: Output, { entry, outcome, text, evidence, differences, reason }: Replay): string[] {
  const mark =
    outcome === 'same'
      ? output.paint('green', '✓')
      : outcome === 'not-recomputable'
        ? output.paint('gray', '·')
        : output.paint('red', '✗');
  const what = `${entry.number} ${entryKindName(output, entry.kind)} ${entry.subject}`;
  const lines = [`${mark} ${what}${output.text('word.colon')}${text[output.language]}`];
  if (reason !== '') lines.push(`    ${reason}`);
  for (const identifier of evidence) lines.push(`    ${identifier}`);
  for (const one of differences.slice(0, mostDifferences)) lines.push(`    ${differenceText(output, one)}`);
  const left = differences.length - mostDifferences;
  if (left > 0) lines.push(`    ${output.text('replay.more', { count: left })}`);
  return lines;
}

function differenceText(output: Output, { pointer, recorded, recomputed }: Difference): string {
  const show = (value: unknown) => (value === undefined ? '–' : shorten(JSON.stringify(value)));
  return output.text('replay.difference', { pointer, recorded: show(recorded), recomputed: show(recomputed) });
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
