import type { Recording } from '@hengzhun/hil-tests';
import { type IngestOutcome, refusals, type Store } from '@hengzhun/host-sdk';
import { CHANNEL_CREEP, type StatusFrame } from '@hengzhun/protocol';
import type { Output } from '../cli/output.js';
import { channelName, flagNames, levelName, selfStateName } from '../cli/words.js';
import { reasonWords } from './model.js';
import type { StationOptions } from './station-options.js';

interface Subject {
  readonly kid: string;
  readonly period: number;
  readonly store: Store;
  readonly options: StationOptions & { recording: string };
  readonly host: 'emulation' | 'espruino';
}

/** Readings whose medians are compared at the beginning and at the end. */
const window = 50;

/** Tells the story of a replay: every change of the instrument's self-state and flags and of our judgement, by reading number. */
export class ReplayReport {
  #frames = 0;
  #refused = 0;
  #last: StatusFrame | undefined;
  #flags = 0;
  #level = '';
  #work: Promise<void> = Promise.resolve();

  constructor(
    private readonly output: Output,
    private readonly recording: Recording,
    private readonly subject: Subject,
  ) {}

  begin(accuracyClass: string, max: string, e: string): void {
    const { output, recording, subject } = this;
    const { readings } = recording;
    output.object({
      type: 'start',
      recording: subject.options.recording,
      readings: readings.length,
      samplePeriodMs: subject.period,
      class: accuracyClass,
      maxMg: subject.options.max,
      eMg: subject.options.e,
      host: subject.host,
      kid: subject.kid,
    });
    const host = output.text(subject.host === 'emulation' ? 'station.host.emulation' : 'station.host.espruino');
    output.line(
      output.text('replay.begin', {
        path: subject.options.recording,
        readings: readings.length,
        period: subject.period / 1000,
        class: accuracyClass,
        max,
        e,
        host,
      }),
    );
  }

  /** A frame is stored or was refused. */
  outcome(outcome: IngestOutcome): void {
    if (refusals.has(outcome.code)) {
      this.#refused++;
      this.output.note(`${outcome.protocolCode ?? outcome.code}: ${outcome.reason}`);
      return;
    }
    this.#frames++;
    const { frame } = outcome;
    // Before the first reading the instrument is sealed, and has nothing to judge yet.
    if (frame && 'selfState' in frame.claims && this.#reading(frame as StatusFrame) > 0) {
      const status = frame as StatusFrame;
      // In order, and after what came before has been judged.
      this.#work = this.#work.then(() => this.#status(status));
    }
  }

