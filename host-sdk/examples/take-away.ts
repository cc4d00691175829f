import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor, FreshProof, LedgerKey, SheetResult, Store, TrustedKeys } from '@hengzhun/host-sdk';
import {
  gatherRecord,
  historyCsv,
  instrumentsParquet,
  recordPdf,
  verifyRecordPdf,
  verifyRecordStatement,
} from '@hengzhun/host-sdk/reports';

/** What an inspector saw of one instrument. */
export interface Seen {
  readonly instrument: string;
  /** What `proveFresh` came to; absent: the record is of what is stored. */
  readonly proof?: FreshProof;
  /** On-site check sheets, computed from their raw readings. */
  readonly sheets: readonly SheetResult[];
}

/** Leaves the instrument with a signed record, and the office with tables of the district and of the instrument's history. */
export async function takeAway(store: Store, office: LedgerKey, inspector: Actor, seen: Seen, folder: string) {
  const input = await gatherRecord(store, seen.instrument, { madeBy: inspector, language: 'zh', ...seen });
  const { bytes, statement } = await recordPdf(input, { key: office }); // `certificate`: the office's own, where it has one
  await writeFile(`${folder}/record.pdf`, bytes);

  // Row by row: millions of instruments do not have to fit into memory.
  const district = instrumentsParquet(store, { only: ({ place }) => place?.region === '310115' });
  await pipeline(Readable.from(district), createWriteStream(`${folder}/instruments.parquet`));
  const history = historyCsv(store, seen.instrument);
  await pipeline(Readable.from(history), createWriteStream(`${folder}/history.csv`));
  return { bytes, statement };
}

/** What anyone does with it on another machine, years later, with nothing but public keys. */
export async function checkTaken(bytes: Uint8Array, statement: string, trusted: TrustedKeys) {
  const { ok, signature, rules, record } = await verifyRecordPdf(bytes, trusted);
  for (const { verdict, code, text } of [...signature.findings, ...rules.findings]) console.log(verdict, code, text.en);
  // The QR code alone: conclusions and digests, signed by the office.
  const printed = verifyRecordStatement(statement, trusted).statement;
  const same = printed !== undefined && printed.record === record?.digest;
  return { ok: ok && same, signature: signature.verdict, rules: rules.verdict, level: printed?.level };
}
