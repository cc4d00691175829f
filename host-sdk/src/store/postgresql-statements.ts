import type { QueryArrayConfig } from 'pg';
import type { SqlValue } from './sql.js';
import { numberParameters } from './translate-sql.js';

/** Statements that are prepared on every connection; what comes after them is parsed each time. */
const limit = 512;

/** Our statements as PostgreSQL has them, with names under which the server keeps them prepared. */
export class PostgresqlStatements {
  readonly #known = new Map<string, { readonly text: string; readonly name: string }>();

  query(sql: string, values: readonly SqlValue[]): QueryArrayConfig {
    let known = this.#known.get(sql);
    if (known === undefined) {
      const text = numberParameters(sql);
      if (this.#known.size >= limit) return { text, values: values as SqlValue[], rowMode: 'array' };
      known = { text, name: `s${this.#known.size}` };
      this.#known.set(sql, known);
    }
    return { ...known, values: values as SqlValue[], rowMode: 'array' };
  }
}
