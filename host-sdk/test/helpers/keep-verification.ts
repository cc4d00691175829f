import { canonicalJson } from '../../src/ledger/canonical-json.js';
import type { JsonValue } from '../../src/ledger/ledger-entry.js';
import { insertRecord } from '../../src/records/book/record-sql.js';
import type { RepairRecord } from '../../src/records/kinds/repair.js';
import type { Verification } from '../../src/records/verification.js';
import type { Store } from '../../src/store/store.js';

/** Puts a verification on record as of a moment, without the people and standards that `store.records` would ask for. */
export async function keepVerification(
  { database }: Store,
  verification: Verification,
  recordedAt: number = verification.at,
): Promise<void> {
  const { id, instrument, at } = verification;
  const name = { kind: 'verification', id, version: 1 } as const;
  const text = canonicalJson(verification as unknown as JsonValue);
  await database.transaction((transaction) => insertRecord(transaction, name, instrument, at, recordedAt, text));
}

/** The same for a repair. */
export async function keepRepair(
  { database }: Store,
  repair: RepairRecord,
  recordedAt: number,
  version = 1,
): Promise<void> {
  const { id, instrument, at } = repair;
  const text = canonicalJson(repair as unknown as JsonValue);
  const name = { kind: 'repair', id, version } as const;
  await database.transaction((transaction) => insertRecord(transaction, name, instrument, at, recordedAt, text));
}
