import { type Finding, levelText } from '@hengzhun/host-sdk';
import type { ExaminedRecord, Verdict } from '@hengzhun/host-sdk/reports';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { readKeySet } from '../../verify/key-set.js';
import { findingLines } from '../finding-lines.js';
import { momentText } from '../moment-text.js';
import type { Output } from '../output.js';
import type { VerifyOptions } from './verify.js';

const keysOf = (path: string | undefined) => (path === undefined ? [] : [...readKeySet(path).values()]);

/** @throws {ToolError} `tool-office-keys-missing` */
function trustedBy({ keys, ledgerKeys, makerKeys }: VerifyOptions) {
  if (ledgerKeys === undefined) throw new ToolError('tool-office-keys-missing', {}, exitCode.usage);
  return { ledger: keysOf(ledgerKeys), instruments: keysOf(keys), makers: keysOf(makerKeys) };
}

/** Checks a PDF record offline: two verdicts, signature and rules. @returns whether both hold */
export async function verifyRecord(
  output: Output,
  file: string,
  bytes: Uint8Array,
  options: VerifyOptions,
): Promise<boolean> {
  const trusted = trustedBy(options);
  const { verifyRecordPdf } = await import('@hengzhun/host-sdk/reports');
  const { ok, signature, rules, office = null, record } = await verifyRecordPdf(bytes, trusted);
  for (const one of signature.findings) output.object({ type: 'finding', of: 'signature', ...one });
  for (const one of rules.findings) output.object({ type: 'finding', of: 'rules', ...one });
  output.object({
    type: 'record',
    file,
    ok,
    signature: signature.verdict,
    rules: rules.verdict,
    office,
    ...summary(record),
  });
  output.line(output.paint('bold', output.text('report.title', { file })));
  if (record !== undefined) output.line(output.text('report.says', says(output, record)));
  show(output, 'signature', signature);
  show(output, 'rules', rules);
  output.line(closing(output, ok));
  return ok;
}

function summary(examined: ExaminedRecord | undefined): Record<string, unknown> {
  if (examined === undefined) return {};
  const { record, digest, judgement } = examined;
  return {
    number: record.number,
    instrument: record.instrument.ueid,
    madeAt: new Date(record.madeAt).toISOString(),
    level: judgement.level,
    record: digest,
  };
}

function says(output: Output, { record, judgement }: ExaminedRecord): Record<string, string> {
  const { number, instrument, madeAt, madeBy } = record;
  const level = levelText[judgement.level][output.language];
  return {
    number,
    instrument: instrument.serialNumber || instrument.ueid,
    at: momentText(madeAt),
    person: madeBy.person,
    authority: madeBy.authority,
    level,
  };
}

function show(output: Output, of: 'signature' | 'rules', { verdict, findings }: Verdict): void {
  const colour = verdict === 'good' ? 'green' : verdict === 'bad' ? 'red' : 'yellow';
  output.line(
    output.paint(
      colour,
      `${output.text(`report.verdict.${of}`)}${output.text('word.colon')}${output.text(`report.verdict.${verdict}`)}`,
    ),
  );
  for (const line of findingLines(output, findings)) output.line(line);
}

/** Checks the text of a record's QR code. */
export async function verifyStatement(output: Output, text: string, options: VerifyOptions): Promise<number> {
  const trusted = trustedBy(options);
  const { verifyRecordStatement } = await import('@hengzhun/host-sdk/reports');
  const { ok, findings, office = null, statement = null } = verifyRecordStatement(text, trusted);
  output.object({ type: 'statement', ok, office, statement, findings: findings as Finding[] });
  for (const line of findingLines(output, findings)) output.line(line);
  if (statement !== null) {
    const { ueid, level, probability, record, madeAt, earliest, latest, frames, check } = statement;
    const rows: [string, string][] = [
      [output.text('report.instrument'), ueid],
      [output.text('report.level'), `${levelText[level][output.language]} (${probability / 10_000} %)`],
      [output.text('report.check'), output.text(`report.check.${check ?? 'none'}`)],
      [output.text('report.made'), momentText(madeAt)],
      [
        output.text('report.frame-time'),
        `${earliest === undefined ? '…' : momentText(earliest)} – ${momentText(latest)}`,
      ],
      ...frames.map(({ sequence, digest }): [string, string] => [output.text('report.frame', { sequence }), digest]),
      [output.text('report.digest'), record],
    ];
    for (const [name, value] of rows) output.line(`  ${name}${output.text('word.colon')}${value}`);
  }
  output.line(closing(output, ok));
  return ok ? exitCode.ok : exitCode.refused;
}

const closing = (output: Output, ok: boolean): string =>
  ok ? output.paint('green', `✓ ${output.text('report.good')}`) : output.paint('red', `✗ ${output.text('report.bad')}`);
