import {
  type EntryQuery,
  type Replay,
  type ReplayOutcome,
  replayOutcomeText,
  type Supervision,
} from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { readSupervision } from '../../stores/with-supervision.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';
import { replayLines } from '../replay-lines.js';

export interface ReplayOptions {
  readonly data: string;
  readonly subject?: string;
  readonly kind?: string;
  /** Show every entry, and not only those that are not the same. */
  readonly each: boolean;
}

/** As few are shown one by one in any case. */
const few = 20;
/** Outcomes that confirm an entry, or say that there is nothing to confirm: all others are held against it. */
const good: readonly ReplayOutcome[] = ['same', 'not-recomputable'];

/** Recomputes ledger entries from the stored bytes and compares. @returns 1 when one is not what it was, or cannot be made again */
export async function replayEntries(output: Output, options: ReplayOptions, given: readonly string[]): Promise<number> {
  const ranges = given.map(range);
  return readSupervision(options.data, async ({ supervision }) => {
    const head = (await supervision.ledger.head())?.number ?? 0;
    const unknown = ranges.find(({ from }) => from > head);
    if (unknown !== undefined) {
      throw new ToolError('tool-entry-unknown', { number: unknown.from, count: head }, exitCode.refused);
    }
    const found = new Findings();
    const progress = createProgress(!output.json);
    const label = output.text('replay.working');
    const total =
      ranges.length === 0 ? head : ranges.reduce((sum, { from, to }) => sum + Math.min(to, head) - from + 1, 0);
    try {
      for await (const one of replays(supervision, ranges.length === 0 ? [{}] : ranges, options)) {
        found.take(one);
        progress.update(found.count, total, label);
        output.object(json(one));
        if (options.each) show(output, [one]);
      }
    } finally {
      progress.end();
    }
    if (!options.each) found.show(output);
    return summary(output, found);
  });
}

/** What was found, as much of it as is shown: a ledger may hold millions of entries. */
class Findings {
  readonly counts = new Map<ReplayOutcome, number>();
  count = 0;
  #bad = 0;
  readonly #shownBad: Replay[] = [];
  readonly #first: Replay[] = [];

  take(one: Replay): void {
    this.count++;
    this.counts.set(one.outcome, (this.counts.get(one.outcome) ?? 0) + 1);
    if (this.count <= few) this.#first.push(one);
    if (good.includes(one.outcome)) return;
    if (++this.#bad <= most) this.#shownBad.push(one);
  }

  /** All when they are few, and else those that are held against the ledger. */
  show(output: Output): void {
    show(output, this.count <= few ? this.#first : this.#shownBad);
    if (this.count > few && this.#bad > most) output.line(output.text('import.more', { count: this.#bad - most }));
  }
}

/** Bad ones that are kept to be shown. */
const most = 50;

function show(output: Output, replayed: readonly Replay[]): void {
  for (const one of replayed) for (const line of replayLines(output, one)) output.line(line);
}

async function* replays(
  supervision: Supervision,
  ranges: readonly Pick<EntryQuery, 'from' | 'to'>[],
  { subject, kind }: ReplayOptions,
): AsyncGenerator<Replay> {
  for (const given of ranges) {
    yield* supervision.replay({
      ...given,
      ...(subject !== undefined && { subject }),
      ...(kind !== undefined && { kind }),
    });
  }
}

function json({ entry, outcome, reason, evidence, differences }: Replay): Record<string, unknown> {
  const { number, kind, subject, hash, rules } = entry;
  return { type: 'replay', number, kind, subject, hash, rules, outcome, reason, evidence, differences };
}

function summary(output: Output, { counts, count: done }: Findings): number {
  const ok = [...counts.keys()].every((outcome) => good.includes(outcome));
  output.object({ type: 'summary', entries: done, ok, outcomes: counts });
  if (done === 0) {
    output.line(output.text('ledger.empty'));
    return exitCode.ok;
  }
  const rows = [...counts].map(([outcome, count]) => [replayOutcomeText[outcome][output.language], String(count)]);
  output.line(output.table([output.text('replay.outcome'), output.text('replay.count')], rows));
  output.line(
    ok
      ? output.paint('green', `✓ ${output.text('replay.good', { count: done })}`)
      : output.paint('red', `✗ ${output.text('replay.bad')}`),
  );
  return ok ? exitCode.ok : exitCode.refused;
}

/** `12` or `40-60`. @throws {ToolError} `tool-bad-entries` */
function range(text: string): { from: number; to: number } {
  const [, first, last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === undefined || from < 1 || to < from)
    throw new ToolError('tool-bad-entries', { value: text }, exitCode.usage);
  return { from, to };
}
