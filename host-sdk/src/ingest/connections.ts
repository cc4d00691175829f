import type { IngestSql } from './ingest-sql.js';
import type { ReceivedPacket } from './outcome.js';

/** Rows of the connections that packets came over, and who was heard on them. */
export class Connections {
  #ids = new Map<string, number>();
  /** Key of all frames proved on a connection; 0: several. */
  #speakers = new Map<number, number>();

  constructor(private readonly sql: IngestSql) {}

  idOf(packet: Pick<ReceivedPacket, 'link' | 'connection' | 'source'>, now: number): number {
    const source = packet.source === 'import' ? 1 : 0;
    const name = `${source}/${packet.connection}/${packet.link}`;
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.sql.insertConnection(packet.link, packet.connection, source, now);
      this.#ids.set(name, id);
    }
    return id;
  }

  /** A frame of this key was proved on the connection. */
  heard(connection: number, key: number): void {
    const before = this.#speakers.get(connection);
    this.#speakers.set(connection, before === undefined || before === key ? key : 0);
  }

  /** The only key heard on a connection: what cannot name its sender is attributed to it. 0: none, or several. */
  speaker(connection: number): number {
    return this.#speakers.get(connection) ?? 0;
  }

  /** Remembers the present state; the returned function brings it back, for a transaction that is undone. */
  mark(): () => void {
    const ids = new Map(this.#ids);
    const speakers = new Map(this.#speakers);
    return () => {
      this.#ids = ids;
      this.#speakers = speakers;
    };
  }
}
