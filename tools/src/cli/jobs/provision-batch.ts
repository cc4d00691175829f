import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { readBytes } from '../../files.js';
import { awaitBoard } from '../../flash/await-board.js';
import { type BatchLine, readBatch } from '../../provision/batch/read-batch.js';
import { type BatchReport, openReport, type ReportEntry } from '../../provision/batch/report.js';
import { enrolRecord } from '../../provision/enrol-record.js';
import { makersKeys } from '../../provision/makers-keys.js';
import { checkOptions } from '../../provision/order-of-options.js';
import { openDataIfThere } from '../../stores/open-data.js';
import { bear } from '../bear.js';
import { describeError } from '../describe-error.js';
import type { Output } from '../output.js';
import { createProgress, type Progress } from '../progress.js';
import { kidOf } from '../show-provisioned.js';
import type { ProvisionOptions } from './provision.js';

const longest = 100_000_000;

/** What one run of a batch has in hand. */
interface Run {
  readonly output: Output;
  readonly options: ProvisionOptions;
  readonly report: BatchReport;
  readonly queue: BatchLine[];
  readonly signal: AbortSignal;
  readonly keys: ReturnType<typeof makersKeys>;
  readonly totals: { done: number; failed: number };
  readonly progress: Progress;
  readonly total: number;
}

/**
 * A production line: makes the instruments of a file, one after another on each port. Every line's outcome is in the report before the
 * next one begins; a line that was done before is not done again. Exit code 1 when a line failed.
 */
export async function provisionBatch(
  output: Output,
  options: ProvisionOptions,
  file: string,
  ports: readonly string[],
): Promise<number> {
  if (ports.length === 0 || options.injectKey) throw new ToolError('tool-provision-how', {}, exitCode.usage);
  const lines = readBatch(file, readBytes(file, longest).toString('utf8'));
  const report = openReport(options.report ?? `${file.replace(/\.csv$/i, '')}-report.csv`);
  const keys = makersKeys(options);
  const made = await enrolledSerials(options.data, options.maker);
  const queue: BatchLine[] = [];
  const totals = { done: 0, failed: 0 };
  let skipped = 0;
  for (const line of lines) {
    const known = made.has(line.serial) && !report.done.has(line.serial);
    // It was enrolled, and the line's outcome got lost: the register knows.
    if (known) add(report, line, { outcome: 'done' });
    if (known || report.done.has(line.serial)) skipped++;
    else queue.push(line);
  }
  const ending = new AbortController();
  const interrupt = () => ending.abort();
  process.on('SIGINT', interrupt);
  const progress = createProgress(!output.json);
  const total = queue.length;
  const run: Run = { output, options, report, queue, signal: ending.signal, keys, totals, progress, total };
  try {
    const ends = await Promise.allSettled(ports.map((port) => workOff(run, port)));
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken) throw broken.reason;
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
  }
  const left = total - totals.done - totals.failed;
  output.object({ type: 'summary', ...totals, skipped, left });
  output.line(output.text('batch.summary', { ...totals, skipped, left }));
  return totals.failed > 0 ? exitCode.refused : exitCode.ok;
}

/** Takes lines from the queue as long as there are any. */
async function workOff(run: Run, port: string): Promise<void> {
  const { output, options, queue, signal } = run;
  let another = false;
  for (let line = queue.shift(); line; line = queue.shift()) {
    const started = Date.now();
    try {
      if (line.error) throw line.error;
      const order = { ...options, ...line.fields, serial: line.serial };
      checkOptions(order);
      output.object({ type: 'connect', port, line: line.line, serialNumber: line.serial });
      output.line(output.text('batch.connect', { port, serial: line.serial, line: line.line }));
      await awaitBoard(port, options.baud, another, options.wait, signal);
      another = true;
      const record = await bear(output, order, run.keys, options, port, signal, steady(run, port));
      another = false;
      if (options.enrol) await enrolRecord(options.data, order.maker, run.keys.maker, record);
      const seconds = Math.round((Date.now() - started) / 100) / 10;
      const { ueid, assurance = 'low' } = record;
      tell(run, add(run.report, line, { outcome: 'done', ueid, kid: kidOf(record), assurance, port, seconds }));
    } catch (error) {
      const { code, message, exit } = describeError(error, output.language);
      // What ends the whole line: the person, no further board, a fault of ours.
      if (exit === exitCode.interrupted || exit === exitCode.internal || code === 'tool-board-awaited') throw error;
      tell(run, add(run.report, line, { outcome: 'failed', port, code, message }));
    }
  }
}

function add(
  report: BatchReport,
  { line, serial }: BatchLine,
  rest: Omit<ReportEntry, 'line' | 'serial' | 'finished'>,
): ReportEntry {
  const entry = { line, serial, ...rest, finished: new Date().toISOString() };
  report.add(entry);
  return entry;
}

function tell({ output, totals, progress }: Run, entry: ReportEntry): void {
  totals[entry.outcome]++;
  progress.end();
  output.object({ type: 'line', ...entry });
  const values = { line: entry.line, serial: entry.serial, kid: entry.kid ?? '', seconds: entry.seconds ?? 0 };
  const reason = `${entry.code}${output.text('word.colon')}${entry.message}`;
  output.line(
    entry.outcome === 'done'
      ? output.paint('green', output.text('batch.done', values))
      : output.paint('red', output.text('batch.failed', { ...values, reason })),
  );
}

/** One bar over all lines, whichever port is at work. */
function steady({ progress, totals, total }: Run, port: string): Progress {
  return {
    update: (_done, _total, label) => progress.update(totals.done + totals.failed, total, `${port}  ${label}`),
    end: () => undefined,
  };
}

/** Serial numbers of a maker that are in the register already. */
async function enrolledSerials(data: string, maker: string): Promise<ReadonlySet<string>> {
  const store = await openDataIfThere(data);
  if (store === undefined) return new Set();
  try {
    const instruments = await store.registry.instruments();
    return new Set(instruments.filter((one) => one.maker === maker).map((one) => one.serialNumber));
  } finally {
    await store.close();
  }
}
