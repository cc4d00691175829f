import type { Instrument } from '../../registry/records.js';
import { queryChains } from '../../store/queries.js';
import type { Store } from '../../store/store.js';
import { type InstrumentRow, instrumentTable } from './instrument-table.js';
import { writeCsv } from './write-csv.js';
import { writeParquet } from './write-parquet.js';

/** What is exported of the instruments. */
export interface InstrumentExport {
  /** Only those that it says yes to. */
  readonly only?: (instrument: Instrument) => boolean;
  /** When they are judged for, ms since 1970; default: now. */
  readonly now?: number;
  /** Called after each instrument. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Instruments looked up at a time. */
const page = 256;

/**
 * Instruments with their judgements 状态评价 as CSV: level, error and uncertainty at the worst test point, probability, predicted crossing, reasons.
 * @throws {SdkError} `store-*`, `judgement-priors-missing`; the signal's reason when it is aborted
 */
export function instrumentsCsv(store: Store, options: InstrumentExport = {}): AsyncGenerator<string, void, undefined> {
  return writeCsv(instrumentTable, instrumentRows(store, options));
}

/** The same as a Parquet file. @throws as {@link instrumentsCsv} */
export function instrumentsParquet(
  store: Store,
  options: InstrumentExport = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  return writeParquet(instrumentTable, instrumentRows(store, options));
}

async function* instrumentRows(
  store: Store,
  { only = () => true, now, onProgress = () => {}, signal }: InstrumentExport,
): AsyncGenerator<InstrumentRow, void, undefined> {
  const instruments = (await store.registry.instruments()).filter(only);
  let done = 0;
  for (let from = 0; from < instruments.length; from += page) {
    const some = instruments.slice(from, from + page);
    const chains = await queryChains(
      store.database,
      some.flatMap(({ keys }) => keys.slice(-1).map(({ id }) => id)),
    );
    for (const instrument of some) {
      signal?.throwIfAborted();
      const judgement = await store.estimates.judge(instrument, now);
      const lastReceived = chains.get(instrument.keys.at(-1)?.id ?? 0)?.lastReceived || undefined;
      yield { instrument, judgement, lastReceived };
      onProgress(++done, instruments.length);
    }
  }
}
