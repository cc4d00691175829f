import {
  byteString,
  bytesOf,
  type ChunkSender,
  checkSender,
  encodeBegin,
  nextChunk,
  putMessage,
  StreamReceiver,
  takeFlow,
} from '../../src/index.js';

/** What becomes of one thing that is sent: how many copies of it arrive. */
export type Fate = 0 | 1 | 2;

/** One direction of a link: keeps order, delays, loses and doubles. */
class Way {
  readonly #waiting: [at: number, bytes: Uint8Array][] = [];
  readonly #fates: readonly Fate[];
  readonly #delay: number;
  #count = 0;

  constructor(fates: readonly Fate[], delay: number) {
    this.#fates = fates;
    this.#delay = delay;
  }

  send(bytes: Uint8Array, now: number): void {
    const fate = this.#fates[this.#count++ % this.#fates.length]!;
    for (let i = 0; i < fate; i++) this.#waiting.push([now + this.#delay, Uint8Array.from(bytes)]);
  }

  arrived(now: number): Uint8Array[] {
    const ready = this.#waiting.filter(([at]) => at <= now).length;
    return this.#waiting.splice(0, ready).map(([, bytes]) => bytes);
  }
}

/** What came of a conversation over a bad link. */
export interface Outcome {
  /** The instrument ended the connection. */
  isDead: boolean;
  /** Bytes that the central was given. */
  received: string;
  /** Virtual ms. */
  took: number;
  notified: number;
}

/**
 * Lets an instrument send messages to a central over a link that loses and doubles in both directions, until all has
 * arrived or the instrument ends it. The begin is taken as written with response: it arrives.
 */
export function converse(
  sender: ChunkSender,
  messages: readonly string[],
  mtu: number,
  notifications: readonly Fate[],
  writes: readonly Fate[],
  delay: number,
): Outcome {
  const down = new Way(notifications, delay);
  const up = new Way(writes, delay);
  const begin = encodeBegin(mtu);
  const receiver = new StreamReceiver(begin[1]!, 0);
  const expected = messages.join('').length;
  const left = [...messages];
  let received = '';
  let notified = 0;
  takeFlow(sender, byteString(begin), 0);
  for (let now = 0; now < 600_000; now += 10) {
    while (left.length > 0 && (sender.queue === '' || sender.queue.length + left[0]!.length <= 1024))
      putMessage(sender, left.shift()!);
    for (const flow of up.arrived(now)) takeFlow(sender, byteString(flow), now);
    const isDead = checkSender(sender, now);
    if (isDead || (received.length === expected && sender.out.length === 0))
      return { isDead, received, took: now, notified };
    for (let chunk = nextChunk(sender, now); chunk !== undefined; chunk = nextChunk(sender, now)) {
      down.send(bytesOf(chunk), now);
      notified++;
    }
    for (const notification of down.arrived(now)) {
      const { bytes } = receiver.take(notification, now);
      if (bytes) received += byteString(bytes);
      if (receiver.due <= now) up.send(receiver.acknowledge(now), now);
    }
    if (receiver.due <= now) up.send(receiver.acknowledge(now), now);
  }
  throw new Error('neither finished nor ended');
}
