import type { KnownNearby } from './nearby.js';

/** Lookups at once: beacons are made up easily, and each costs the register a question. */
const atOnce = 4;

/** Asks the register about key identifiers: few at a time, each once in a while, and no more of them than instruments are kept. */
export class LookupQueue {
  readonly #lookup: (kid: string) => Promise<KnownNearby | undefined>;
  readonly #again: number;
  readonly #limit: number;
  /** When each was asked last. */
  readonly #asked = new Map<string, number>();
  readonly #waiting = new Map<string, (known: KnownNearby | undefined) => void>();
  readonly #failed: (kid: string, error: unknown) => void;
  #running = 0;

  /** @param again ms after which one is asked again @param limit key identifiers kept @param failed told when the register cannot answer */
  constructor(
    lookup: (kid: string) => Promise<KnownNearby | undefined>,
    again: number,
    limit: number,
    failed: (kid: string, error: unknown) => void,
  ) {
    this.#lookup = lookup;
    this.#failed = failed;
    this.#again = again;
    this.#limit = limit;
  }

  ask(kid: string, now: number, done: (known: KnownNearby | undefined) => void): void {
    if (now - (this.#asked.get(kid) ?? Number.NEGATIVE_INFINITY) < this.#again) return;
    if (this.#waiting.size >= this.#limit && !this.#waiting.has(kid)) return;
    this.#asked.delete(kid);
    this.#asked.set(kid, now);
    if (this.#asked.size > 2 * this.#limit) this.#asked.delete(this.#asked.keys().next().value!);
    this.#waiting.set(kid, done);
    this.#run();
  }

  /** Forgets those that nobody shows any more. */
  keep(isAround: (kid: string) => boolean): void {
    for (const kid of [...this.#waiting.keys()]) if (!isAround(kid)) this.#waiting.delete(kid);
  }

  #run(): void {
    while (this.#running < atOnce && this.#waiting.size > 0) {
      const [kid, done] = this.#waiting.entries().next().value!;
      this.#waiting.delete(kid);
      this.#running++;
      void this.#one(kid, done);
    }
  }

  async #one(kid: string, done: (known: KnownNearby | undefined) => void): Promise<void> {
    try {
      done(await this.#lookup(kid));
    } catch (error) {
      // The register cannot answer now (it is locked, or far away): nothing is said of this key, and it is asked again when it is its turn.
      this.#failed(kid, error);
    } finally {
      this.#running--;
      this.#run();
    }
  }
}
