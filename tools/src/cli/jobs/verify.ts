import { closeSync, openSync, readSync } from 'node:fs';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { fileError, readBytes } from '../../files.js';
import { readKeySet, type TrustedKeys } from '../../verify/key-set.js';
import { readFrames } from '../../verify/read-frames.js';
import { type ChainSummary, type FrameVerdict, summariseChains, verifyFrames } from '../../verify/verify-frames.js';
import type { Output } from '../output.js';
import { createProgress } from '../progress.js';
import { frameKindName, reasonOfCode } from '../words.js';

export interface VerifyOptions {
  /** Keys of instruments: needed for frames. */
  readonly keys?: string;
  readonly each: boolean;
  /** PDF records and their QR codes: keys of the offices that sign them, and of makers whose certificates count. */
  readonly ledgerKeys?: string;
  readonly makerKeys?: string;
  /** Text of a QR code. */
  readonly qr?: string;
}

/** Checks frames and PDF records in files, or the text of a QR code. @throws {ToolError} `tool-missing-argument`, `tool-missing-option` */
export async function verifyFiles(output: Output, options: VerifyOptions, files: readonly string[]): Promise<number> {
  if (options.qr !== undefined)
    return (await import('./verify-record.js')).verifyStatement(output, options.qr, options);
  if (files.length === 0) throw new ToolError('tool-missing-argument', { what: 'file' }, exitCode.usage);
  const missing = () => new ToolError('tool-missing-option', { what: '--keys' }, exitCode.usage);
  if (options.keys === undefined && options.ledgerKeys === undefined) throw missing();
  let keys: TrustedKeys | undefined;
  let good = true;
  for (const file of files) {
    if (isPdfFile(file)) {
      const { verifyRecord } = await import('./verify-record.js');
      good = (await verifyRecord(output, file, readBytes(file, largestRecord), options)) && good;
      continue;
    }
    if (options.keys === undefined) throw missing();
    keys ??= readKeySet(options.keys);
    good = verifyFile(output, file, keys, options.each) && good;
  }
  return good ? exitCode.ok : exitCode.refused;
}

/** Larger ones are no records. */
const largestRecord = 100_000_000;

/** By its first bytes; what cannot be opened is told by whoever reads it. */
function isPdfFile(path: string): boolean {
  if (path === '-') return false;
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw fileError(path, cause, 'read');
  }
  try {
    const first = Buffer.alloc(5);
    return readSync(descriptor, first, 0, 5, 0) === 5 && first.toString('latin1') === '%PDF-';
  } catch (cause) {
    throw fileError(path, cause, 'read');
  } finally {
    closeSync(descriptor);
  }
}

function verifyFile(output: Output, file: string, keys: TrustedKeys, each: boolean): boolean {
  const parts = readFrames(file);
  // PK\3\4: a case file is checked by other keys.
  if (
    Buffer.from(parts[0]?.bytes ?? [])
      .toString('latin1')
      .startsWith('PK\u0003\u0004')
  ) {
    throw new ToolError('tool-is-case-file', { path: file }, exitCode.usage);
  }
  if (parts.length === 0) throw new ToolError('tool-no-frames', { path: file });
  const progress = createProgress(!output.json);
  const verdicts = verifyFrames(parts, keys, each, (done) => progress.update(done, parts.length, file));
  progress.end();
  const chains = summariseChains(verdicts);
  if (output.json) for (const verdict of verdicts) output.object({ type: 'frame', file, ...jsonOfVerdict(verdict) });
  const refused = verdicts.filter(({ verdict }) => verdict === 'refused');
  const forked = chains.some(({ forks }) => forks.length > 0);
  output.object({
    type: 'summary',
    file,
    frames: verdicts.length,
    signatureValid: count(verdicts, 'signature-valid'),
    covered: count(verdicts, 'covered'),
    refused: refused.length,
    chains,
    good: refused.length === 0 && !forked,
  });
  showFile(output, file, verdicts, chains);
  return refused.length === 0 && !forked;
}

function count(verdicts: readonly FrameVerdict[], wanted: FrameVerdict['verdict']): number {
  return verdicts.filter(({ verdict }) => verdict === wanted).length;
}

function jsonOfVerdict({ frame, ...rest }: FrameVerdict): Record<string, unknown> {
  return { ...rest, kind: frame?.kind, sequence: frame?.claims.sequence, bootcount: frame?.claims.bootcount };
}

function showFile(
  output: Output,
  file: string,
  verdicts: readonly FrameVerdict[],
  chains: readonly ChainSummary[],
): void {
  const refused = verdicts.filter(({ verdict }) => verdict === 'refused');
  output.line(
    output.text('verify.summary', {
      file,
      frames: verdicts.length,
      valid: count(verdicts, 'signature-valid'),
      covered: count(verdicts, 'covered'),
      refused: refused.length,
    }),
  );
  if (chains.length > 0) {
    const rows = chains.map((chain) => [
      chain.kid,
      String(chain.frames),
      `${chain.first} … ${chain.last}`,
      chain.gaps.length === 0
        ? output.text('verify.unbroken')
        : output.paint('yellow', output.text('verify.gaps', { count: chain.gaps.length, first: chain.gaps[0]!.after })),
      chain.forks.length === 0
        ? output.text('word.none')
        : output.paint('red', output.text('verify.forks', { list: chain.forks.slice(0, 8).join(', ') })),
    ]);
    const head = [
      'verify.head.key',
      'verify.head.frames',
      'verify.head.sequence',
      'verify.head.chain',
      'verify.head.forks',
    ];
    output.line(
      output.table(
        head.map((key) => output.text(key as 'verify.head.key')),
        rows,
      ),
    );
  }
  const shown = refused.slice(0, 20);
  for (const { index, offset, frame, code } of shown) {
    const what = frame ? `${frameKindName(output, frame.kind)} ${frame.claims.sequence}` : '';
    const place = output.text('verify.place', { index: index + 1, offset });
    output.line(
      `  ${output.paint('red', '✗')} ${place} ${what} ${code}${output.text('word.colon')}${reasonOfCode(output, code ?? '')}`,
    );
  }
  if (refused.length > shown.length)
    output.line(`  ${output.text('verify.more', { count: refused.length - shown.length })}`);
  const forked = chains.some(({ forks }) => forks.length > 0);
  const good = refused.length === 0 && !forked;
  output.line(
    good
      ? output.paint('green', `✓ ${output.text('verify.good')}`)
      : output.paint('red', `✗ ${output.text(refused.length > 0 ? 'verify.bad' : 'verify.forked')}`),
  );
}
