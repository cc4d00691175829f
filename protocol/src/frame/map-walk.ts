import { ProtocolError } from '../errors.js';
import type { Cursor } from './cursor.js';

/**
 * A map whose keys are known beforehand, in their order. A deterministic map has only one order, so the reader asks for
 * one key after the other and whatever comes instead is out of order, twice, unknown, or shows that one is missing.
 */
export class MapWalk {
  readonly #cursor: Cursor;
  readonly #start: number;
  #left: number;
  /** Rank of the key that was taken last. */
  #last = -1;
  /** Rank of the next key, where it was looked at already; -1: not yet. */
  #next = -1;
  #nextStart = 0;

  /** Reads the head of the map. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#start = cursor.at;
    this.#left = cursor.head(5);
  }

  #look(): number {
    if (this.#next < 0) {
      this.#nextStart = this.#cursor.at;
      this.#next = this.#cursor.key(this.#last);
    }
    return this.#next;
  }

  /** Takes the key if it is the next one; the cursor then stands before its value. */
  optional(rank: number): boolean {
    if (this.#left === 0 || this.#look() !== rank) return false;
    this.#last = rank;
    this.#next = -1;
    this.#left--;
    return true;
  }

  /** Takes the key, which must be the next one. */
  expect(rank: number): void {
    if (this.optional(rank)) return;
    // Below the key that must come there is none that the contract has.
    if (this.#left > 0 && this.#next < rank) throw new ProtocolError('frame-unknown-claim', this.#nextStart);
    throw new ProtocolError('frame-missing-claim', this.#start);
  }

  /** Refuses keys behind the last one of the contract. */
  finish(): void {
    if (this.#left === 0) return;
    this.#look();
    throw new ProtocolError('frame-unknown-claim', this.#nextStart);
  }
}
