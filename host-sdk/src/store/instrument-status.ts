import { SdkError } from '../errors.js';
import { evaluateStatus, type StatusEvaluation } from '../evaluation/evaluate-status.js';
import { type KeyReports, reportsOfKey } from '../evaluation/reports-of-key.js';
import { type ChainState, emptyChainState } from '../ingest/chain-state.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { Registry } from '../registry/registry.js';
import type { StatusRules } from '../rules/status-rules.js';
import { queryChain, queryChains } from './queries.js';
import type { SqlReader } from './sql.js';

/** What is known of one key of an instrument, with its evaluation at the moment of the call. */
export interface InstrumentStatus {
  readonly instrument: Instrument;
  readonly key: EnrolledKey;
  readonly chain: ChainState;
  readonly evaluation: StatusEvaluation;
}

/** Instruments of which the chains are read at once. */
const pageSize = 256;

/** Evaluates one instrument. @throws {SdkError} `registry-unknown-instrument` */
export async function readStatus(
  database: SqlReader,
  registry: Registry,
  name: string,
  now: number,
  rules: StatusRules,
): Promise<InstrumentStatus> {
  const instrument = await registry.find(name);
  const key = instrument?.keys.find(({ kid }) => kid === name) ?? instrument?.keys.at(-1);
  if (instrument === undefined || key === undefined) {
    const text = `No instrument ${name} is enrolled (or its serial number is not unique). List the instruments and check the name.`;
    throw new SdkError('registry-unknown-instrument', text, { name });
  }
  return statusOf(instrument, key, await queryChain(database, key.id), now, rules);
}

/** Evaluates each of these instruments by its newest key, in their order; one without a key has no status. */
export async function readStatuses(
  database: SqlReader,
  instruments: readonly Instrument[],
  now: number,
  rules: StatusRules,
): Promise<InstrumentStatus[]> {
  const newest = instruments.flatMap((instrument) => {
    const key = instrument.keys.at(-1);
    return key === undefined ? [] : [{ instrument, key }];
  });
  const statuses: InstrumentStatus[] = [];
  for (let from = 0; from < newest.length; from += pageSize) {
    const part = newest.slice(from, from + pageSize);
    const chains = await chainsOf(database, part);
    for (const { instrument, key } of part) statuses.push(statusOf(instrument, key, chains.get(key.id), now, rules));
  }
  return statuses;
}

/** What the instruments' own reports are judged from, by the newest key of each; without any key nothing was ever reported. */
export async function readReports(database: SqlReader, instruments: readonly Instrument[]): Promise<KeyReports[]> {
  const newest = instruments.map(({ keys }) => keys.at(-1));
  const chains = await chainsOf(
    database,
    newest.flatMap((key) => (key === undefined ? [] : [{ key }])),
  );
  return newest.map((key) =>
    key === undefined
      ? { kid: '', chain: emptyChainState() }
      : reportsOfKey(key, chains.get(key.id) ?? emptyChainState()),
  );
}

const chainsOf = (database: SqlReader, all: readonly { readonly key: EnrolledKey }[]) =>
  queryChains(
    database,
    all.map(({ key }) => key.id),
  );

function statusOf(
  instrument: Instrument,
  key: EnrolledKey,
  known: ChainState | undefined,
  now: number,
  rules: StatusRules,
): InstrumentStatus {
  const chain = known ?? emptyChainState();
  const evaluation = evaluateStatus({ ...reportsOfKey(key, chain), data: instrument.data, now, rules });
  return { instrument, key, chain, evaluation };
}
