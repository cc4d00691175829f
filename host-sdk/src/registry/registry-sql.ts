import { toHex } from '../bytes.js';
import type { SqlDatabase, SqlValue } from '../store/database.js';
import { checkPublicKey } from './public-key.js';
import type { EnrolledKey, Instrument, InstrumentData, KeyAssurance, Maker, Place } from './records.js';

const keyColumns = `k.id, k.instrument, k.kid, k.public_key, k.assurance, k.certificate, m.name, k.enrolled_at, k.retired_from, k.revoked_from,
  k.ended_at, k.ended_why`;
const keyTables = 'keys k LEFT JOIN makers m ON m.id = k.maker';
const instrumentColumns = `i.id, i.ueid, i.serial_number, i.maker, i.model, i.data, p.region, p.name, i.enrolled_at`;
const instrumentTables = 'instruments i LEFT JOIN places p ON p.id = i.place';

/** All SQL of the registry. */
export class RegistrySql {
  constructor(private readonly database: SqlDatabase) {}

  keyByKid(kid: Uint8Array): EnrolledKey | undefined {
    return first(this.database.prepare(`SELECT ${keyColumns} FROM ${keyTables} WHERE k.kid = ?`).all([kid]), readKey);
  }
  keyById(id: number): EnrolledKey | undefined {
    return first(this.database.prepare(`SELECT ${keyColumns} FROM ${keyTables} WHERE k.id = ?`).all([id]), readKey);
  }
  keys(): EnrolledKey[] {
    return this.database.prepare(`SELECT ${keyColumns} FROM ${keyTables} ORDER BY k.id`).all([]).map(readKey);
  }
  keysOf(instrument: number): EnrolledKey[] {
    const sql = `SELECT ${keyColumns} FROM ${keyTables} WHERE k.instrument = ? ORDER BY k.id`;
    return this.database.prepare(sql).all([instrument]).map(readKey);
  }

  instrumentByUeid(ueid: Uint8Array): Instrument | undefined {
    const sql = `SELECT ${instrumentColumns} FROM ${instrumentTables} WHERE i.ueid = ?`;
    return this.#whole(this.database.prepare(sql).all([ueid]))[0];
  }
  instrumentById(id: number): Instrument | undefined {
    return this.#whole(
      this.database.prepare(`SELECT ${instrumentColumns} FROM ${instrumentTables} WHERE i.id = ?`).all([id]),
    )[0];
  }
  instruments(): Instrument[] {
    return this.#whole(
      this.database.prepare(`SELECT ${instrumentColumns} FROM ${instrumentTables} ORDER BY i.id`).all([]),
    );
  }
  #whole(rows: SqlValue[][]): Instrument[] {
    return rows.map((row) => {
      const [id, ueid, serialNumber, maker, model, data, region, place, enrolledAt] = row;
      return {
        id: Number(id),
        ueid: toHex(ueid as Uint8Array),
        serialNumber: String(serialNumber),
        maker: String(maker),
        model: String(model),
        data: JSON.parse(String(data)) as InstrumentData,
        place: place === null ? undefined : { region: String(region), name: String(place) },
        enrolledAt: Number(enrolledAt),
        keys: this.keysOf(Number(id)),
      };
    });
  }

  insertInstrument(
    ueid: Uint8Array,
    texts: readonly [string, string, string],
    data: InstrumentData,
    place: number | null,
    now: number,
  ): number {
    const sql =
      'INSERT INTO instruments (ueid, serial_number, maker, model, data, place, enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?)';
    return this.database.prepare(sql).run([ueid, ...texts, JSON.stringify(data), place, now]).lastInsertRowid;
  }
  updateInstrument(
    id: number,
    texts: readonly [string, string, string],
    data: InstrumentData,
    place: number | null,
  ): void {
    const sql = 'UPDATE instruments SET serial_number = ?, maker = ?, model = ?, data = ?, place = ? WHERE id = ?';
    this.database.prepare(sql).run([...texts, JSON.stringify(data), place, id]);
  }
  insertKey(
    instrument: number,
    key: { kid: Uint8Array; point: Uint8Array },
    assurance: KeyAssurance,
    certificate: Uint8Array | null,
    maker: number | null,
    now: number,
  ): number {
    const sql =
      'INSERT INTO keys (instrument, kid, public_key, assurance, certificate, maker, enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?)';
    const level = assurance === 'secure-element' ? 2 : 1;
    return this.database.prepare(sql).run([instrument, key.kid, key.point, level, certificate, maker, now])
      .lastInsertRowid;
  }
  endKey(id: number, column: 'retired_from' | 'revoked_from', from: number, now: number, why: string): void {
    this.database
      .prepare(`UPDATE keys SET ${column} = ?, ended_at = ?, ended_why = ? WHERE id = ?`)
      .run([from, now, why, id]);
  }

  placeId(place: Place): number {
    const found = this.database
      .prepare('SELECT id FROM places WHERE region = ? AND name = ?')
      .get([place.region, place.name]);
    if (found) return Number(found[0]);
    return this.database.prepare('INSERT INTO places (region, name) VALUES (?, ?)').run([place.region, place.name])
      .lastInsertRowid;
  }
  places(): Place[] {
    const rows = this.database.prepare('SELECT region, name FROM places ORDER BY region, name').all([]);
    return rows.map(([region, name]) => ({ region: String(region), name: String(name) }));
  }

  makers(): Maker[] {
    const rows = this.database.prepare('SELECT id, name, kid, public_key FROM makers ORDER BY id').all([]);
    return rows.map(([id, name, kid, point]) => ({
      id: Number(id),
      name: String(name),
      kid: toHex(kid as Uint8Array),
      publicKey: checkPublicKey(point as Uint8Array).publicKey,
    }));
  }
  insertMaker(name: string, key: { kid: Uint8Array; point: Uint8Array }, now: number): void {
    const sql =
      'INSERT INTO makers (name, kid, public_key, trusted_at) VALUES (?, ?, ?, ?) ON CONFLICT (kid) DO UPDATE SET name = excluded.name';
    this.database.prepare(sql).run([name, key.kid, key.point, now]);
  }
}

function first<T>(rows: SqlValue[][], read: (row: SqlValue[]) => T): T | undefined {
  return rows[0] === undefined ? undefined : read(rows[0]);
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
