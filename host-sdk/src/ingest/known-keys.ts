import { fromHex } from '../bytes.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { RegistrySql } from '../registry/registry-sql.js';
import { type ChainState, emptyChainState } from './chain-state.js';
import type { IngestSql } from './ingest-sql.js';

/** An enrolled key with its instrument and the state of its chain as it is on disk. */
export interface KnownKey {
  readonly key: EnrolledKey;
  readonly kidBytes: Uint8Array;
  readonly instrument: Instrument;
  state: ChainState;
}

/** Keys kept in memory; strangers' identifiers are kept too (as unknown), so the number is bounded. */
const cacheLimit = 50_000;

/** The enrolled keys by their identifiers, read once each and kept until `forget`. */
export class KnownKeys {
  readonly #known = new Map<string, KnownKey | undefined>();

  constructor(
    private readonly registry: RegistrySql,
    private readonly sql: IngestSql,
  ) {}

  forget(): void {
    this.#known.clear();
  }

  /** @param kid in hex */
  byKid(kid: string): KnownKey | undefined {
    if (this.#known.has(kid)) return this.#known.get(kid);
    const kidBytes = fromHex(kid)!;
    const key = this.registry.keyByKid(kidBytes);
    const instrument = key && this.registry.instrumentById(key.instrumentId);
    const known = key &&
      instrument && { key, kidBytes, instrument, state: this.sql.chain(key.id) ?? emptyChainState() };
    if (this.#known.size >= cacheLimit) this.#known.clear();
    this.#known.set(kid, known);
    return known;
  }

  byId(id: number): KnownKey | undefined {
    const key = this.registry.keyById(id);
    return key && this.byKid(key.kid);
  }

  /** The key that an instrument should be signing with: its active one, otherwise its newest. */
  ofInstrument(ueid: Uint8Array): KnownKey | undefined {
    const keys = this.registry.instrumentByUeid(ueid)?.keys;
    const key = keys?.findLast(({ status }) => status === 'active') ?? keys?.at(-1);
    return key && this.byKid(key.kid);
  }
}
