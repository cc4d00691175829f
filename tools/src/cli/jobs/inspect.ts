import { type FreshProof, InstrumentStream, type ProofProgress, proveFresh } from '@hengzhun/host-sdk';
import { decodeEvent } from '@hengzhun/protocol';
import { exitCode } from '../../exit-codes.js';
import { describeError } from '../describe-error.js';
import { inspectionLines } from '../inspection.js';
import { openLink } from '../open-link.js';
import type { Output } from '../output.js';
import { openTrust } from '../trust.js';

export interface InspectOptions {
  readonly baud: number;
  readonly keys?: string;
  readonly data: string;
  readonly timeout: number;
  readonly entries: number;
}

/** Everything that one inspection found. */
export interface Inspection {
  readonly port: string;
  readonly proof: FreshProof;
  /** The event log as it is proved; undefined: none is. */
  readonly log:
    | { readonly length: number; readonly entries: readonly { number: number; bytes: Uint8Array }[] }
    | undefined;
}

/** Visits the instrument on a serial port or at `ble:` and an address, and shows what is proved of it. */
export async function inspect(output: Output, options: InspectOptions, port: string): Promise<number> {
  const trust = await openTrust(options);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  let stream: InstrumentStream | undefined;
  try {
    stream = new InstrumentStream(openLink(port, options));
    const { timeout } = options;
    const proof = await proveFresh(stream, {
      store: trust.store,
      ingest: trust.ingest,
      timeout,
      // Somebody else may just have used up the signer's pool: being told to wait is no failure.
      busy: Math.max(timeout, 30_000),
      // An answer that stays away is waited for once: whoever stands there has named the time.
      silences: 1,
      signal: interrupted.signal,
      onProgress: (progress) => note(output, progress),
    });
    await stream.close();
    const found = { port, proof, log: await logOf(proof, trust.store.eventLogs) };
    return tell(output, found, options.entries);
  } finally {
    process.off('SIGINT', interrupt);
    await stream?.close();
    await trust.close();
  }
}

/** Whoever waits is told why. */
function note(output: Output, progress: ProofProgress): void {
  if (output.json) return;
  if (progress.type === 'busy') output.note(progress.text[output.language]);
  if (progress.type === 'again') output.note(describeError(progress.error, output.language).message);
}

async function logOf(
  { kid, log }: FreshProof,
  logs: { entries(kid: string): Promise<{ number: number; bytes: Uint8Array }[]> },
): Promise<Inspection['log']> {
  return log === undefined || kid === undefined ? undefined : { length: log.length, entries: await logs.entries(kid) };
}

function tell(output: Output, found: Inspection, entries: number): number {
  const { proof, log, port } = found;
  const { identity, status, steps, result } = proof;
  const failed = steps.find(({ verdict }) => verdict === 'failed');
  // Without an answer there is nothing to show but why.
  if (identity === undefined && failed?.error !== undefined) throw failed.error;
  const level = proof.evaluation?.evaluation.level;
  const good = result === 'proved' && level !== 'warning' && level !== 'out-of-tolerance';
  const challenge = steps.find(({ step }) => step === 'challenge');
  output.object({
    type: 'inspection',
    port,
    kid: proof.kid,
    trusted: proof.key !== undefined,
    result,
    steps: steps.map(({ step, verdict, code, text, detail, startedAt, endedAt }) => {
      return { step, verdict, code, text, detail, startedAt, endedAt };
    }),
    identity: identity && { ...identity.claims, channels: undefined },
    challenge: status && { milliseconds: challenge?.detail.milliseconds, status: status.claims },
    time: proof.time,
    nozzles: proof.nozzles.map(({ claims }) => claims),
    log: log && {
      length: log.length,
      entries: log.entries.slice(-entries).map(({ number, bytes }) => ({ number, ...decodeEvent(bytes) })),
    },
    evaluation: proof.evaluation?.evaluation,
    good,
  });
  for (const line of inspectionLines(output, found, entries)) output.line(line);
  if (good) return exitCode.ok;
  return failed?.error && result === 'incomplete'
    ? describeError(failed.error, output.language).exit
    : exitCode.refused;
}
