import { sha256 } from '@hengzhun/protocol';

// The Merkle tree of RFC 9162 section 2.1.1 over the hashes of a ledger's entries: leaf i is entry i + 1. The chain of `previous` hashes proves
// order to whoever has every entry; the tree proves with a few hashes that one entry stands in a ledger of which only the signed root is known.

/** Leaves `from` to `to - 1`, counted from 0: a node of the tree. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

export const leafHash = (leaf: Uint8Array): Uint8Array => hashOf(0, leaf);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => hashOf(1, left, right);

/** Of 32-byte parts without a new buffer each time: a ledger has millions of them. */
const scratch = new Uint8Array(65);

function hashOf(kind: number, first: Uint8Array, second: Uint8Array = nothing): Uint8Array {
  const length = 1 + first.length + second.length;
  const bytes = length <= scratch.length ? scratch.subarray(0, length) : new Uint8Array(length);
  bytes[0] = kind;
  bytes.set(first, 1);
  bytes.set(second, 1 + first.length);
  return sha256(bytes);
}
const nothing = new Uint8Array();

/** Number of leaves on the left side of a tree of `size`: the largest power of two below it. */
export function leftSize(size: number): number {
  let left = 1;
  while (2 * left < size) left *= 2;
  return left;
}

interface Subtree extends LeafRange {
  readonly hash: Uint8Array;
}

/** Takes leaves one after the other; holds one hash for each level of the tree, and those of the nodes that were asked for. */
export class MerkleTree {
  /** Hashes of the nodes that were asked for, by their first leaf and the one behind their last. */
  readonly #wanted = new Map<number, Map<number, Uint8Array | undefined>>();
  /** Full subtrees from the left, each smaller than the one before. */
  readonly #stack: Subtree[] = [];
  #size = 0;

  /** @param wanted nodes whose hashes a proof needs */
  constructor(wanted: Iterable<LeafRange> = []) {
    for (const { from, to } of wanted) {
      const ends = this.#wanted.get(from) ?? new Map();
      this.#wanted.set(from, ends.set(to, undefined));
    }
  }

  get size(): number {
    return this.#size;
  }

  /** @param leaf any bytes; here the 32 of an entry's hash */
  add(leaf: Uint8Array): void {
    this.#push({ from: this.#size, to: ++this.#size, hash: leafHash(leaf) });
  }

  /** MTH of RFC 9162: of no leaves the hash of nothing. Ask for it once, after the last leaf. */
  root(): Uint8Array {
    while (this.#stack.length > 1) this.#join();
    return this.#stack[0]?.hash ?? sha256(nothing);
  }

  /** Hash of a node that was wanted; after `root`. */
  node({ from, to }: LeafRange): Uint8Array {
    return this.#wanted.get(from)!.get(to)!;
  }

  #push(subtree: Subtree): void {
    this.#note(subtree);
    this.#stack.push(subtree);
    const left = this.#stack.at(-2);
    if (left !== undefined && left.to - left.from === subtree.to - subtree.from) this.#join();
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
    const ends = this.#wanted.get(from);
    if (ends?.has(to)) ends.set(to, hash);
  }
}
