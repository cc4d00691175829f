import { equalBytes } from '../bytes.js';
import { type LeafRange, leafHash, leftSize, nodeHash } from './merkle-tree.js';

/** Nodes whose hashes prove that leaf `index` (from 0) stands in a tree of `size` leaves, nearest first (PATH of RFC 9162 section 2.1.3.1). */
export function inclusionNodes(index: number, size: number): LeafRange[] {
  return path(index, 0, size);
}

function path(index: number, from: number, to: number): LeafRange[] {
  if (to - from <= 1) return [];
  const middle = from + leftSize(to - from);
  return index < middle
    ? [...path(index, from, middle), { from: middle, to }]
    : [...path(index, middle, to), { from, to: middle }];
}

/** Nodes whose hashes prove that a tree of `first` leaves is the beginning of one of `second` (PROOF of RFC 9162 section 2.1.4.1). */
export function consistencyNodes(first: number, second: number): LeafRange[] {
  return first === 0 || first === second ? [] : subproof(first, 0, second, true);
}

function subproof(first: number, from: number, to: number, whole: boolean): LeafRange[] {
  if (first === to) return whole ? [] : [{ from, to }];
  const middle = from + leftSize(to - from);
  return first <= middle
    ? [...subproof(first, from, middle, whole), { from: middle, to }]
    : [...subproof(first, middle, to, false), { from, to: middle }];
}

/** Whether the hashes prove that `leaf` stands at `index` (from 0) of the tree of `size` leaves with this root (section 2.1.3.2). */
export function provesInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  hashes: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isCount(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  const nodes = inclusionNodes(index, size);
  if (nodes.length !== hashes.length) return false;
  let hash: Uint8Array = leafHash(leaf);
  nodes.forEach(({ to }, level) => {
    hash = to <= index ? nodeHash(hashes[level]!, hash) : nodeHash(hash, hashes[level]!);
  });
  return equalBytes(hash, root);
}

/** Whether the hashes prove that the ledger with the first root is the beginning of that with the second (section 2.1.4.2). */
export function provesConsistency(
  first: { readonly size: number; readonly root: Uint8Array },
  second: { readonly size: number; readonly root: Uint8Array },
  hashes: readonly Uint8Array[],
): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (first.size === second.size) return hashes.length === 0 && equalBytes(first.root, second.root);
  if (hashes.length !== consistencyNodes(first.size, second.size).length) return false;
  const left = [...hashes];
  const roots = climb(first.size, 0, second.size, true, first.root, left);
  return equalBytes(roots.first, first.root) && equalBytes(roots.second, second.root);
}

/** Both roots of the part from..to, from the proof's hashes, which are taken from their end: the way `subproof` wrote them, backwards. */
function climb(
  first: number,
  from: number,
  to: number,
  whole: boolean,
  firstRoot: Uint8Array,
  hashes: Uint8Array[],
): { first: Uint8Array; second: Uint8Array } {
  if (first === to) {
    // A part that is the whole first tree is what is to be proved: it needs no hash of its own.
    const hash = whole ? firstRoot : hashes.pop()!;
    return { first: hash, second: hash };
  }
  const middle = from + leftSize(to - from);
  const other = hashes.pop()!;
  if (first <= middle) {
    const left = climb(first, from, middle, whole, firstRoot, hashes);
    return { first: left.first, second: nodeHash(left.second, other) };
  }
  const right = climb(first, middle, to, false, firstRoot, hashes);
  return { first: nodeHash(other, right.first), second: nodeHash(other, right.second) };
}

const isCount = (size: number): boolean => Number.isSafeInteger(size) && size > 0;