  /** Number of the reading at which a frame was made, from the uptime that the instrument signed. */
  #reading(frame: StatusFrame): number {
    return Math.round((frame.claims.uptime * 1000) / this.subject.period);
  }

  async #status(frame: StatusFrame): Promise<void> {
    const { output } = this;
    const { selfState, flags } = frame.claims;
    const reading = this.#reading(frame);
    const before = this.#last?.claims.selfState;
    if (before !== selfState || this.#flags !== flags) {
      const change =
        before === undefined || before === selfState
          ? selfStateName(output, selfState)
          : `${selfStateName(output, before)} → ${selfStateName(output, selfState)}`;
      const names = flagNames(output, flags).join(', ') || '–';
      output.object({ type: 'self-state', reading, from: before ?? null, to: selfState, flags, creep: creepOf(frame) });
      const text = output.text('replay.self-state', { change, flags: names, creep: shown(creepOf(frame)) });
      this.#line(reading, text, selfState);
    }
    this.#last = frame;
    this.#flags = flags;
    const status = await this.subject.store.evaluate(this.subject.kid);
    const { level } = status.evaluation;
    if (level === this.#level) return;
    // Frames are stored in batches: the judgement is that of the newest stored frame, which may be a later one.
    const newest = status.chain.status?.uptime ?? frame.claims.uptime;
    const judgedAt = Math.round((newest * 1000) / this.subject.period);
    const reasons = status.evaluation.reasons.map(({ code, severity, text }) => ({ code, severity, text }));
    output.object({ type: 'level', reading: judgedAt, from: this.#level || null, to: level, reasons });
    const change =
      this.#level === '' ? levelName(output, level) : `${levelName(output, this.#level)} → ${levelName(output, level)}`;
    const why = reasonWords(output, status);
    this.#line(
      judgedAt,
      `${output.text('station.level', { change })}${why ? `${output.text('word.colon')}${why}` : ''}`,
      selfState,
    );
    this.#level = level;
  }

  #line(reading: number, text: string, selfState: number): void {
    if (this.output.json) return;
    // The progress bar stands on this line of the terminal.
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    const number = this.output.text('replay.reading', { reading: String(reading).padStart(5) });
    const colour = (['green', 'yellow', 'red', 'red'] as const)[selfState] ?? 'red';
    this.output.line(`${this.output.paint(colour, number)}  ${text}`);
  }

  /** The end of the story: the size of the drift, by the instrument and by the recording itself. */
  async end(): Promise<void> {
    await this.#work;
    const { output, recording, subject } = this;
    const status = await subject.store.evaluate(subject.kid);
    const own = driftOf(recording);
    const grams = subject.options.e / 1000;
    const reported = this.#last === undefined ? undefined : creepOf(this.#last);
    const reportedGrams = reported === undefined ? undefined : (reported / 1000) * grams;
    const deviation = reportedGrams === undefined || own === 0 ? undefined : (reportedGrams - own) / own;
    output.object({
      type: 'result',
      frames: this.#frames,
      refused: this.#refused,
      readings: recording.readings.length,
      lastReading: this.#last ? this.#reading(this.#last) : null,
      level: status.evaluation.level,
      selfState: status.evaluation.selfState ?? null,
      drift: { reportedG: reportedGrams ?? null, recordingG: own, relativeDeviation: deviation ?? null },
      errors: status.evaluation.errors,
      reasons: status.evaluation.reasons,
    });
    if (output.json) return;
    output.line();
    output.line(
      output.text('replay.frames', { frames: this.#frames, refused: this.#refused, data: subject.options.data }),
    );
    if (reportedGrams !== undefined) {
      const e = (own / grams).toFixed(2);
      output.line(
        output.text('replay.drift', {
          reported: reportedGrams.toFixed(2),
          reportedE: (reported! / 1000).toFixed(2),
          own: own.toFixed(2),
          ownE: e,
          deviation: deviation === undefined ? '–' : `${(deviation * 100).toFixed(1)} %`,
          window,
        }),
      );
    }
    const rows = (this.#last?.claims.channels ?? []).map(({ identifier, value, uncertainty }) => [
      channelName(output, identifier),
      value === undefined ? '–' : String(value),
      uncertainty === undefined ? '–' : String(uncertainty),
    ]);
    if (rows.length > 0) {
      output.line(
        output.table(
          [output.text('replay.channel'), output.text('replay.value'), output.text('replay.uncertainty')],
          rows,
        ),
      );
    }
    output.line(
      output.text('replay.judged', {
        level: levelName(output, status.evaluation.level),
        reasons: reasonWords(output, status),
      }),
    );
  }
}

/** Creep channel, 0.001 e. */
function creepOf(frame: StatusFrame): number | undefined {
  return frame.claims.channels.find(({ identifier }) => identifier === CHANNEL_CREEP)?.value;
}

function shown(creep: number | undefined): string {
  return creep === undefined ? '–' : `${(creep / 1000).toFixed(2)} e`;
}

/** The recording's own drift: median of its last readings against that of its first, in its unit. */
export function driftOf({ readings }: Recording): number {
  const middle = (values: number[]): number => {
    const sorted = values.toSorted((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  };
  const values = readings.map(({ value }) => value);
  return middle(values.slice(-window)) - middle(values.slice(0, window));
}
