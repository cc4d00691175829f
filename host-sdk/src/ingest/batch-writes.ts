import { toHex } from '../bytes.js';
import type { Anchor, Incident, IngestSql, Refused } from './ingest-sql.js';
import type { Segment } from './segment.js';

type Once<T> = Omit<T, 'count' | 'firstAt' | 'lastAt'> & { readonly at: number };

/** What one batch writes, gathered so that each table is written with one statement. The same thing twice is counted, not written twice. */
export class BatchWrites {
  readonly #segments: { key: number; segment: Segment }[] = [];
  readonly #anchors: Anchor[] = [];
  readonly #incidents = new Map<string, Incident>();
  readonly #refused = new Map<string, Refused>();

  segments(key: number, segments: readonly Segment[]): void {
    for (const segment of segments) this.#segments.push({ key, segment });
  }
  anchor(anchor: Anchor): void {
    this.#anchors.push(anchor);
  }
  incident(incident: Once<Incident>): void {
    const { key, code, sequence, digest } = incident;
    count(this.#incidents, `${key}/${code}/${sequence}/${toHex(digest)}`, incident);
  }
  refused(refused: Once<Refused>): void {
    count(this.#refused, `${toHex(refused.hash)}/${refused.code}`, refused);
  }

  async write(sql: IngestSql): Promise<void> {
    // All at once: a database behind a network takes them without a pause for each answer.
    await Promise.all([
      sql.writeSegments(this.#segments),
      sql.writeAnchors(this.#anchors),
      sql.writeRefused([...this.#refused.values()]),
      // Rows of nobody's key, which other programs write too: always in the same order, so that nobody waits in a circle.
      sql.writeIncidents(sorted(this.#incidents)),
    ]);
  }
}

function count<T extends { readonly count: number; readonly firstAt: number; readonly lastAt: number }>(
  counted: Map<string, T>,
  name: string,
  { at, ...rest }: Omit<T, 'count' | 'firstAt' | 'lastAt'> & { readonly at: number },
): void {
  const known = counted.get(name);
  const next =
    known === undefined
      ? { ...rest, count: 1, firstAt: at, lastAt: at }
      : { ...known, count: known.count + 1, lastAt: Math.max(known.lastAt, at) };
  counted.set(name, next as unknown as T);
}

function sorted<T>(counted: Map<string, T>): T[] {
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
