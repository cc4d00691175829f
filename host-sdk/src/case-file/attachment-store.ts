import { createHash } from 'node:crypto';
import { fromHex, toHex } from '../bytes.js';
import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import type { SqlDatabase, SqlReader, SqlTransaction } from '../store/sql.js';

/** What is known of an attachment 附件 without its bytes. */
export interface AttachmentInfo {
  /** SHA-256 of its bytes, hex: its name as evidence is `attachment/<sha256>`. */
  readonly sha256: string;
  /** Such as `image/jpeg` (RFC 6838), lower case, without parameters. */
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** ms since 1970. */
  readonly addedAt: number;
}

export interface Attachment extends AttachmentInfo {
  readonly bytes: Uint8Array;
}

export interface AttachmentOptions {
  /** Largest attachment, bytes. Default 32 MiB. */
  readonly maximumSize?: number;
  readonly clock?: Clock;
}

/** SHA-256 of the bytes of an attachment, hex: what steps name it by, also before it is kept. */
export const attachmentHash = (bytes: Uint8Array): string => toHex(sha256Of(bytes));

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

/** Photographs, signed papers, certificates: kept once under the SHA-256 of their bytes, never changed. */
export class AttachmentStore {
  readonly #database: SqlDatabase;
  readonly #limit: number;
  readonly #clock: Clock;

  /** @param database of a `Store` */
  constructor(database: SqlDatabase, options: AttachmentOptions = {}) {
    this.#database = database;
    this.#limit = options.maximumSize ?? 2 ** 25;
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Keeps these bytes durably; the same bytes again change nothing.
   *
   * @param transaction the caller's, so that a case step and its attachments are one
   * @throws {SdkError} `attachment-too-large`, `attachment-bad-type`, `attachment-empty`
   */
  async put(bytes: Uint8Array, mediaType: string, transaction?: SqlTransaction): Promise<AttachmentInfo> {
    this.#check(bytes, mediaType);
    const hash = sha256Of(bytes);
    const row = [hash, mediaType, bytes.length, this.#clock.now(), bytes];
    const insert = async (sql: SqlTransaction) => {
      await sql.run(
        'INSERT INTO attachments (hash, media_type, size, added_at, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING',
        row,
      );
      return (await find(sql, hash))!;
    };
    return transaction === undefined ? this.#database.transaction(insert) : insert(transaction);
  }

  /** Whether there is one. @param sha256 hex */
  async has(sha256: string): Promise<boolean> {
    return (await this.info(sha256)) !== undefined;
  }

  /** Undefined: there is none. @param sha256 hex */
  async info(sha256: string): Promise<AttachmentInfo | undefined> {
    const hash = hashOf(sha256);
    return hash && find(this.#database, hash);
  }

  /**
   * Undefined: there is none. The bytes are hashed again before they are given.
   *
   * @param sha256 hex
   * @throws {SdkError} `attachment-damaged`: what is stored is not what was put in
   */
  async get(sha256: string): Promise<Attachment | undefined> {
    const hash = hashOf(sha256);
    const info = hash && (await find(this.#database, hash));
    if (hash === undefined || info === undefined) return undefined;
    const row = await this.#database.get('SELECT bytes FROM attachments WHERE hash = ?', [hash]);
    const bytes = new Uint8Array(row![0] as Uint8Array);
    if (bytes.length !== info.size || attachmentHash(bytes) !== info.sha256) {
      const text = `The attachment ${info.sha256} was changed in the store. Keep the store as evidence and restore the last copy.`;
      throw new SdkError('attachment-damaged', text, { sha256: info.sha256 });
    }
    return { ...info, bytes };
  }

  #check(bytes: Uint8Array, mediaType: string): void {
    if (!MEDIA_TYPE.test(mediaType)) {
      const text = `${JSON.stringify(mediaType.slice(0, 140))} is no media type. Give one such as image/jpeg or application/pdf.`;
      throw new SdkError('attachment-bad-type', text);
    }
    if (bytes.length === 0) throw new SdkError('attachment-empty', 'The attachment is empty. Check the file.');
    if (bytes.length > this.#limit) {
      const text = `The attachment has ${bytes.length} bytes, at most ${this.#limit} are taken. Make the picture smaller or split the file.`;
      throw new SdkError('attachment-too-large', text, { size: bytes.length, limit: this.#limit });
    }
  }
}

const sha256Of = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const hashOf = (sha256: string): Uint8Array | undefined => {
  const hash = fromHex(sha256);
  return hash?.length === 32 ? hash : undefined;
};

async function find(reader: SqlReader, hash: Uint8Array): Promise<AttachmentInfo | undefined> {
  const row = await reader.get('SELECT media_type, size, added_at FROM attachments WHERE hash = ?', [hash]);
  if (row === undefined) return undefined;
  return { sha256: toHex(hash), mediaType: String(row[0]), size: Number(row[1]), addedAt: Number(row[2]) };
}
