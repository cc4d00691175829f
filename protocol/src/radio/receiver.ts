import { MAXIMUM_CHUNK } from '../device/radio.js';
import { ProtocolError } from '../errors.js';
import { encodeAcknowledge } from './flow.js';

/** A chunk that arrived is acknowledged after this long at the latest, ms. */
export const ACKNOWLEDGE_DELAY = 30;
/** A central that has nothing to say acknowledges this often, ms: the instrument ends idle connections. */
export const KEEP_ALIVE = 20_000;

/** What became of a notification. */
export interface Taken {
  /** The next bytes of the instrument's SLIP stream; undefined: it brought none. A view of the notification. */
  bytes: Uint8Array | undefined;
  /** `gap`: a chunk before it was lost; `repeated`: it had arrived already. Both are part of life on the air. */
  irregular: 'gap' | 'repeated' | undefined;
}

/**
 * The central's side of the radio's flow, for one stream: takes notifications, gives the bytes in order, and says when what
 * is to be acknowledged. Pure: the caller gives the time, in ms of any clock that does not go back, and does the writing.
 */
export class StreamReceiver {
  /** Number of the chunk that is expected next. */
  #expected = 0;
  /** Chunks that were not acknowledged. */
  #waiting = 0;
  /** When the next acknowledgement is due. */
  #due: number;
  readonly #most: number;

  /**
   * @param size what was written in begin: no chunk may bring more, 1..244
   * @param now when begin was written
   */
  constructor(size: number, now: number) {
    this.#most = Math.min(size, MAXIMUM_CHUNK);
    this.#due = now + KEEP_ALIVE;
  }

  /**
   * Takes a notification of the stream characteristic.
   *
   * @throws ProtocolError `radio-chunk` where it is no chunk, or longer than agreed: nothing of it counts
   */
  take(notification: Uint8Array, now: number): Taken {
    if (notification.length < 2 || notification.length > this.#most + 1)
      throw new ProtocolError('radio-chunk', notification.length);
    const ahead = (notification[0]! - this.#expected) & 255;
    if (ahead > 0) {
      this.#due = now;
      // nobody has more than 127 chunks on their way: what is further ahead lies behind
      return { bytes: undefined, irregular: ahead < 128 ? 'gap' : 'repeated' };
    }
    this.#expected = (this.#expected + 1) & 255;
    this.#waiting++;
    this.#due = Math.min(this.#due, this.#waiting >= 2 ? now : now + ACKNOWLEDGE_DELAY);
    return { bytes: notification.subarray(1), irregular: undefined };
  }

  /** When {@link acknowledge} is to be written at the latest, ms; it may have passed. */
  get due(): number {
    return this.#due;
  }

  /** The acknowledgement to write now. It may be written at any time; the next is due {@link KEEP_ALIVE} later. */
  acknowledge(now: number): Uint8Array {
    this.#waiting = 0;
    this.#due = now + KEEP_ALIVE;
    return encodeAcknowledge(this.#expected);
  }
}
