import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { SqlReader } from '../store/sql.js';
import { type Checkpoint, signCheckpoint } from './checkpoint.js';
import { inclusionNodes } from './merkle-proof.js';
import { type LeafRange, MerkleTree } from './merkle-tree.js';
import type { StatementSigner } from './signed-statement.js';

/** A signed checkpoint with the proofs that entries stand in the ledger that it is of. */
export interface ProvedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** As signed: `readCheckpoint` takes it. */
  readonly bytes: Uint8Array;
  /** By number of the entry: hashes from the leaf to the root (RFC 9162 section 2.1.3.1). */
  readonly proofs: ReadonlyMap<number, readonly Uint8Array[]>;
}

/**
 * Signs how the ledger stands, and proves entries in it. Reads the hash of every entry once, in bounded memory; it does not
 * verify the entries: `Ledger.verify` does.
 *
 * @param key the key whose turn it is
 * @param at ms since 1970
 * @param numbers entries to prove
 * @throws {SdkError} `ledger-broken`; `ledger-bad-checkpoint`: the ledger is empty, or has no such entry
 */
export async function makeCheckpoint(
  reader: SqlReader,
  key: StatementSigner,
  at: number,
  numbers: readonly number[] = [],
): Promise<ProvedCheckpoint> {
  // The size is fixed first: what is appended meanwhile is left out.
  const [newest] = (await reader.get('SELECT max(number) FROM ledger'))!;
  const size = newest === null ? 0 : Number(newest);
  const unknown = numbers.find((number) => !Number.isSafeInteger(number) || number < 1 || number > size);
  if (size === 0 || unknown !== undefined) {
    const what = size === 0 ? 'The ledger is empty' : `The ledger has ${size} entries and none of number ${unknown}`;
    throw new SdkError('ledger-bad-checkpoint', `${what}: there is nothing to sign.`);
  }
  const paths = new Map(numbers.map((number) => [number, inclusionNodes(number - 1, size)]));
  const { tree, hash } = await grow(reader, size, [...paths.values()].flat());
  const checkpoint = { number: size, hash: toHex(hash), root: toHex(tree.root()), at };
  const proofs = new Map([...paths].map(([number, nodes]) => [number, nodes.map((node) => tree.node(node))]));
  return { checkpoint, bytes: signCheckpoint(checkpoint, key), proofs };
}

/** The tree of the first `size` entries, and the hash of the last one. @throws {SdkError} `ledger-broken` */
export async function grow(
  reader: SqlReader,
  size: number,
  wanted: readonly LeafRange[],
): Promise<{ tree: MerkleTree; hash: Uint8Array }> {
  const tree = new MerkleTree(wanted);
  let hash: Uint8Array = new Uint8Array(32);
  while (tree.size < size) {
    const sql = 'SELECT number, hash FROM ledger WHERE number > ? AND number <= ? ORDER BY number LIMIT 4096';
    const rows = await reader.all(sql, [tree.size, size]);
    for (const [number, leaf] of rows) {
      if (Number(number) !== tree.size + 1) throw hole(tree.size + 1);
      hash = leaf as Uint8Array;
      tree.add(hash);
    }
    if (rows.length === 0) throw hole(tree.size + 1);
  }
  return { tree, hash };
}

const hole = (number: number): SdkError => {
  const text = `Ledger entry ${number} is missing. Stop writing, keep the store as evidence and verify the ledger.`;
  return new SdkError('ledger-broken', text, { number });
};
