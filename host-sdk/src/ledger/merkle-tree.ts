import { createHash } from 'node:crypto';

// The Merkle tree of RFC 9162 section 2.1.1 over the hashes of a ledger's entries: leaf i is entry i + 1. The chain of `previous` hashes proves
// order to whoever has every entry; the tree proves with a few hashes that one entry stands in a ledger of which only the signed root is known.

/** Leaves `from` to `to - 1`, counted from 0: a node of the tree. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

export const leafHash = (leaf: Uint8Array): Buffer => createHash('sha256').update(LEAF).update(leaf).digest();
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Number of leaves on the left side of a tree of `size`: the largest power of two below it. */
export function leftSize(size: number): number {
  let left = 1;
  while (2 * left < size) left *= 2;
  return left;
}

const keyOf = (from: number, to: number): string => `${from}-${to}`;

interface Subtree extends LeafRange {
  readonly hash: Buffer;
}

/** Takes leaves one after the other; holds one hash for each level of the tree, and those of the nodes that were asked for. */
export class MerkleTree {
  readonly #wanted: ReadonlySet<string>;
  readonly #found = new Map<string, Buffer>();
  /** Full subtrees from the left, each smaller than the one before. */
  readonly #stack: Subtree[] = [];
  #size = 0;

  /** @param wanted nodes whose hashes a proof needs */
  constructor(wanted: Iterable<LeafRange> = []) {
    this.#wanted = new Set([...wanted].map(({ from, to }) => keyOf(from, to)));
  }

  get size(): number {
    return this.#size;
  }

  /** @param leaf any bytes; here the 32 of an entry's hash */
  add(leaf: Uint8Array): void {
    this.#push({ from: this.#size, to: ++this.#size, hash: leafHash(leaf) });
  }

  /** MTH of RFC 9162: of no leaves the hash of nothing. Ask for it once, after the last leaf. */
  root(): Buffer {
    while (this.#stack.length > 1) this.#join();
    return this.#stack[0]?.hash ?? createHash('sha256').digest();
  }

  /** Hash of a node that was wanted; after `root`. */
  node({ from, to }: LeafRange): Buffer {
    return this.#found.get(keyOf(from, to))!;
  }

  #push(subtree: Subtree): void {
    this.#note(subtree);
    this.#stack.push(subtree);
    const [left, right] = this.#stack.slice(-2);
    if (right !== undefined && left!.to - left!.from === right.to - right.from) this.#join();
  }

  #join(): void {
    const right = this.#stack.pop()!;
    const left = this.#stack.pop()!;
    const joined = { from: left.from, to: right.to, hash: nodeHash(left.hash, right.hash) };
    // While leaves come, two equal neighbours make one that may again have an equal neighbour.
    if (left.to - left.from === right.to - right.from) this.#push(joined);
    else {
      this.#note(joined);
      this.#stack.push(joined);
    }
  }

  #note({ from, to, hash }: Subtree): void {
    const key = keyOf(from, to);
    if (this.#wanted.has(key)) this.#found.set(key, hash);
  }
}
