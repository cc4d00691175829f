import { type ByteString, chars } from './byte-string.js';
import {
  CHUNK_QUEUE,
  CHUNK_WINDOW,
  FLOW_ACKNOWLEDGE,
  FLOW_BEGIN,
  FLOW_IDLE,
  FLOW_REPEAT,
  FLOW_RESEND,
  FLOW_STUCK,
  MAXIMUM_CHUNK,
} from './radio.js';

/**
 * The instrument's side of the radio's flow: a byte stream cut into numbered chunks, of which a few are on their way
 * (go-back-N). The platform drops notifications without a word, so everything is kept until it is acknowledged. Times are
 * given by the caller, in ms of any clock that does not go back.
 */
export interface ChunkSender {
  /** Bytes of SLIP stream that the board can put in a chunk. */
  most: number;
  /** Bytes of SLIP stream in a chunk of this connection; 0: no central has begun, nothing is sent or kept. */
  size: number;
  /** Bytes that no chunk holds yet. */
  queue: ByteString;
  /** Chunks that are not acknowledged, the oldest first, without their numbers. */
  out: ByteString[];
  /** How many of `out` need not be sent now. */
  sent: number;
  /** Number of the oldest chunk, 0..255. */
  oldest: number;
  /** When the window last moved or began to fill; before a begin: when the central connected. */
  moved: number;
  /** When it last went back. */
  again: number;
  /** When the central last wrote anything. */
  heard: number;
  /** Messages that were dropped whole because they did not fit. */
  dropped: number;
  /** Flow messages that were ignored because the contract does not have them here. */
  ignored: number;
}

/** @param most bytes of SLIP stream that the board can put in a chunk: its greatest MTU less 4, 1..244 */
export function createChunkSender(most: number): ChunkSender {
  return {
    most: most,
    size: 0,
    queue: '',
    out: [],
    sent: 0,
    oldest: 0,
    moved: 0,
    again: 0,
    heard: 0,
    dropped: 0,
    ignored: 0,
  };
}

/** A central connected, or the one that was there went: what was for an earlier connection is forgotten. */
export function resetSender(x: ChunkSender, now: number): void {
  x.size = x.sent = x.oldest = 0;
  x.queue = '';
  x.out = [];
  x.moved = x.heard = now;
  x.again = now - FLOW_REPEAT;
}

/** The central wrote a flow message. Whatever is not begin or acknowledge in the form of the contract is ignored and counted. */
export function takeFlow(x: ChunkSender, message: ByteString, now: number): void {
  x.heard = now;
  const kind = message.charCodeAt(0);
  const value = message.charCodeAt(1);
  const arrived = (value - x.oldest) & 255;
  if (message.length !== 2) x.ignored++;
  else if (kind === FLOW_BEGIN && value > 0 && value <= MAXIMUM_CHUNK) {
    resetSender(x, now);
    x.size = x.most;
    if (value < x.size) x.size = value;
  } else if (kind !== FLOW_ACKNOWLEDGE || !x.size || arrived > x.out.length) x.ignored++;
  else if (arrived > 0) {
    x.out.splice(0, arrived);
    x.oldest = value;
    x.sent = x.sent > arrived ? x.sent - arrived : 0;
    x.moved = now;
    x.again = now - FLOW_REPEAT;
  } else if (now - x.again >= FLOW_REPEAT) goBack(x, now);
}

function goBack(x: ChunkSender, now: number): void {
  x.sent = 0;
  x.again = now;
}

/** Whether a message of `length` bytes would be taken now. */
export function hasRoom(x: ChunkSender, length: number): boolean {
  return x.queue.length === 0 || x.queue.length + length <= CHUNK_QUEUE;
}

/** Queues a message, as it goes on the line; one that does not fit is dropped whole and counted. */
export function putMessage(x: ChunkSender, packet: ByteString): void {
  if (!x.size) return;
  // an empty queue takes the string itself, not a copy
  if (hasRoom(x, packet.length)) x.queue = x.queue ? x.queue + packet : packet;
  else x.dropped++;
}

/** The next chunk to notify, with its number; undefined: nothing is to be sent now. Call it until it gives none. */
export function nextChunk(x: ChunkSender, now: number): ByteString | undefined {
  if (x.sent >= x.out.length) {
    if (x.out.length >= CHUNK_WINDOW || !x.queue) return undefined;
    if (!x.out.length) x.moved = now;
    x.out.push(x.queue.substr(0, x.size));
    x.queue = x.queue.substr(x.size);
  }
  const chunk = x.out[x.sent]!;
  return chars((x.oldest + x.sent++) & 255) + chunk;
}

/**
 * Looks at the times; call it every few hundred milliseconds while a central is connected, then {@link nextChunk}.
 *
 * @returns whether the connection is to be ended: nothing begun or no progress for 10 s, or no write for 60 s
 */
export function checkSender(x: ChunkSender, now: number): boolean {
  const isWaiting = x.out.length > 0;
  if (isWaiting && now - x.moved >= FLOW_RESEND && now - x.again >= FLOW_RESEND) goBack(x, now);
  return now - x.heard >= FLOW_IDLE || ((isWaiting || !x.size) && now - x.moved >= FLOW_STUCK);
}
