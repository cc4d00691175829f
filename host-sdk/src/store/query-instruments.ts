import { SdkError } from '../errors.js';
import type { Level } from '../evaluation/levels.js';
import { type InstrumentOfRow, readInstrumentRow } from '../registry/instrument-row.js';
import type { KeyStatus } from '../registry/records.js';
import type { SqlReader, SqlValue } from './sql.js';

/** Which instruments; everything that is not given does not restrict. Conditions hold together. */
export interface InstrumentQuery {
  /** In serial number, maker, model or place, whatever the case of ASCII letters; or the beginning of a UEID (hex, 6 digits or more). */
  readonly text?: string;
  readonly level?: Level;
  /** INSTRUMENT_KIND_*. */
  readonly kind?: number;
  /** First digits of the code of the region. */
  readonly region?: string;
}

/** How a page is wanted. */
export interface InstrumentPageQuery extends InstrumentQuery {
  /** `enrolled`: in the order of enrolment (default); `worst`: the worst level first. */
  readonly order?: 'enrolled' | 'worst';
  /** `next` of the page before, in the same order. */
  readonly after?: InstrumentCursor;
  /** 1 to 1 000; default 100. */
  readonly limit?: number;
}

/** Where a page ended. */
export interface InstrumentCursor {
  readonly id: number;
  /** Rank of its level. */
  readonly rank: number;
}

/** An instrument as a list shows it. */
export interface ListedInstrument extends InstrumentOfRow {
  /**
   * The worse of the stored estimate's level (see `EstimateBook.refresh`) and of what the frames since then came to; `unknown` where either is
   * wanting. Silence since then shows only in a judgement.
   */
  readonly level: Level;
  /** Of the newest key; undefined: it has none. */
  readonly keyStatus: KeyStatus | undefined;
  /** ms since 1970; undefined: nothing was ever received. */
  readonly lastReceived: number | undefined;
}

export interface InstrumentListPage {
  readonly instruments: readonly ListedInstrument[];
  /** Where the next page begins; undefined: there is none. */
  readonly next: InstrumentCursor | undefined;
}

/** Better to worse, as a list sorts them: not knowing is worse than normal and better than suspecting. */
const ranked: readonly Level[] = ['normal', 'unknown', 'attention', 'warning', 'out-of-tolerance'];

const rankOf = (column: string) =>
  `CASE coalesce(${column}, 'unknown') ${ranked.map((level, rank) => `WHEN '${level}' THEN ${rank}`).join(' ')} ELSE 1 END`;

// A level is worth no more than what it rests on: an estimate without reports, or reports without an estimate, say `unknown`.
const listed = `SELECT i.id AS id, i.ueid AS ueid, i.serial_number AS serial_number, i.maker AS maker, i.model AS model, i.data AS data,
    p.region AS region, p.name AS place, c.last_received AS last_received, k.retired_from AS retired_from, k.revoked_from AS revoked_from, k.id AS key,
    CASE WHEN ${rankOf('e.level')} > ${rankOf('c.level')} THEN ${rankOf('e.level')} ELSE ${rankOf('c.level')} END AS rank
  FROM instruments i LEFT JOIN places p ON p.id = i.place
    LEFT JOIN keys k ON k.id = (SELECT max(n.id) FROM keys n WHERE n.instrument = i.id)
    LEFT JOIN chains c ON c.key = k.id LEFT JOIN estimates e ON e.instrument = i.id`;

