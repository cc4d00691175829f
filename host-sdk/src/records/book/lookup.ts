import { fromHex } from '../../bytes.js';
import type { InstrumentData } from '../../registry/records.js';
import type { SqlReader } from '../../store/sql.js';
import type { RecordKind } from '../kinds/kinds.js';
import type { RecordLookup } from './check-references.js';
import { selectRecord } from './record-sql.js';

/** What the store says, as far as a transaction sees it. */
export function lookupIn(sql: SqlReader): RecordLookup {
  return {
    record: async (kind, id) => (await selectRecord(sql, kind, id))?.data,
    instrument: async (ueid) => {
      const row = await sql.get('SELECT data FROM instruments WHERE ueid = ?', [fromHex(ueid)!]);
      return row === undefined ? undefined : (JSON.parse(String(row[0])) as InstrumentData);
    },
  };
}

/** Asks once for each record: thousands of verifications name the same few people and standards. */
export function rememberingLookup(lookup: RecordLookup): RecordLookup & { forget(kind: RecordKind, id: string): void } {
  const known = new Map<string, unknown>();
  const once = async <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    if (!known.has(name)) {
      if (known.size >= 10_000) known.clear();
      known.set(name, await ask());
    }
    return known.get(name) as T;
  };
  return {
    record: (kind, id) => once(`${kind}/${id}`, () => lookup.record(kind, id)),
    instrument: (ueid) => once(`instrument/${ueid}`, () => lookup.instrument(ueid)),
    forget: (kind, id) => known.delete(`${kind}/${id}`),
  };
}
