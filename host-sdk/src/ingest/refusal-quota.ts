import type { IngestSql } from './ingest-sql.js';

const day = 86_400_000;
/** After so many the store is asked again: other programs keep refused packets too. */
const askAgain = 1000;

/** How many refused packets are kept with their bytes: so many a day (UTC), that nobody can fill the disk from outside. */
export class RefusalQuota {
  #day = -1;
  #used = 0;
  #since = 0;

  constructor(private readonly perDay: number) {}

  /** Counts one more and says whether it may be kept. @param now ms since 1970 */
  async take(now: number, sql: IngestSql): Promise<boolean> {
    const today = Math.floor(now / day);
    if (today !== this.#day || this.#since >= askAgain) {
      this.#used = Math.max(today === this.#day ? this.#used : 0, await sql.refusedSince(today * day));
      this.#day = today;
      this.#since = 0;
    }
    this.#since++;
    return ++this.#used <= this.perDay;
  }

  /** Counts anew from the store. */
  forget(): void {
    this.#day = -1;
  }
}
