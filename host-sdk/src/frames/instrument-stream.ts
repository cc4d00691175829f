import { randomBytes } from 'node:crypto';
import {
  answersNonce,
  decodeFrame,
  decodeReply,
  type Frame,
  messageType,
  ProtocolError,
  type Reply,
} from '@hengzhun/protocol';
import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import type { ReceivedPacket } from '../ingest/outcome.js';
import { EventQueue } from '../links/event-queue.js';
import type { Link, LinkEvent, PacketEvent } from '../links/link.js';
import { PendingRequests, type Waiting } from './pending-requests.js';

/** A frame arrived. It is well-formed and nothing more: what it says counts after `Store.ingest` or `verifyFrame`. */
export interface FrameEvent {
  readonly type: 'frame';
  readonly frame: Frame;
  /** Ready for `Store.ingest`. */
  readonly packet: ReceivedPacket;
}

/** An unsigned reply arrived: a hint. */
export interface ReplyEvent {
  readonly type: 'reply';
  readonly reply: Reply;
  readonly packet: ReceivedPacket;
}

/** A packet whose CRC was right but that is no message of the contract. Give it to `Store.ingest`, which keeps it. */
export interface RefusedEvent {
  readonly type: 'refused';
  /** The protocol's code. */
  readonly code: string;
  readonly message: string;
  readonly packet: ReceivedPacket;
}

export type InstrumentEvent = FrameEvent | ReplyEvent | RefusedEvent | Exclude<LinkEvent, PacketEvent>;

export interface StreamOptions {
  readonly clock?: Clock;
  /** Events kept for a slow reader; at half of it the link is not read on. Default 1 024. */
  readonly queueLimit?: number;
  /** Fresh random bytes for nonces. Default: the system's. */
  readonly random?: (size: number) => Uint8Array;
}

/**
 * The messages of one link, one way and the other: iterate it for everything that comes, in order; ask through the functions of
 * `requests.ts`. It reads the link from its making on. Who does not iterate it (only asks) misses the other events; who iterates and
 * is slow holds the link up, and nothing is lost.
 */
export class InstrumentStream implements AsyncIterable<InstrumentEvent> {
  readonly link: Link;
  readonly clock: Clock;
  readonly random: (size: number) => Uint8Array;
  readonly pending = new PendingRequests();
  readonly #queue: EventQueue<InstrumentEvent>;
  #listening = false;
  #blocked: Promise<void> | undefined;
  #unblock: (() => void) | undefined;
  /** The nonces that the next frame answers together, by the newest nonce-list reply. */
  #nonces: readonly Uint8Array[] | undefined;
  /** Resolves when the link has ended. */
  readonly ended: Promise<void>;

  constructor(link: Link, options: StreamOptions = {}) {
    this.link = link;
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? randomBytes;
    this.#queue = new EventQueue<InstrumentEvent>(
      options.queueLimit ?? 1024,
      (count) => ({ type: 'dropped', count, link: link.name, connection: link.connection, at: this.clock.now() }),
      (pressed) => this.#press(pressed),
    );
    this.ended = this.#pump();
  }

  [Symbol.asyncIterator](): AsyncIterator<InstrumentEvent> {
    this.#listening = true;
    return {
      next: () => this.#queue.next(),
      return: async () => {
        await this.close();
        return { done: true, value: undefined };
      },
    };
  }

  /** Closes the link; requests under way are rejected with `link-closed`. */
  async close(): Promise<void> {
    this.#press(false);
    await this.link.close();
    await this.ended;
  }

  async #pump(): Promise<void> {
    // One turn, so that who made the stream can begin to iterate it before the first event.
    await Promise.resolve();
    try {
      for await (const event of this.link) {
        const told = event.type === 'packet' ? this.#read(event) : event;
        if (event.type === 'disconnected') {
          this.#nonces = undefined;
          const text = `The link ${this.link.name} was lost while waiting for an answer. Ask again when it is back.`;
          if (event.reason !== 'closed') this.pending.rejectAll(new SdkError('link-vanished', text));
        }
        if (this.#listening) this.#queue.push(told, true);
        if (this.#blocked !== undefined) await this.#blocked;
      }
    } finally {
      this.pending.rejectAll(new SdkError('link-closed', `The link ${this.link.name} was closed. Open a new one.`));
      this.#queue.end();
    }
  }

  #read(event: PacketEvent): InstrumentEvent {
    const { bytes, link, connection, earliest, latest } = event;
    const packet: ReceivedPacket = { bytes, link, connection, earliest, latest };
    try {
      const type = messageType(bytes);
      if (type === 'frame') return this.#readFrame(decodeFrame(bytes), packet);
      if (type !== 'reply') throw new ProtocolError('message-unknown', 0);
      const reply = decodeReply(bytes);
      if (reply.type === 'nonce-list') this.#nonces = reply.nonces;
      this.pending.takeReply(reply);
      return { type: 'reply', reply, packet };
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      return { type: 'refused', code: cause.code, message: cause.message, packet };
    }
  }

  #readFrame(frame: Frame, packet: ReceivedPacket): FrameEvent {
    const list = this.#nonces;
    this.#nonces = undefined;
    const answered = (waiting: Waiting) =>
      waiting.nonce !== undefined && answersNonce(frame.claims.nonce, waiting.nonce, list);
    const taken = this.pending.takeFrame(frame, packet, answered);
    if (taken === undefined || frame.claims.nonce === undefined) return { type: 'frame', frame, packet };
    const challenge = { nonce: frame.claims.nonce, sentAt: taken.sentAt };
    return { type: 'frame', frame, packet: { ...packet, challenge } };
  }

  #press(pressed: boolean): void {
    if (pressed) {
      this.#blocked ??= new Promise((resolve) => {
        this.#unblock = resolve;
      });
    } else {
      this.#unblock?.();
      this.#blocked = undefined;
    }
  }
}
