import { fromHex } from '../../bytes.js';
import type { Registry } from '../../registry/registry.js';
import { queryFrames } from '../../store/query-frames.js';
import type { SqlReader } from '../../store/sql.js';
import { canonicalJson } from '../canonical-json.js';
import type { JsonValue, LedgerEntry } from '../ledger-entry.js';
import { readIdentifier } from './evidence-identifier.js';
import type { EntryQuery, EvidenceSource } from './evidence-source.js';
import { instrumentJson } from './instrument-json.js';

/** What the evidence of a store is read from: a `Store` and its `Ledger`. */
export interface StoreParts {
  readonly database: SqlReader;
  readonly registry: Pick<Registry, 'find'>;
  readonly ledger: { entries(query: EntryQuery): AsyncIterable<LedgerEntry> };
}

/** So many frames behind the one that was asked for. */
const readAlong = 63;

/** The evidence in a store. */
export class StoreEvidence implements EvidenceSource {
  readonly #parts: StoreParts;
  #readAlong = new Map<string, Uint8Array>();

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  entries(query: EntryQuery): AsyncIterable<LedgerEntry> {
    return this.#parts.ledger.entries(query);
  }

  async find(identifier: string): Promise<Uint8Array | undefined> {
    const { database, registry } = this.#parts;
    const named = readIdentifier(identifier);
    switch (named?.kind) {
      case undefined:
        return undefined;
      case 'frame':
        return this.#frame(identifier, named.kid, named.sequence);
      case 'refused':
        return this.#bytes('SELECT bytes FROM refused WHERE hash = ? LIMIT 1', [fromHex(named.sha256)!]);
      case 'attachment':
        return this.#bytes('SELECT bytes FROM attachments WHERE hash = ?', [fromHex(named.sha256)!]);
      case 'ledger':
        return this.#bytes('SELECT bytes FROM ledger WHERE number = ?', [named.number]);
      case 'instrument': {
        const instrument = await registry.find(named.ueid);
        return instrument && text(canonicalJson(instrumentJson(instrument)));
      }
      case 'record': {
        // Without a version: the one in force. A body that rests on a record holds what it rests on.
        const { record, id, version } = named;
        const which = version === undefined ? '' : 'AND version = ?';
        const sql = `SELECT data FROM records WHERE kind = ? AND id = ? ${which} ORDER BY version DESC LIMIT 1`;
        const row = await database.get(sql, [record, id, ...(version === undefined ? [] : [version])]);
        return row && text(canonicalJson(JSON.parse(String(row[0])) as JsonValue));
      }
    }
  }

  /** Entries name frames in ascending order: those that come next are read along, since a look into the store costs more than they do. */
  async #frame(identifier: string, kid: string, sequence: number): Promise<Uint8Array | undefined> {
    let frames = this.#readAlong;
    if (!frames.has(identifier)) {
      frames = new Map();
      const query = { kid, from: sequence, to: sequence + readAlong };
      for await (const { id, bytes } of queryFrames(this.#parts.database, query)) frames.set(id, bytes);
      this.#readAlong = frames;
    }
    const bytes = frames.get(identifier);
    // A copy: in the store it lies among the other frames of its run.
    return bytes && new Uint8Array(bytes);
  }

  async #bytes(sql: string, parameters: readonly (Uint8Array | number)[]): Promise<Uint8Array | undefined> {
    const row = await this.#parts.database.get(sql, parameters);
    return row && new Uint8Array(row[0] as Uint8Array);
  }
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
