import type { KeyObject } from 'node:crypto';
import { type Frame, verifyFrame } from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import type { ReceivedPacket } from '../ingest/outcome.js';
import type { InstrumentStream } from './instrument-stream.js';
import type { Waiting } from './pending-requests.js';

/** How to ask. */
export interface RequestOptions {
  /** Reject with `request-timeout` after so many ms. Default 10 000: an instrument may have to precompute a signature first. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** The enrolled public key. With it only an answer signed by this key counts and `verified` is true. */
  readonly publicKey?: KeyObject;
}

const defaultTimeout = 10_000;

/** With a key only what it signed is an answer; a forged one is left to the ingest, and the waiting goes on. */
export function counts(frame: Frame, publicKey: KeyObject | undefined): boolean {
  if (publicKey === undefined) return true;
  try {
    verifyFrame(frame, publicKey);
    return true;
  } catch {
    return false;
  }
}

interface Handlers<T> {
  frame?(frame: Frame, packet: ReceivedPacket, fresh: boolean, resolve: (value: T) => void, sentAt: number): boolean;
  reply?(reply: Parameters<NonNullable<Waiting['reply']>>[0], resolve: (value: T) => void): boolean;
}

/** Sends one message and waits for what the handlers recognise as its answer. */
export function ask<T>(
  stream: InstrumentStream,
  message: Uint8Array,
  request: number,
  nonce: Uint8Array | undefined,
  options: RequestOptions,
  handlers: Handlers<T>,
): Promise<T> {
  const { signal, timeout = defaultTimeout } = options;
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) {
      reject(new SdkError('request-aborted', 'The request was cancelled before it was sent.'));
      return;
    }
    const sentAt = stream.clock.now();
    const settle = () => {
      stream.clock.clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      stream.pending.remove(waiting);
    };
    const done = (value: T) => {
      settle();
      resolve(value);
    };
    const fail = (error: SdkError) => {
      settle();
      reject(error);
    };
    const waiting: Waiting = {
      request,
      nonce,
      sentAt,
      frame: (frame, packet, fresh) => handlers.frame?.(frame, packet, fresh, done, sentAt) ?? false,
      reply: (reply) => handlers.reply?.(reply, done) ?? false,
      reject: fail,
    };
    const onAbort = () => fail(new SdkError('request-aborted', 'The request was cancelled.'));
    const timer = stream.clock.setTimeout(() => {
      const text = `No answer from ${stream.link.name} within ${timeout} ms. Check the connection and ask again.`;
      fail(new SdkError('request-timeout', text, { link: stream.link.name, timeout }));
    }, timeout);
    signal?.addEventListener('abort', onAbort, { once: true });
    stream.pending.add(waiting);
    stream.link.send(message).catch(fail);
  });
}
