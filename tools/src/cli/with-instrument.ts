import type { KeyObject } from 'node:crypto';
import { InstrumentStream, requestIdentity } from '@hengzhun/host-sdk';
import { type IdentityFrame, verifyFrame } from '@hengzhun/protocol';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { openLink } from './open-link.js';
import { patiently } from './patiently.js';
import { openTrust, type Trust } from './trust.js';
import { watchStream } from './watched-stream.js';

/** Where an instrument is and whom to trust. */
export interface InstrumentOptions {
  readonly baud: number;
  readonly keys?: string;
  readonly data: string;
  /** ms of one answer. */
  readonly timeout: number;
}

/** An instrument that has answered and whose key is enrolled. */
export interface KnownInstrument {
  readonly port: string;
  readonly stream: InstrumentStream;
  readonly identity: IdentityFrame;
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly trust: Trust;
  /** For requests: time-out, interruption, and the key that answers must verify under. */
  readonly asked: { readonly timeout: number; readonly signal: AbortSignal; readonly publicKey: KeyObject };
  /** Asks again as long as the instrument says that it is busy. */
  patiently<T>(ask: () => Promise<T>): Promise<T>;
}

/**
 * Connects to the instrument on a port, identifies it, and does `work` with it. What it sends meanwhile is stored.
 * @throws {ToolError} `tool-not-enrolled`; {SdkError} `link-*`, `request-*`
 */
export async function withInstrument<T>(
  port: string,
  options: InstrumentOptions,
  work: (instrument: KnownInstrument) => Promise<T>,
): Promise<T> {
  const trust = await openTrust(options);
  const stream = new InstrumentStream(openLink(port, options));
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  try {
    const watched = watchStream(stream, trust.ingest);
    await watched.connected;
    const { signal } = interrupted;
    const asked = { timeout: options.timeout, signal };
    const patience = Math.max(options.timeout, 30_000);
    const ask = <A>(question: () => Promise<A>) => patiently(question, patience, signal);
    const { frame } = await ask(() => requestIdentity(stream, asked));
    const kid = Buffer.from(frame.kid).toString('hex');
    const publicKey = await trust.keyOf(kid);
    if (!publicKey) throw new ToolError('tool-not-enrolled', { port, kid }, exitCode.refused);
    verifyFrame(frame, publicKey);
    const done = await work({
      port,
      stream,
      identity: frame,
      kid,
      publicKey,
      trust,
      asked: { ...asked, publicKey },
      patiently: ask,
    });
    await stream.close();
    await watched.finished;
    return done;
  } finally {
    process.off('SIGINT', interrupt);
    await stream.close();
    await trust.close();
  }
}