/** One page of the instruments that a query asks for. @throws {SdkError} `store-bad-query` */
export async function queryInstruments(database: SqlReader, query: InstrumentPageQuery): Promise<InstrumentListPage> {
  const { order = 'enrolled', after, limit = 100 } = query;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1000)) {
    throw new SdkError('store-bad-query', 'A page has 1 to 1000 instruments.');
  }
  const { conditions, parameters } = conditionsOf(query);
  if (after !== undefined && order === 'worst') {
    conditions.push('(t.rank < ? OR (t.rank = ? AND t.id > ?))');
    parameters.push(after.rank, after.rank, after.id);
  } else if (after !== undefined) {
    conditions.push('t.id > ?');
    parameters.push(after.id);
  }
  const sql = `SELECT t.id, t.ueid, t.serial_number, t.maker, t.model, t.data, t.region, t.place, t.rank, t.key, t.retired_from, t.revoked_from,
    t.last_received FROM (${listed}) AS t ${where(conditions)} ORDER BY ${order === 'worst' ? 't.rank DESC, t.id' : 't.id'} LIMIT ?`;
  const rows = await database.all(sql, [...parameters, limit + 1]);
  const instruments = rows.slice(0, limit).map(readRow);
  const last = instruments.at(-1);
  const next = rows.length > limit && last ? { id: last.id, rank: ranked.indexOf(last.level) } : undefined;
  return { instruments, next };
}

/** How many instruments a query asks for, by level. @throws {SdkError} `store-bad-query` */
export async function countInstruments(
  database: SqlReader,
  query: InstrumentQuery,
): Promise<Partial<Record<Level, number>>> {
  const { conditions, parameters } = conditionsOf(query);
  const rows = await database.all(
    `SELECT t.rank, count(*) FROM (${listed}) AS t ${where(conditions)} GROUP BY t.rank`,
    parameters,
  );
  return Object.fromEntries(rows.map(([rank, count]) => [ranked[Number(rank)]!, Number(count)]));
}

const where = (conditions: readonly string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`);

function conditionsOf({ text, level, kind, region }: InstrumentQuery) {
  const conditions: string[] = [];
  const parameters: SqlValue[] = [];
  if (text !== undefined && text !== '') {
    const columns = ['serial_number', 'maker', 'model', 'place'];
    const found = columns.map((column) => `lower(coalesce(t.${column}, '')) LIKE ? ESCAPE '\\'`);
    parameters.push(...columns.map(() => `%${literally(text)}%`));
    const range = /^(?:[0-9a-f]{2}){3,17}$/i.test(text) ? ueidsFrom(text) : undefined;
    if (range !== undefined) {
      found.push('(t.ueid >= ? AND t.ueid <= ?)');
      parameters.push(...range);
    }
    conditions.push(`(${found.join(' OR ')})`);
  }
  if (level !== undefined) {
    conditions.push('t.rank = ?');
    parameters.push(ranked.indexOf(level));
  }
  if (kind !== undefined) {
    // Data are stored as `JSON.stringify` writes them; inside a text there would be a backslash before the quotation mark.
    conditions.push('(t.data LIKE ? OR t.data LIKE ?)');
    parameters.push(`%"instrumentKind":${Number(kind)},%`, `%"instrumentKind":${Number(kind)}}%`);
  }
  if (region !== undefined && region !== '') {
    conditions.push(`t.region LIKE ? ESCAPE '\\'`);
    parameters.push(`${region.replace(/[\\%_]/g, '\\$&')}%`);
  }
  return { conditions, parameters };
}

/** A text as a pattern that matches itself, in small letters as `lower` makes them: of ASCII on either database at least. */
function literally(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/[\\%_]/g, '\\$&');
}

function ueidsFrom(prefix: string): [Uint8Array, Uint8Array] {
  return [Buffer.from(prefix.padEnd(34, '0'), 'hex'), Buffer.from(prefix.padEnd(34, 'f'), 'hex')];
}

function readRow(row: SqlValue[]): ListedInstrument {
  const [rank, key, retired, revoked, lastReceived] = row.slice(8);
  return {
    ...readInstrumentRow(row),
    level: ranked[Number(rank)]!,
    keyStatus: key === null ? undefined : revoked !== null ? 'revoked' : retired !== null ? 'retired' : 'active',
    lastReceived: lastReceived === null ? undefined : Number(lastReceived),
  };
}
