import type { KeyObject } from 'node:crypto';
import {
  type InstrumentStatus,
  InstrumentStream,
  openSerialLink,
  readEventLog,
  requestIdentity,
  requestStatus,
} from '@hengzhun/host-sdk';
import {
  decodeEvent,
  type IdentityFrame,
  INSTRUMENT_KIND_DISPENSER,
  type StatusFrame,
  verifyFrame,
} from '@hengzhun/protocol';
import { exitCode } from '../../exit-codes.js';
import { inspectionLines } from '../inspection.js';
import type { Output } from '../output.js';
import { patiently } from '../patiently.js';
import { openTrust, type Trust } from '../trust.js';
import { type WatchedStream, watchStream } from '../watched-stream.js';

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
  readonly identity: IdentityFrame;
  readonly kid: string;
  readonly trusted: boolean;
  readonly challenge: { readonly frame: StatusFrame; readonly milliseconds: number };
  /** Dispensers: the answers of all nozzles, in order. */
  readonly nozzles: readonly StatusFrame[];
  readonly log:
    | { readonly length: number; readonly entries: readonly { number: number; bytes: Uint8Array }[] }
    | undefined;
  readonly status: InstrumentStatus | undefined;
}

export async function inspect(output: Output, options: InspectOptions, port: string): Promise<number> {
  const trust = await openTrust(options);
  const link = openSerialLink({ path: port, baudRate: options.baud });
  const stream = new InstrumentStream(link);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  try {
    // Iterated from here on: what the instrument sends unasked is stored as well.
    const watched = watchStream(stream, trust.ingest);
    await watched.connected;
    const found = await examine(stream, watched, trust, options, port, interrupted.signal);
    await stream.close();
    await watched.finished;
    return tell(output, found, options.entries);
  } finally {
    process.off('SIGINT', interrupt);
    await stream.close();
    await trust.close();
  }
}

async function examine(
  stream: InstrumentStream,
  watched: WatchedStream,
  trust: Trust,
  options: InspectOptions,
  port: string,
  signal: AbortSignal,
): Promise<Inspection> {
  const asked = { timeout: options.timeout, signal };
  // Somebody else may just have used up the signer's pool: being told to wait is no failure.
  const patience = Math.max(options.timeout, 30_000);
  const identity = await patiently(() => requestIdentity(stream, asked), patience, signal);
  const kid = Buffer.from(identity.frame.kid).toString('hex');
  const publicKey = await trust.keyOf(kid);
  if (publicKey) verifyFrame(identity.frame, publicKey);
  const proved = { ...asked, ...(publicKey ? { publicKey } : {}) };
  const challenge = await patiently(() => requestStatus(stream, proved), patience, signal);
  const { data } = identity.frame.claims;
  const nozzles: StatusFrame[] = [];
  for (let nozzle = 0; data.instrumentKind === INSTRUMENT_KIND_DISPENSER && nozzle < data.nozzles.length; nozzle++) {
    const answer = await patiently(() => requestStatus(stream, { ...proved, nozzle }), patience, signal);
    nozzles.push(answer.frame);
  }
  const found = {
    nozzles,
    port,
    identity: identity.frame,
    kid,
    trusted: publicKey !== undefined,
    challenge: { frame: challenge.frame, milliseconds: challenge.receivedAt - challenge.sentAt },
  };
  if (!publicKey) return { ...found, log: undefined, status: undefined };
  await watched.stored((nozzles.at(-1) ?? challenge.frame).claims.sequence);
  const log = await patiently(() => readLog(stream, trust, kid, publicKey, asked), patience, signal);
  return { ...found, log, status: await trust.store.evaluate(kid) };
}

async function readLog(
  stream: InstrumentStream,
  trust: Trust,
  kid: string,
  publicKey: KeyObject,
  asked: { timeout: number; signal: AbortSignal },
): Promise<NonNullable<Inspection['log']>> {
  const { length } = await readEventLog(stream, trust.store.eventLogs, kid, { ...asked, publicKey });
  return { length, entries: await trust.store.eventLogs.entries(kid) };
}

function tell(output: Output, found: Inspection, entries: number): number {
  const { identity, challenge, log, status, trusted, kid, port } = found;
  const level = status?.evaluation.level;
  const good = trusted && level !== 'warning' && level !== 'out-of-tolerance';
  output.object({
    type: 'inspection',
    port,
    kid,
    trusted,
    identity: { ...identity.claims, channels: undefined },
    challenge: { milliseconds: challenge.milliseconds, status: challenge.frame.claims },
    nozzles: found.nozzles.map(({ claims }) => claims),
    log: log && {
      length: log.length,
      entries: log.entries.slice(-entries).map(({ number, bytes }) => ({ number, ...decodeEvent(bytes) })),
    },
    evaluation: status?.evaluation,
    good,
  });
  for (const line of inspectionLines(output, found, entries)) output.line(line);
  return good ? exitCode.ok : exitCode.refused;
}
