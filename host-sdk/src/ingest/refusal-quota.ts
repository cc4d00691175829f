import type { IngestSql } from './ingest-sql.js';

const day = 86_400_000;

/** How many refused packets are kept with their bytes: so many a day (UTC), that nobody can fill the disk from outside. */
export class RefusalQuota {
  #day = -1;
  #used = 0;

  constructor(
    private readonly sql: IngestSql,
    private readonly perDay: number,
  ) {}

  /** Counts one more and says whether it may be kept. @param now ms since 1970 */
  take(now: number): boolean {
    const today = Math.floor(now / day);
    if (today !== this.#day) {
      this.#day = today;
      this.#used = this.sql.refusedSince(today * day);
    }
    return ++this.#used <= this.perDay;
  }

  /** Counts anew from the store. */
  forget(): void {
    this.#day = -1;
  }
}
