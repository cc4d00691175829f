import type { SqlReader } from '../store/sql.js';
import { grow } from './make-checkpoint.js';
import { consistencyNodes } from './merkle-proof.js';

/**
 * Hashes that prove to whoever holds two checkpoints, and nothing else of the ledger, that the ledger of the second is that of the first with
 * entries added to its end (RFC 9162 section 2.1.4): `provesConsistency` checks them.
 *
 * @param first number of the older checkpoint, 1 or more
 * @param second number of the newer one
 * @throws {SdkError} `ledger-broken`: the ledger does not have so many entries
 */
export async function proveConsistency(reader: SqlReader, first: number, second: number): Promise<Uint8Array[]> {
  const nodes = consistencyNodes(first, second);
  const { tree } = await grow(reader, second, nodes);
  tree.root();
  return nodes.map((node) => tree.node(node));
}
