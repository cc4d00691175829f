import { exitCode } from '../../../exit-codes.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

/** Says what a lot's random sample shows of the status evaluation: missed and false alarms, with bounds. */
export async function sampleAudit(output: Output, options: WritingOptions, id: string): Promise<number> {
  const actor = actorOf(options);
  return writeSupervision(options, async ({ supervision: { lots } }) => {
    const { audits, last } = await lots.audit(id, { at: Date.now(), actor });
    const audit = audits.at(-1)!;
    output.object({ type: 'audit', entry: last, ...audit });
    output.line(output.paint('bold', output.text('sample.audit.title', { id, entry: last })));
    for (const text of audit.reasons) output.line(`  • ${text[output.language]}`);
    const head = ['stratum', 'size', 'looked', 'nonconforming', 'unreached'] as const;
    const rows = audit.strata.map(({ name, size, looked, nonconforming, unreached }) => [
      name,
      ...[size, looked, nonconforming, unreached].map(String),
    ]);
    output.line(
      output.table(
        head.map((name) => output.text(`sample.findings.${name}`)),
        rows,
      ),
    );
    output.line(output.text('sample.decision.rules', { rules: audit.rules }));
    return exitCode.ok;
  });
}
