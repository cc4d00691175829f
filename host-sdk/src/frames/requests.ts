import type { KeyObject } from 'node:crypto';
import {
  encodeCommand,
  encodeRequest,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  type Frame,
  type IdentityFrame,
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_STATUS,
  type ReceiptFrame,
  type RequestContent,
  type StatusFrame,
  sha256,
  verifyFrame,
} from '@hengzhun/protocol';
import { equalBytes } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { ReceivedPacket } from '../ingest/outcome.js';
import type { InstrumentStream } from './instrument-stream.js';
import type { Waiting } from './pending-requests.js';
import { refusalReasonText } from './request-texts.js';

/** How to ask. */
export interface RequestOptions {
  /** Reject with `request-timeout` after so many ms. Default 10 000: an instrument may have to precompute a signature first. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** The enrolled public key. With it only an answer signed by this key counts and `verified` is true. */
  readonly publicKey?: KeyObject;
}

/** An answer to a challenge. It was made after `sentAt` and before `receivedAt` (host time, ms since 1970). */
export interface Answer<F extends Frame> {
  readonly frame: F;
  readonly packet: ReceivedPacket;
  /** True: signed by the given key. False: no key was given, so nothing is proved yet. */
  readonly verified: boolean;
  readonly nonce: Uint8Array;
  readonly sentAt: number;
  readonly receivedAt: number;
}

export const nonceSize = 12;
const defaultTimeout = 10_000;

/**
 * Asks for the instrument's status with a fresh random nonce; the answer carries it (or the digest of a list with it), so it cannot be a
 * recording.
 * @throws {SdkError} `request-timeout`, `request-busy`, `request-refused`, `request-aborted`, and those of `Link.send`
 */
export function requestStatus(stream: InstrumentStream, options: RequestOptions = {}): Promise<Answer<StatusFrame>> {
  const nonce = stream.random(nonceSize);
  return challenge<StatusFrame>(stream, { type: 'status', nonce }, REQUEST_STATUS, FRAME_KIND_STATUS, nonce, options);
}

/** Asks for the instrument's identity, with a fresh nonce like `requestStatus`. @throws {SdkError} like `requestStatus` */
export function requestIdentity(
  stream: InstrumentStream,
  options: RequestOptions = {},
): Promise<Answer<IdentityFrame>> {
  const nonce = stream.random(nonceSize);
  return challenge<IdentityFrame>(
    stream,
    { type: 'identify', nonce },
    REQUEST_IDENTIFY,
    FRAME_KIND_IDENTITY,
    nonce,
    options,
  );
}

/** Asks for a one-use nonce for a command, 16 bytes; it dies at reboot or after minutes. @throws {SdkError} like `requestStatus` */
export function requestCommandNonce(stream: InstrumentStream, options: RequestOptions = {}): Promise<Uint8Array> {
  return ask<Uint8Array>(stream, encodeRequest({ type: 'command-nonce' }), REQUEST_COMMAND_NONCE, undefined, options, {
    reply: (reply, resolve) => {
      if (reply.type !== 'command-nonce') return false;
      resolve(reply.nonce);
      return true;
    },
  });
}

/** What the instrument did with a command, with its signed receipt. */
export interface CommandAnswer {
  readonly done: boolean;
  /** COMMAND_RESULT_DONE or REFUSAL_*. */
  readonly result: number;
  /** In words. */
  readonly text: string;
  readonly frame: ReceiptFrame;
  readonly packet: ReceivedPacket;
  readonly verified: boolean;
}

/**
 * Sends an authenticated command: asks for a nonce, sends the COSE_Mac0 and waits for the signed receipt that names its digest.
 * @param kind COMMAND_TIME_ANCHOR, COMMAND_SEAL
 * @param key the instrument's command key, 32 bytes
 * @throws {SdkError} like `requestStatus`
 */
export async function sendCommand(
  stream: InstrumentStream,
  kind: number,
  items: (number | Uint8Array)[],
  key: Uint8Array,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  const nonce = await requestCommandNonce(stream, options);
  const message = encodeCommand({ kind, nonce, arguments: items }, key);
  const digest = sha256(message).subarray(0, 16);
  return ask<CommandAnswer>(stream, message, 0, undefined, options, {
    frame: (frame, packet, _fresh, resolve) => {
      if (frame.kind !== FRAME_KIND_RECEIPT || !equalBytes(frame.claims.commandDigest, digest)) return false;
      if (!counts(frame, options.publicKey)) return false;
      const result = frame.claims.commandResult;
      const text = result === 0 ? 'done' : refusalReasonText(result);
      resolve({ done: result === 0, result, text, frame, packet, verified: options.publicKey !== undefined });
      return true;
    },
  });
}

function challenge<F extends Frame>(
  stream: InstrumentStream,
  request: RequestContent,
  number: number,
  kind: F['kind'],
  nonce: Uint8Array,
  options: RequestOptions,
): Promise<Answer<F>> {
  return ask<Answer<F>>(stream, encodeRequest(request), number, nonce, options, {
    frame: (frame, packet, fresh, resolve, sentAt) => {
      if (!fresh || frame.kind !== kind || !counts(frame, options.publicKey)) return false;
      const verified = options.publicKey !== undefined;
      resolve({ frame: frame as F, packet, verified, nonce, sentAt, receivedAt: packet.latest });
      return true;
    },
  });
}

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
