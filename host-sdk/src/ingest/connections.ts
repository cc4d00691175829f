import type { IngestSql } from './ingest-sql.js';
import type { ReceivedPacket } from './outcome.js';

type Place = Pick<ReceivedPacket, 'link' | 'connection' | 'source'>;

/** Rows of the connections that packets came over, and who was heard on them. */
export class Connections {
  readonly #ids = new Map<string, number>();
  /** Key of all frames proved on a connection; 0: several. */
  readonly #speakers = new Map<number, number>();
  /** Brings back what was known when the transaction began. */
  #undo: (() => void)[] = [];
  /** What was asked for last: packets of one connection come in runs. */
  #last: { readonly place: { [name in keyof Place]: Place[name] | undefined }; readonly id: number } | undefined;

  /** Makes sure that `idOf` knows the packet's connection. */
  async open(packet: Place, sql: IngestSql, now: number): Promise<number> {
    const name = nameOf(packet);
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = await sql.insertConnection(packet.link, packet.connection, packet.source === 'import' ? 1 : 0, now);
    this.#ids.set(name, id);
    this.#undo.push(() => this.#ids.delete(name));
    return id;
  }

  /** Row of a connection that was opened. 0: it was not. */
  idOf(packet: Place): number {
    const { link, connection, source } = packet;
    const last = this.#last;
    if (last?.place.connection === connection && last.place.link === link && last.place.source === source)
      return last.id;
    const id = this.#ids.get(nameOf(packet)) ?? 0;
    this.#last = id === 0 ? undefined : { place: { link, connection, source }, id };
    return id;
  }

  /** A frame of this key was proved on the connection. */
  heard(connection: number, key: number): void {
    const before = this.#speakers.get(connection);
    if (before === key || before === 0) return;
    this.#speakers.set(connection, before === undefined ? key : 0);
    this.#undo.push(() => {
      if (before === undefined) this.#speakers.delete(connection);
      else this.#speakers.set(connection, before);
    });
  }

  /** The only key heard on a connection: what cannot name its sender is attributed to it. 0: none, or several. */
  speaker(connection: number): number {
    return this.#speakers.get(connection) ?? 0;
  }

  /** The transaction is on disk. */
  keep(): void {
    this.#undo = [];
  }

  /** The transaction was undone; so is what was learnt in it. */
  undo(): void {
    for (const step of this.#undo.reverse()) step();
    this.#last = undefined;
    this.#undo = [];
  }
}

function nameOf({ link, connection, source }: Place): string {
  return `${source === 'import' ? 1 : 0}/${connection}/${link}`;
}
