import { fromHex } from '../bytes.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { RegistrySql } from '../registry/registry-sql.js';

/** An enrolled key with its instrument. */
export interface KnownKey {
  readonly key: EnrolledKey;
  readonly kidBytes: Uint8Array;
  readonly instrument: Instrument;
}

/** Keys kept in memory; strangers' identifiers are kept too (as unknown), so the number is bounded. */
const cacheLimit = 50_000;

/** The enrolled keys by their identifiers, read once each and kept until the registry has another revision. */
export class KnownKeys {
  readonly #byKid = new Map<string, KnownKey | undefined>();
  readonly #byId = new Map<number, KnownKey>();
  #revision = -1;

  /** Revision of the registry that what is kept is of; -1: nothing is. */
  get revision(): number {
    return this.#revision;
  }

  /** @returns whether what is kept is still true; otherwise it is forgotten */
  isAt(revision: number): boolean {
    if (revision === this.#revision) return true;
    this.forget();
    this.#revision = revision;
    return false;
  }

  forget(): void {
    this.#byKid.clear();
    this.#byId.clear();
    this.#revision = -1;
  }

  /** Reads what is not kept yet. @param kid in hex */
  async load(kid: string, registry: RegistrySql): Promise<KnownKey | undefined> {
    if (this.#byKid.has(kid)) return this.#byKid.get(kid);
    const kidBytes = fromHex(kid)!;
    const key = await registry.keyByKid(kidBytes);
    const instrument = key && (await registry.instrumentById(key.instrumentId));
    const known = key && instrument && { key, kidBytes, instrument };
    this.#byKid.set(kid, known);
    if (known !== undefined) this.#byId.set(known.key.id, known);
    return known;
  }

  async loadId(id: number, registry: RegistrySql): Promise<KnownKey | undefined> {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const key = await registry.keyById(id);
    return key && this.load(key.kid, registry);
  }

  /** The key that an instrument should be signing with: its active one, otherwise its newest. */
  async loadInstrument(ueid: Uint8Array, registry: RegistrySql): Promise<KnownKey | undefined> {
    const keys = (await registry.instrumentByUeid(ueid))?.keys;
    const key = keys?.findLast(({ status }) => status === 'active') ?? keys?.at(-1);
    return key && this.load(key.kid, registry);
  }

  /** What is kept. */
  byKid(kid: string): KnownKey | undefined {
    return this.#byKid.get(kid);
  }
  byId(id: number): KnownKey | undefined {
    return this.#byId.get(id);
  }

  /** Between two batches: keeps the number of kept keys bounded. */
  trim(): void {
    if (this.#byKid.size >= cacheLimit) this.forget();
  }
}
