import { FRAME_KIND_STATUS } from '@hengzhun/protocol';
import { SdkError } from '../../errors.js';
import type { Store } from '../../store/store.js';
import { type HistoryRow, historyTable } from './history-table.js';
import { writeCsv } from './write-csv.js';
import { writeParquet } from './write-parquet.js';

/** What is exported of a history. */
export interface HistoryExport {
  /** First and last sequence number, inclusive. */
  readonly from?: number;
  readonly to?: number;
  /** Called now and then with the frames that were looked at, and all that the store holds of the instrument. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Frames between two calls of `onProgress`. */
const step = 1000;

/**
 * The history of every channel of one instrument as CSV: one line for each channel of each stored status frame, under all of its keys.
 *
 * @param name UEID, key identifier (hex) or serial number
 * @throws {SdkError} `registry-unknown-instrument`, `store-*`; the signal's reason when it is aborted
 */
export function historyCsv(
  store: Store,
  name: string,
  options: HistoryExport = {},
): AsyncGenerator<string, void, undefined> {
  return writeCsv(historyTable, historyRows(store, name, options));
}

/** The same as a Parquet file. @throws as {@link historyCsv} */
export function historyParquet(
  store: Store,
  name: string,
  options: HistoryExport = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  return writeParquet(historyTable, historyRows(store, name, options));
}

async function* historyRows(
  store: Store,
  name: string,
  { from = 0, to = 0xffffffff, onProgress = () => {}, signal }: HistoryExport,
): AsyncGenerator<HistoryRow, void, undefined> {
  const instrument = await store.registry.find(name);
  if (instrument === undefined) {
    const text = `No instrument ${name} is enrolled (or its serial number is not unique). List the instruments and check the name.`;
    throw new SdkError('registry-unknown-instrument', text, { name });
  }
  const all = await framesOf(
    store,
    instrument.keys.map(({ id }) => id),
  );
  let done = 0;
  for (const { kid } of instrument.keys) {
    for await (const stored of store.frames({ kid, from, to })) {
      if (++done % step === 0) {
        onProgress(done, all);
        signal?.throwIfAborted();
      }
      if (stored.frame.kind !== FRAME_KIND_STATUS) continue;
      const { claims } = stored.frame;
      if (claims.channels.length === 0) yield { stored, claims, channel: undefined };
      for (const channel of claims.channels) yield { stored, claims, channel };
    }
  }
  onProgress(done, Math.max(done, all));
}

async function framesOf({ database }: Store, keys: readonly number[]): Promise<number> {
  let sum = 0;
  for (const key of keys) {
    const row = await database.get('SELECT coalesce(sum(last - first + 1), 0) FROM segments WHERE key = ?', [key]);
    sum += Number(row?.[0] ?? 0);
  }
  return sum;
}
