import { levelText } from '@hengzhun/host-sdk';
import { exitCode } from '../../exit-codes.js';
import { readBytes, writeWhole } from '../../files.js';
import { existingLedgerKey } from '../../stores/ledger-key-file.js';
import { withData } from '../../stores/open-data.js';
import { readSheet } from '../../supervision/read-sheet.js';
import { actorOf } from '../actor-of.js';
import type { Output } from '../output.js';
import type { WritingOptions } from '../writing-options.js';

export interface ReportOptions extends WritingOptions {
  readonly out: string;
  readonly force: boolean;
  /** Of the record; absent: that of the command line. */
  readonly language?: 'zh' | 'en';
  readonly number?: string;
  /** Files of raw readings. */
  readonly sheet?: readonly string[];
  /** File of the office's certificate. */
  readonly certificate?: string;
}

const largestCertificate = 20_000;

/** Makes the signed PDF record of an instrument from what is stored of it. */
export async function exportReport(output: Output, options: ReportOptions, name: string): Promise<number> {
  const madeBy = actorOf(options);
  // Before the store is opened: nothing is looked at when there is nobody to sign.
  const key = existingLedgerKey(options);
  const certificate =
    options.certificate === undefined ? undefined : readBytes(options.certificate, largestCertificate);
  const sheets = (options.sheet ?? []).map(readSheet);
  return withData(options.data, async (store) => {
    const { gatherRecord, recordPdf } = await import('@hengzhun/host-sdk/reports');
    const input = await gatherRecord(store, name, {
      ...{ madeBy, sheets, language: options.language ?? output.language },
      ...(options.number === undefined ? {} : { number: options.number }),
    });
    const { bytes, statement, stated, examined } = await recordPdf(input, { key, ...(certificate && { certificate }) });
    const { out, force } = options;
    writeWhole(out, bytes, { force });
    if (out === '-') return exitCode.ok;
    const { number, instrument } = examined.record;
    const { level } = stated;
    output.object({
      type: 'report',
      out,
      bytes: bytes.length,
      number,
      instrument: instrument.ueid,
      level,
      kid: key.kid,
      record: stated.record,
      statement,
    });
    const values = { out, number, level: levelText[level][output.language], kid: key.kid };
    output.line(output.text('report.written', values));
    return exitCode.ok;
  });
}
