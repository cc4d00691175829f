import type { KeyObject } from 'node:crypto';
import {
  encodeRequest,
  FRAME_KIND_LOG,
  frameDigest,
  type LogFrame,
  type LogState,
  REQUEST_LOG,
} from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { ask, counts, type RequestOptions } from '../frames/ask.js';
import { frameId } from '../frames/frame-id.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { nonceSize } from '../frames/requests.js';
import { wait } from '../frames/wait.js';
import type { ReceivedPacket } from '../ingest/outcome.js';
import type { EventLogStore } from './event-log-store.js';

/** Part of an event log with the frame that signs the log's length and head. The entries themselves are not proved by it alone. */
export interface LogRange {
  readonly frame: LogFrame;
  readonly packet: ReceivedPacket;
  readonly first: number;
  readonly entries: readonly Uint8Array[];
}

/**
 * Asks for `count` entries from `first` on and waits for the signed frame and all entries of the range that exist.
 * @param first 0…65535
 * @param count 1…1024
 * @throws {SdkError} like `requestStatus`; after `request-timeout` ask again for what is missing
 */
export function requestLogRange(
  stream: InstrumentStream,
  first: number,
  count: number,
  options: RequestOptions = {},
): Promise<LogRange> {
  const nonce = stream.random(nonceSize);
  const entries = new Map<number, Uint8Array>();
  let signed: { frame: LogFrame; packet: ReceivedPacket } | undefined;
  const finish = (resolve: (range: LogRange) => void): boolean => {
    if (signed === undefined) return false;
    // What it signs it will send; the log may have grown since it took the request.
    const end = first + Math.min(count, signed.frame.claims.count);
    const list: Uint8Array[] = [];
    for (let number = first; number < end; number++) {
      const entry = entries.get(number);
      if (entry === undefined) return false;
      list.push(entry);
    }
    resolve({ ...signed, first, entries: list });
    return true;
  };
  return ask<LogRange>(stream, encodeRequest({ type: 'log', first, count, nonce }), REQUEST_LOG, nonce, options, {
    frame: (frame, packet, fresh, resolve) => {
      if (!fresh || frame.kind !== FRAME_KIND_LOG || frame.claims.first !== first) return false;
      if (!counts(frame, options.publicKey)) return false;
      signed = { frame, packet };
      return finish(resolve);
    },
    reply: (reply, resolve) => {
      if (reply.type !== 'log') return false;
      reply.entries.forEach((entry, index) => {
        const number = reply.first + index;
        if (number >= first && number < first + count) entries.set(number, entry);
      });
      return finish(resolve);
    },
  });
}

/** What was read of a log and is not proved yet: give the same object again to go on after a lost link. */
export interface LogProgress {
  /** Number of the first entry held; undefined: nothing was read yet. */
  first: number | undefined;
  entries: Uint8Array[];
}

/** How to read a log. */
export interface ReadLogOptions extends RequestOptions {
  /** Needed: only a signed head proves a log. */
  readonly publicKey: KeyObject;
  /** Entries asked for at once, 1..1024. Default 64. */
  readonly rangeSize?: number;
  /** Times that one range is asked for. Default 3. */
  readonly attempts?: number;
  /** Kept up to date; an earlier reading that broke off is gone on with. */
  readonly progress?: LogProgress;
  /** Called after every range: entries that are here, proved or not, and all that the instrument has. */
  readonly onProgress?: (entries: number, total: number) => void;
}

/** The beginning of a reading that can be gone on with. */
export function startLogProgress(): LogProgress {
  return { first: undefined, entries: [] };
}

/**
 * Brings the stored event log of an instrument up to date: reads on from what is proved, in ranges, repeats a range that was lost on the
 * way, proves everything against the signed head and stores it. When the link is lost, call it again with the same `progress`: it goes on
 * behind the last range that came. What does not fit the head is forgotten, so that it is read anew.
 *
 * @param kid of the instrument's key, hex
 * @returns the proved state
 * @throws {SdkError} like `requestStatus`, and `log-head-mismatch`, `log-conflict`
 */
export async function readEventLog(
  stream: InstrumentStream,
  store: EventLogStore,
  kid: string,
  options: ReadLogOptions,
): Promise<LogState> {
  const { rangeSize = 64, attempts = 3, progress = startLogProgress(), onProgress } = options;
  const known = await store.known(kid);
  // Begins with the last proved entry: an instrument has no answer for a range behind its end.
  const start = Math.max(0, known.length - 1);
  if (progress.first !== start) forget(progress, start);
  const { entries } = progress;
  let failures = 0;
  // Going on, the last entry comes again: nothing may be new behind it, and then there is no answer.
  let first = start + Math.max(0, entries.length - 1);
  for (;;) {
    let range: LogRange;
    try {
      range = await requestLogRange(stream, first, rangeSize, options);
      failures = 0;
    } catch (error) {
      const again = error instanceof SdkError && (error.code === 'request-timeout' || error.code === 'request-busy');
      if (!again || ++failures >= attempts) throw error;
      if (error.code === 'request-busy') await wait(stream, Number(error.detail.retryAfter ?? 1) * 1000);
      continue;
    }
    entries.splice(first - start, entries.length, ...range.entries);
    const { claims } = range.frame;
    first = start + entries.length;
    onProgress?.(first, claims.logLength);
    if (first < claims.logLength) continue;
    const digest = toHex(frameDigest(range.frame));
    try {
      return await store.append(kid, start, entries, {
        length: claims.logLength,
        head: claims.logHead,
        sequence: claims.sequence,
        frameId: frameId(kid, claims.sequence, digest),
      });
    } finally {
      forget(progress, undefined);
    }
  }
}

function forget(progress: LogProgress, first: number | undefined): void {
  progress.first = first;
  progress.entries.length = 0;
}
