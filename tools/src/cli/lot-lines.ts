import type { Draw, FixedLot } from '@hengzhun/host-sdk';
import { momentText } from './moment-text.js';
import type { Output } from './output.js';
import { pairLines } from './pair-lines.js';
import { planRows } from './plan-lines.js';

/** What is to be published of a fixed lot, before the randomness is out. */
export function showCommitment(output: Output, lot: FixedLot, entry: number, out: string | undefined): void {
  const { id, digest, rules, decision, fixedAt, randomness, resultsWithinDays, plan, strata, members } = lot;
  output.object({
    ...{ type: 'lot', id, digest, entry, size: members.length, rules, decision: decision ?? null },
    fixedAt: new Date(fixedAt).toISOString(),
    randomness: { source: randomness.source, notBefore: new Date(randomness.notBefore).toISOString() },
    ...{ resultsWithinDays, plan: plan ?? null, strata, text: out ?? null },
  });
  output.line(output.paint('bold', output.text('sample.commit.title', { id, count: members.length, entry })));
  const rows: [string, string][] = [
    [output.text('sample.commit.digest'), digest],
    [output.text('sample.commit.fixed'), momentText(fixedAt)],
    [output.text('sample.commit.randomness'), randomness.source],
    [output.text('sample.commit.not-before'), momentText(randomness.notBefore)],
    [output.text('sample.commit.rules'), [rules, decision].filter(Boolean).join(', ')],
    ...(plan === undefined ? [] : planRows(output, plan)),
    ...strata.map(({ name, size, sample, reserve }): [string, string] => [
      output.text('sample.commit.stratum', { name }),
      output.text('sample.commit.stratum-value', { size, sample, reserve }),
    ]),
  ];
  for (const line of pairLines(rows)) output.line(line);
  if (out !== undefined) output.line(output.text('sample.commit.text', { out }));
  output.line(output.text('sample.commit.publish'));
}

/** The instruments of a draw, stratum by stratum in the order drawn. */
export function showDraw(output: Output, { lot, digest, randomness, strata }: Draw): void {
  output.object({ type: 'draw', lot, digest, randomness, strata });
  for (const { name, sample, reserve } of strata) {
    output.line(output.text('sample.draw.stratum', { name, sample: sample.length, reserve: reserve.length }));
    for (const [index, ueid] of sample.entries()) output.line(`  ${String(index + 1).padStart(4)}  ${ueid}`);
    for (const [index, ueid] of reserve.entries())
      output.line(`  ${`R${index + 1}`.padStart(4)}  ${output.paint('dim', ueid)}`);
  }
}
