import {
  type FrameEvent,
  type IngestOutcome,
  type InstrumentEvent,
  type InstrumentStatus,
  type RefusedEvent,
  refusals,
  type SdkError,
  type StoreSummary,
} from '@hengzhun/host-sdk';
import { describeError } from '../cli/describe-error.js';
import { formatSpan } from '../cli/duration.js';
import type { Output } from '../cli/output.js';
import { flagNames, frameKindName, levelName, reasonOfCode, selfStateName } from '../cli/words.js';
import { stationDispensers } from './dispensers.js';
import type { EmulatedInstrument } from './emulated.js';
import { gravest, type Happening, type Row, reasonWords } from './model.js';
import type { Pace } from './pace.js';
import { createPainter, type Painter } from './painter.js';
import { stationScales } from './scales.js';
import type { StationOptions } from './station-options.js';
import { happeningLine, screenLines, tableLines } from './view.js';

const happeningsKept = 200;

/** Tells what happens in a station: as a live screen on a terminal, as lines without one, as JSON objects for programs. */
export class Reporter {
  readonly #rows: Row[] = [];
  readonly #happenings: Happening[] = [];
  readonly #selfStates = new Map<string, string>();
  readonly #levels = new Map<string, string>();
  readonly #live = process.stdout.isTTY === true;
  #painter: Painter | undefined;
  #realStart = performance.now();

  constructor(
    private readonly output: Output,
    private readonly options: StationOptions,
    private readonly pace: Pace,
    private readonly host: 'emulation' | 'espruino',
  ) {}

  add(row: Row, instrument: EmulatedInstrument, ueid: string): void {
    this.#rows.push(row);
    const { fresh, updated } = instrument;
    this.output.object({ type: 'instrument', name: row.name, ueid, kid: row.kid, fresh, updated, story: row.story });
    const key = fresh ? 'station.born' : updated ? 'station.updated' : 'station.continued';
    this.#tell(row.name, `${this.output.text(key)}${this.output.text('word.colon')}${row.story}`);
  }

  begin(): void {
    const { output, options, host } = this;
    this.#realStart = performance.now();
    output.object({ type: 'start', host, speed: options.speed, seed: options.seed, data: options.data });
    if (output.json) return;
    if (this.#live) {
      this.#painter = createPainter(process.stdout, (columns, rows) => this.#screen(columns, rows));
    } else {
      const counts = { scales: stationScales.length, dispensers: stationDispensers.length };
      const values = { ...counts, speed: options.speed, host: this.#hostName(), data: options.data };
      output.line(output.text('station.begin', values));
    }
  }

  /** A frame is stored, or refused and kept. */
  outcome(outcome: IngestOutcome): void {
    const row = this.#rows.find(({ name }) => name === outcome.packet.link);
    if (!row) return;
    const refused = refusals.has(outcome.code);
    if (refused) row.refused++;
    else row.frames++;
    const claims = outcome.frame?.claims;
    this.output.object({
      type: refused ? 'refused' : 'frame',
      name: row.name,
      at: this.pace.now,
      code: outcome.code,
      ...(outcome.protocolCode === undefined ? {} : { protocolCode: outcome.protocolCode }),
      kid: outcome.kid,
      kind: outcome.frame?.kind,
      sequence: claims?.sequence,
      ...(claims && 'selfState' in claims ? { selfState: claims.selfState, flags: claims.flags } : {}),
      proof: outcome.proof,
    });
    if (refused) {
      const reason = outcome.protocolCode ?? outcome.code;
      // A line for each would say the same a hundred times: the first, and then when the reason changes.
      if (row.lastRefusal !== reason) {
        row.lastRefusal = reason;
        const kind = outcome.frame ? frameKindName(this.output, outcome.frame.kind) : '';
        const what = this.output.text('station.refused', { kind, sequence: claims?.sequence ?? '?' });
        this.#tell(
          row.name,
          `${what}${this.output.text('word.colon')}${reason}${this.output.text('word.colon')}${reasonOfCode(this.output, reason)}`,
          'red',
        );
      }
      return;
    }
    if (claims && 'selfState' in claims) this.#selfState(row, claims.selfState, claims.flags);
  }

