import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { consistencyNodes, inclusionNodes, provesConsistency, provesInclusion } from '../../src/ledger/merkle-proof.js';
import { type LeafRange, MerkleTree } from '../../src/ledger/merkle-tree.js';
import { ctConsistency, ctInclusion, ctLeaves, ctRoots } from './rfc-9162-vectors.js';

const fromHex = (hex: string) => Buffer.from(hex, 'hex');
const leaves = ctLeaves.map(fromHex);

function grown(all: readonly Uint8Array[], wanted: readonly LeafRange[] = []) {
  const tree = new MerkleTree(wanted);
  for (const leaf of all) tree.add(leaf);
  const root = tree.root();
  return { root, hashes: wanted.map((node) => tree.node(node)) };
}

/** The definition of RFC 9162 section 2.1.1, word for word. */
function definition(all: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (all.length === 0) return hash();
  if (all.length === 1) return hash(Uint8Array.of(0), all[0]!);
  let k = 1;
  while (k * 2 < all.length) k *= 2;
  return hash(Uint8Array.of(1), definition(all.slice(0, k)), definition(all.slice(k)));
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(String(index)));

describe('Merkle tree (RFC 9162 section 2.1)', () => {
  it('has the roots that are published', () => {
    for (let size = 0; size <= 8; size++) expect(toHex(grown(leaves.slice(0, size)).root)).toBe(ctRoots[size]);
  });

  it('proves inclusion as published', () => {
    for (const [index, size, path] of ctInclusion) {
      const { root, hashes } = grown(leaves.slice(0, size), inclusionNodes(index, size));
      expect(hashes.map(toHex)).toEqual(path);
      expect(provesInclusion(leaves[index]!, index, size, path.map(fromHex), root)).toBe(true);
    }
  });

  it('proves consistency as published', () => {
    for (const [first, second, proof] of ctConsistency) {
      const { hashes } = grown(leaves.slice(0, second), consistencyNodes(first, second));
      expect(hashes.map(toHex)).toEqual(proof);
      const states = [first, second].map((size) => ({ size, root: fromHex(ctRoots[size]!) }));
      expect(provesConsistency(states[0]!, states[1]!, proof.map(fromHex))).toBe(true);
    }
  });

  it('is the tree of the definition, at every size to 70', () => {
    for (let size = 0; size <= 70; size++)
      expect(toHex(grown(numbered(size)).root)).toBe(toHex(definition(numbered(size))));
  });

  it('proves every leaf of every tree to 40, and nothing else', () => {
    for (let size = 1; size <= 40; size++) {
      const all = numbered(size);
      for (let index = 0; index < size; index++) {
        const { root, hashes } = grown(all, inclusionNodes(index, size));
        expect(provesInclusion(all[index]!, index, size, hashes, root)).toBe(true);
        expect(provesInclusion(Buffer.from('other'), index, size, hashes, root)).toBe(false);
        for (let other = 0; other < size; other++) {
          if (other !== index) expect(provesInclusion(all[index]!, other, size, hashes, root)).toBe(false);
        }
        expect(provesInclusion(all[index]!, index, size, [...hashes, root], root)).toBe(false);
        if (size > 1) expect(provesInclusion(all[index]!, index, size, hashes.slice(1), root)).toBe(false);
      }
    }
  });

  it('proves every beginning of every tree to 40, and no other', () => {
    for (let second = 1; second <= 40; second++) {
      const root = grown(numbered(second)).root;
      for (let first = 1; first <= second; first++) {
        const { hashes } = grown(numbered(second), consistencyNodes(first, second));
        const old = { size: first, root: grown(numbered(first)).root };
        expect(provesConsistency(old, { size: second, root }, hashes)).toBe(true);
        expect(
          provesConsistency({ ...old, root: definition(numbered(first + 1)) }, { size: second, root }, hashes),
        ).toBe(false);
        expect(provesConsistency(old, { size: second, root: old.root }, hashes)).toBe(first === second);
        expect(provesConsistency({ ...old, size: first + 1 }, { size: second, root }, hashes)).toBe(false);
      }
    }
  });

  it('proves nothing with a changed hash, and nothing to nonsense', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat(31), (size, some, level, byte) => {
        const index = some % size;
        const { root, hashes } = grown(numbered(size), inclusionNodes(index, size));
        hashes[level % hashes.length]![byte]! ^= 1;
        expect(provesInclusion(numbered(size)[index]!, index, size, hashes, root)).toBe(false);
      }),
    );
    for (const size of [0, -1, Number.NaN, 0.5, 2 ** 60, Number.POSITIVE_INFINITY]) {
      expect(provesInclusion(leaves[0]!, 0, size, [], fromHex(ctRoots[0]!))).toBe(false);
      expect(provesConsistency({ size, root: leaves[0]! }, { size: 8, root: leaves[0]! }, [])).toBe(false);
    }
  });
});
