import { type CaseFileVerdict, type Finding, verifyCaseFile } from '@hengzhun/host-sdk';
import { exitCode } from '../../exit-codes.js';
import { readBytes } from '../../files.js';
import { readKeySet } from '../../verify/key-set.js';
import { mark } from '../finding-lines.js';
import { momentText } from '../moment-text.js';
import type { Output } from '../output.js';

export interface VerifyCaseFileOptions {
  readonly ledgerKeys: string;
  readonly makerKeys?: string;
  readonly instrumentKeys?: string;
}

/** Largest case file that is read. */
const largest = 2 ** 30;

/** Checks a case file offline, with nothing but public keys. @returns 1 when something in it does not hold */
export async function verifyCaseFileJob(output: Output, options: VerifyCaseFileOptions, file: string): Promise<number> {
  const keys = (path: string | undefined) => (path === undefined ? [] : [...readKeySet(path).values()]);
  const trusted = {
    ledger: keys(options.ledgerKeys),
    makers: keys(options.makerKeys),
    instruments: keys(options.instrumentKeys),
  };
  const verdict = await verifyCaseFile(readBytes(file, largest), trusted);
  const { subject, madeAt, decision = null, ok, findings, checkpoint = null } = verdict;
  for (const one of findings) output.object({ type: 'finding', ...one });
  output.object({ type: 'case-file', file, subject, madeAt: new Date(madeAt).toISOString(), decision, ok, checkpoint });
  show(output, file, verdict);
  return ok ? exitCode.ok : exitCode.refused;
}

function show(output: Output, file: string, { subject, madeAt, ok, findings, checkpoint }: CaseFileVerdict): void {
  output.line(output.paint('bold', output.text('case-file.title', { file, subject, at: momentText(madeAt) })));
  let part: Finding['part'] | undefined;
  for (const finding of findings) {
    if (finding.part !== part) output.line(output.text(`case-file.part.${finding.part}`));
    part = finding.part;
    output.line(`  ${mark(output, finding.verdict)} ${finding.text[output.language]}`);
    if (finding.about !== '') output.line(`      ${output.paint('dim', finding.about)}`);
  }
  if (checkpoint !== undefined) {
    const { number, hash } = checkpoint;
    output.line(output.text('case-file.checkpoint', { number, hash }));
  }
  output.line(
    ok
      ? output.paint('green', `✓ ${output.text('case-file.good')}`)
      : output.paint('red', `✗ ${output.text('case-file.bad')}`),
  );
}
