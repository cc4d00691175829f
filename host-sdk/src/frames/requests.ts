import {
  encodeRequest,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  type Frame,
  type IdentityFrame,
  MAXIMUM_NOZZLES,
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_KEY,
  REQUEST_STATUS,
  type RequestContent,
  type StatusFrame,
} from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import type { ReceivedPacket } from '../ingest/outcome.js';
import { ask, counts, type RequestOptions } from './ask.js';
import type { InstrumentStream } from './instrument-stream.js';

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

/** How to ask for a status. */
export interface StatusRequestOptions extends RequestOptions {
  /** The nozzle of a dispenser that the answer is to speak of, 0..3; undefined: its choice. */
  readonly nozzle?: number;
}

/**
 * Asks for the instrument's status with a fresh random nonce; the answer carries it (or the digest of a list with it), so it cannot be a
 * recording.
 * @throws {SdkError} `request-bad-argument`, `request-timeout`, `request-busy`, `request-refused`, `request-aborted`, and those of `Link.send`
 */
export async function requestStatus(
  stream: InstrumentStream,
  options: StatusRequestOptions = {},
): Promise<Answer<StatusFrame>> {
  const { nozzle } = options;
  if (nozzle !== undefined && !(Number.isInteger(nozzle) && nozzle >= 0 && nozzle < MAXIMUM_NOZZLES)) {
    const text = `A nozzle is an integer from 0 to ${MAXIMUM_NOZZLES - 1}, not ${nozzle}.`;
    throw new SdkError('request-bad-argument', text, { nozzle });
  }
  const nonce = stream.random(nonceSize);
  const request = { type: 'status', nonce, nozzle } as const;
  return challenge<StatusFrame>(stream, request, REQUEST_STATUS, FRAME_KIND_STATUS, nonce, options);
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

/**
 * Asks for the instrument's public key, as coordinates of 32 bytes: the first step of a birth. Unsigned, so it proves nothing; see
 * `witnessBirth`. @throws {SdkError} like `requestStatus`
 */
export function requestKey(
  stream: InstrumentStream,
  options: RequestOptions = {},
): Promise<{ x: Uint8Array; y: Uint8Array }> {
  return ask<{ x: Uint8Array; y: Uint8Array }>(
    stream,
    encodeRequest({ type: 'key' }),
    REQUEST_KEY,
    undefined,
    options,
    {
      reply: (reply, resolve) => {
        if (reply.type !== 'key') return false;
        resolve({ x: reply.x, y: reply.y });
        return true;
      },
    },
  );
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
