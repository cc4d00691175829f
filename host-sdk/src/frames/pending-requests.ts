import type { Frame, Reply } from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import type { ReceivedPacket } from '../ingest/outcome.js';
import { refusalReasonText, requestName } from './request-texts.js';

/** A question that waits for its answer. */
export interface Waiting {
  /** REQUEST_*; 0: a command. */
  readonly request: number;
  /** The challenge that the answering frame must carry. */
  readonly nonce: Uint8Array | undefined;
  readonly sentAt: number;
  /** Whether this frame is the answer; `answered`: it carries the challenge. True ends the waiting. */
  frame?(frame: Frame, packet: ReceivedPacket, answered: boolean): boolean;
  /** Whether this reply is (part of) the answer; true ends the waiting. */
  reply?(reply: Reply): boolean;
  reject(error: SdkError): void;
}

/** The questions under way on one link. */
export class PendingRequests {
  readonly #waiting = new Set<Waiting>();

  add(waiting: Waiting): void {
    this.#waiting.add(waiting);
  }
  remove(waiting: Waiting): void {
    this.#waiting.delete(waiting);
  }

  /** Hands a frame to every question that it answers; several may wait for the same one. Returns the oldest of them. */
  takeFrame(frame: Frame, packet: ReceivedPacket, answered: (waiting: Waiting) => boolean): Waiting | undefined {
    let oldest: Waiting | undefined;
    for (const waiting of [...this.#waiting]) {
      const fresh = answered(waiting);
      const done = waiting.frame?.(frame, packet, fresh) ?? false;
      if (done) this.#waiting.delete(waiting);
      if (fresh) oldest ??= waiting;
    }
    return oldest;
  }

  /** Hands a reply to the question that it belongs to: by its content, otherwise by the number of the request that it names. */
  takeReply(reply: Reply): void {
    for (const waiting of [...this.#waiting]) {
      if (waiting.reply?.(reply)) this.#waiting.delete(waiting);
    }
    if (reply.type !== 'busy' && reply.type !== 'refusal') return;
    const waiting =
      [...this.#waiting].find(({ request }) => request === reply.request) ??
      // The instrument could not read the request, or it was a command, which has no number.
      (reply.type === 'refusal'
        ? [...this.#waiting].find(({ request }) => request === 0 || reply.request === 0)
        : undefined);
    if (waiting === undefined) return;
    this.#waiting.delete(waiting);
    const name = requestName(waiting.request);
    if (reply.type === 'busy') {
      const text = `The instrument is busy: ask for ${name} again after ${reply.retryAfter} s.`;
      waiting.reject(new SdkError('request-busy', text, { retryAfter: reply.retryAfter }));
    } else {
      const text = `The instrument refused ${name}: ${refusalReasonText(reply.reason)}.`;
      waiting.reject(new SdkError('request-refused', text, { reason: reply.reason }));
    }
  }

  rejectAll(error: SdkError): void {
    for (const waiting of this.#waiting) waiting.reject(error);
    this.#waiting.clear();
  }
}