  #selfState(row: Row, selfState: number, flags: number): void {
    const before = this.#selfStates.get(row.name);
    const now = selfStateName(this.output, selfState);
    if (before === now) return;
    this.#selfStates.set(row.name, now);
    const names = flagNames(this.output, flags).join(', ');
    const change = before === undefined ? now : `${before} → ${now}`;
    this.output.object({ type: 'self-state', name: row.name, at: this.pace.now, selfState, flags });
    this.#tell(row.name, this.output.text('station.self-state', { change, flags: names || '–' }));
  }

  /** Connections, noise, replies. */
  event(event: Exclude<InstrumentEvent, FrameEvent | RefusedEvent>): void {
    if (event.type === 'reply') return;
    const row = this.#rows.find(({ name }) => name === event.link);
    if (!row) return;
    if (event.type === 'discarded') {
      row.discarded += event.bytes.length;
      this.output.object({
        type: 'discarded',
        name: row.name,
        at: this.pace.now,
        bytes: event.bytes,
        reason: event.reason,
      });
      this.#tell(row.name, this.output.text('monitor.discarded', { bytes: event.bytes.length, reason: event.reason }));
    } else if (event.type === 'retry') {
      const { code, message } = describeError(event.error, this.output.language);
      this.output.object({ type: 'retry', name: row.name, at: this.pace.now, code, message });
      this.#tell(row.name, `${code}: ${message}`, 'red');
    } else if (event.type === 'connected') {
      this.output.object({ type: 'connected', name: row.name, at: this.pace.now, connection: event.connection });
    }
  }

  /** Something that was asked of an instrument failed. */
  failed(name: string, error: unknown): void {
    const { code, message } = describeError(error, this.output.language);
    if (code === 'link-closed') return;
    this.output.object({ type: 'failed', name, at: this.pace.now, code, message });
    this.#tell(name, `${code}: ${message}`, 'red');
  }

  /** The store failed for now; nothing is lost. */
  storeError(error: SdkError, delay: number): void {
    const { code, message } = describeError(error, this.output.language);
    this.output.object({ type: 'store-error', code, message, retryAfter: delay });
    this.#tell('', `${code}: ${message}`, 'red');
  }

  /** New judgements. */
  judge(statuses: readonly InstrumentStatus[]): void {
    for (const row of this.#rows) {
      const status = statuses.find(({ key }) => key.kid === row.kid);
      row.status = status;
      if (status === undefined || status.chain.frames === 0) continue;
      const { level } = status.evaluation;
      const before = this.#levels.get(row.name);
      if (before === level) continue;
      this.#levels.set(row.name, level);
      const reasons = gravest(status).map(({ code, severity, text }) => ({ code, severity, text }));
      this.output.object({
        type: 'level',
        name: row.name,
        at: this.pace.now,
        from: before ?? null,
        to: level,
        reasons,
      });
      const to = levelName(this.output, level);
      const change = before === undefined ? to : `${levelName(this.output, before)} → ${to}`;
      const why = reasonWords(this.output, status);
      this.#tell(
        row.name,
        `${this.output.text('station.level', { change })}${why ? `${this.output.text('word.colon')}${why}` : ''}`,
      );
    }
  }

  /** The summary, after everything has ended. */
  end(statuses: readonly InstrumentStatus[], summary: StoreSummary): void {
    this.judge(statuses);
    this.close();
    const { output, pace, options } = this;
    for (const row of this.#rows) {
      const evaluation = row.status?.evaluation;
      output.object({
        type: 'result',
        name: row.name,
        kid: row.kid,
        frames: row.frames,
        refused: row.refused,
        discardedBytes: row.discarded,
        selfState: evaluation?.selfState ?? null,
        level: evaluation?.level ?? 'unknown',
        reasons: evaluation?.reasons ?? [],
      });
    }
    output.object({ type: 'summary', simulatedMs: pace.now, data: options.data, ...summary });
    if (output.json) return;
    output.line();
    for (const line of tableLines(output, this.#rows, output.columns - 1)) output.line(line);
    output.line(
      output.text('station.summary', {
        time: formatSpan(pace.now),
        frames: summary.frames,
        refused: summary.refused,
        data: options.data,
      }),
    );
    output.line(output.text('station.next', { data: options.data }));
  }

  /** Gives the terminal back. */
  close(): void {
    this.#painter?.close();
    this.#painter = undefined;
  }

  #tell(name: string, text: string, colour?: 'red'): void {
    const title = this.#rows.find((row) => row.name === name)?.title ?? '';
    const happening = { at: this.pace.now, title, text };
    this.#happenings.push(happening);
    if (this.#happenings.length > happeningsKept) this.#happenings.shift();
    if (this.output.json || this.#live) return;
    const line = happeningLine(happening);
    this.output.line(colour ? this.output.paint(colour, line) : line);
  }

  #hostName(): string {
    return this.output.text(this.host === 'emulation' ? 'station.host.emulation' : 'station.host.espruino');
  }

  #screen(columns: number, rows: number): string[] {
    const { output, pace, options } = this;
    return screenLines(
      output,
      {
        rows: this.#rows,
        happenings: this.#happenings,
        now: pace.now,
        speed: options.speed,
        reached: pace.reached(this.#realStart),
        host: this.#hostName(),
        data: options.data,
      },
      columns,
      rows,
    );
  }
}
