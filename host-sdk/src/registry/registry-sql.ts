import { toHex } from '../bytes.js';
import { inLists } from '../store/in-list.js';
import type { SqlReader, SqlTransaction, SqlValue } from '../store/sql.js';
import { readInstrumentRow } from './instrument-row.js';
import { checkPublicKey } from './public-key.js';
import type { EnrolledKey, Instrument, InstrumentData, KeyAssurance, Maker, Place } from './records.js';

const keyColumns = `k.id, k.instrument, k.kid, k.public_key, k.assurance, k.certificate, m.name, k.enrolled_at, k.retired_from, k.revoked_from,
  k.ended_at, k.ended_why`;
const keyTables = 'keys k LEFT JOIN makers m ON m.id = k.maker';
const instrumentColumns = `i.id, i.ueid, i.serial_number, i.maker, i.model, i.data, p.region, p.name, i.enrolled_at`;
const instrumentTables = 'instruments i LEFT JOIN places p ON p.id = i.place';

/** All SQL of the registry that reads. */
export class RegistrySql {
  constructor(protected readonly reader: SqlReader) {}

  async keyByKid(kid: Uint8Array): Promise<EnrolledKey | undefined> {
    return (await this.#keys('WHERE k.kid = ?', [kid]))[0];
  }
  async keyById(id: number): Promise<EnrolledKey | undefined> {
    return (await this.#keys('WHERE k.id = ?', [id]))[0];
  }
  keys(): Promise<EnrolledKey[]> {
    return this.#keys('');
  }
  async #keys(where: string, parameters: readonly SqlValue[] = []): Promise<EnrolledKey[]> {
    return (await this.reader.all(`SELECT ${keyColumns} FROM ${keyTables} ${where} ORDER BY k.id`, parameters)).map(
      readKey,
    );
  }

  async instrumentByUeid(ueid: Uint8Array): Promise<Instrument | undefined> {
    return (await this.#instruments('WHERE i.ueid = ?', [ueid]))[0];
  }
  async instrumentById(id: number): Promise<Instrument | undefined> {
    return (await this.#instruments('WHERE i.id = ?', [id]))[0];
  }
  /** At most two: more is as ambiguous. */
  instrumentsBySerialNumber(serialNumber: string): Promise<Instrument[]> {
    return this.#instruments('WHERE i.serial_number = ?', [serialNumber], 'LIMIT 2');
  }
  instruments(): Promise<Instrument[]> {
    return this.#instruments('');
  }
  async #instruments(where: string, parameters: readonly SqlValue[] = [], limit = ''): Promise<Instrument[]> {
    const sql = `SELECT ${instrumentColumns} FROM ${instrumentTables} ${where} ORDER BY i.id ${limit}`;
    const rows = await this.reader.all(sql, parameters);
    const keys = new Map<number, EnrolledKey[]>();
    const ids = rows.map(([id]) => Number(id));
    for (const { list, parameters: some } of inLists(ids)) {
      for (const key of await this.#keys(`WHERE k.instrument IN (${list})`, some)) {
        const others = keys.get(key.instrumentId);
        if (others === undefined) keys.set(key.instrumentId, [key]);
        else others.push(key);
      }
    }
    return rows.map((row) => {
      const instrument = readInstrumentRow(row);
      return { ...instrument, enrolledAt: Number(row[8]), keys: keys.get(instrument.id) ?? [] };
    });
  }

  async places(): Promise<Place[]> {
    const rows = await this.reader.all('SELECT region, name FROM places ORDER BY region, name');
    return rows.map(([region, name]) => ({ region: String(region), name: String(name) }));
  }

  async makers(): Promise<Maker[]> {
    const rows = await this.reader.all('SELECT id, name, kid, public_key FROM makers ORDER BY id');
    return rows.map(([id, name, kid, point]) => ({
      id: Number(id),
      name: String(name),
      kid: toHex(kid as Uint8Array),
      publicKey: checkPublicKey(point as Uint8Array).publicKey,
    }));
  }
}

/** All SQL of the registry that writes. */
export class RegistryWriter extends RegistrySql {
  constructor(private readonly transaction: SqlTransaction) {
    super(transaction);
  }

  /**
   * Every change of the registry begins with this: one change at a time, whatever the number of programs, and everybody who keeps
   * something of the registry in memory sees by the number that it has changed.
   */
  async begin(): Promise<void> {
    await this.transaction.run("UPDATE revisions SET value = value + 1 WHERE name = 'registry'");
  }

  insertInstrument(
    ueid: Uint8Array,
    texts: readonly [string, string, string],
    data: InstrumentData,
    place: number | null,
    now: number,
  ): Promise<number> {
    const sql =
      'INSERT INTO instruments (ueid, serial_number, maker, model, data, place, enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id';
    return this.#insert(sql, [ueid, ...texts, JSON.stringify(data), place, now]);
  }
  async updateInstrument(
    id: number,
    texts: readonly [string, string, string],
    data: InstrumentData,
    place: number | null,
  ): Promise<void> {
    const sql = 'UPDATE instruments SET serial_number = ?, maker = ?, model = ?, data = ?, place = ? WHERE id = ?';
    await this.transaction.run(sql, [...texts, JSON.stringify(data), place, id]);
  }
  insertKey(
    instrument: number,
    key: { kid: Uint8Array; point: Uint8Array },
    assurance: KeyAssurance,
    certificate: Uint8Array | null,
    maker: number | null,
    now: number,
  ): Promise<number> {
    const sql =
      'INSERT INTO keys (instrument, kid, public_key, assurance, certificate, maker, enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id';
    const level = assurance === 'secure-element' ? 2 : 1;
    return this.#insert(sql, [instrument, key.kid, key.point, level, certificate, maker, now]);
  }
  async endKey(
    id: number,
    column: 'retired_from' | 'revoked_from',
    from: number,
    now: number,
    why: string,
  ): Promise<void> {
    const sql = `UPDATE keys SET ${column} = ?, ended_at = ?, ended_why = ? WHERE id = ?`;
    await this.transaction.run(sql, [from, now, why, id]);
  }

  async placeId({ region, name }: Place): Promise<number> {
    const found = await this.transaction.get('SELECT id FROM places WHERE region = ? AND name = ?', [region, name]);
    if (found) return Number(found[0]);
    return this.#insert('INSERT INTO places (region, name) VALUES (?, ?) RETURNING id', [region, name]);
  }

  async insertMaker(name: string, key: { kid: Uint8Array; point: Uint8Array }, now: number): Promise<void> {
    const sql =
      'INSERT INTO makers (name, kid, public_key, trusted_at) VALUES (?, ?, ?, ?) ON CONFLICT (kid) DO UPDATE SET name = excluded.name';
    await this.transaction.run(sql, [name, key.kid, key.point, now]);
  }

  async #insert(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    return Number((await this.transaction.get(sql, parameters))![0]);
  }
}

function readKey(row: SqlValue[]): EnrolledKey {
  const [
    id,
    instrument,
    kid,
    point,
    assurance,
    certificate,
    maker,
    enrolledAt,
    retiredFrom,
    revokedFrom,
    endedAt,
    why,
  ] = row;
  const optional = (value: SqlValue | undefined) => (value === null || value === undefined ? undefined : Number(value));
  return {
    id: Number(id),
    instrumentId: Number(instrument),
    kid: toHex(kid as Uint8Array),
    point: new Uint8Array(point as Uint8Array),
    publicKey: checkPublicKey(new Uint8Array(point as Uint8Array)).publicKey,
    assurance: assurance === 2 ? 'secure-element' : 'low',
    certifiedBy: maker === null ? undefined : String(maker),
    certificate: certificate === null ? undefined : new Uint8Array(certificate as Uint8Array),
    enrolledAt: Number(enrolledAt),
    status: revokedFrom !== null ? 'revoked' : retiredFrom !== null ? 'retired' : 'active',
    endsAt: optional(revokedFrom) ?? optional(retiredFrom),
    endedAt: optional(endedAt),
    endedWhy: why === null ? undefined : String(why),
  };
}
