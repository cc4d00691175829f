import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseCsv } from '@hengzhun/host-sdk';
import { fileError } from '../../files.js';

/** What became of one line. */
export interface ReportEntry {
  readonly line: number;
  readonly serial: string;
  readonly outcome: 'done' | 'failed';
  readonly ueid?: string;
  readonly kid?: string;
  readonly assurance?: string;
  readonly port?: string;
  readonly seconds?: number;
  /** RFC 3339. */
  readonly finished: string;
  /** Of a failure: stable code, and a sentence. */
  readonly code?: string;
  readonly message?: string;
}

const columns = [
  'line',
  'serial',
  'outcome',
  'ueid',
  'kid',
  'assurance',
  'port',
  'seconds',
  'finished',
  'code',
  'message',
] as const;

/** The report of a batch: a file that grows by a line for every line that was worked off, and from which a batch is taken up again. */
export interface BatchReport {
  /** Serial numbers of instruments that were made, now or in an earlier run. */
  readonly done: ReadonlySet<string>;
  /** On the disk when it returns. @throws {ToolError} `tool-file-unwritable`, `tool-disk-full` */
  add(entry: ReportEntry): void;
}

/**
 * Opens a report: CSV, or a JSON object per line where the name ends with `.json` or `.jsonl`.
 * @throws {ToolError} `tool-file-unreadable`
 */
export function openReport(path: string): BatchReport {
  const json = /\.jsonl?$/.test(path);
  const done = new Set<string>();
  if (existsSync(path)) {
    for (const [serial, outcome] of earlier(path, json)) if (outcome === 'done') done.add(serial);
  } else if (!json) append(path, `${columns.join(',')}\n`);
  return {
    done,
    add(entry) {
      append(path, json ? `${JSON.stringify(entry)}\n` : `${columns.map((name) => field(entry[name])).join(',')}\n`);
      if (entry.outcome === 'done') done.add(entry.serial);
    },
  };
}

function earlier(path: string, json: boolean): [string, string][] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw fileError(path, cause, 'read');
  }
  if (json) {
    return text
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as ReportEntry)
      .map(({ serial, outcome }) => [serial, outcome]);
  }
  return parseCsv(text).records.map(({ fields }) => [fields[1] ?? '', fields[2] ?? '']);
}

function field(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function append(path: string, text: string): void {
  try {
    // A report names instruments, no secrets. Flushed: a line that was done is not done again.
    appendFileSync(path, text, { flush: true });
  } catch (cause) {
    throw fileError(path, cause, 'write');
  }
}
