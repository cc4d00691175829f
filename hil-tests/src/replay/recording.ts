import { readFile } from 'node:fs/promises';
import { RigError } from '../error.js';

/** One line of a recording. */
export interface Reading {
  /** ms since the first reading. */
  timeMs: number;
  /** As recorded, in the recording's unit. */
  value: number;
}

export interface Recording {
  /** Name of the value column: `reading` or `mass_g`. */
  column: string;
  /** True if the file has times of its own; otherwise one reading per `samplePeriodMs` was assumed. */
  timed: boolean;
  readings: Reading[];
}

export interface RecordingOptions {
  /** Time from one reading to the next where the recording has none, ms. Default 1000. */
  samplePeriodMs?: number;
}

/** Longest file taken, bytes: a recording is read whole. */
const LONGEST_FILE = 64 * 1024 * 1024;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?Z?$/;

/**
 * Reads a recording of a load cell: CSV (RFC 4180, no quotes) with a header and two columns, `sample,reading` (numbered from
 * any number upwards) or `timestamp,mass_g` (UTC). Strict: every line must be what the header says, in ascending order.
 *
 * @throws RigError `recording-unreadable`, `recording-header`, `recording-line`, `recording-order`, `recording-empty`; messages
 * name file and line.
 */
export async function readRecording(path: string, options: RecordingOptions = {}): Promise<Recording> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RigError('recording-unreadable', `The recording ${path} cannot be read: check the path and permissions`, {
      cause,
    });
  });
  if (text.length > LONGEST_FILE)
    throw new RigError('recording-unreadable', `The recording ${path} is longer than 64 MiB`);
  return parseRecording(text, path, options);
}

/** {@link readRecording} of a text that is in memory already. */
export function parseRecording(text: string, name: string, options: RecordingOptions = {}): Recording {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const header = lines[0]?.split(',').map((field) => field.trim()) ?? [];
  const timed = header[0] === 'timestamp';
  if (header.length !== 2 || !(timed || header[0] === 'sample')) {
    throw new RigError(
      'recording-header',
      `${name}, line 1: the header must be "sample,reading" or "timestamp,mass_g", not "${lines[0] ?? ''}"`,
    );
  }
  const period = options.samplePeriodMs ?? 1000;
  const readings: Reading[] = [];
  let first = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < lines.length; i++) {
    const fields = lines[i]!.split(',');
    const refuse = (why: string): never => {
      throw new RigError('recording-line', `${name}, line ${i + 1}: ${why}`);
    };
    if (fields.length !== 2) refuse(`two columns are expected, found ${fields.length}`);
    const position = timed ? timeOf(fields[0]!, refuse) : numberOf(fields[0]!, refuse) * period;
    const value = numberOf(fields[1]!, refuse);
    if (position <= last) {
      throw new RigError(
        'recording-order',
        `${name}, line ${i + 1}: "${fields[0]}" does not come after the line before`,
      );
    }
    if (readings.length === 0) first = position;
    last = position;
    readings.push({ timeMs: Math.round(position - first), value });
  }
  if (readings.length === 0) throw new RigError('recording-empty', `${name} has a header and no readings`);
  return { column: header[1]!, timed, readings };
}

function numberOf(field: string, refuse: (why: string) => never): number {
  const text = field.trim();
  if (!NUMBER.test(text)) refuse(`"${field}" is not a number`);
  const value = Number(text);
  return Number.isFinite(value) ? value : refuse(`"${field}" is too large`);
}

function timeOf(field: string, refuse: (why: string) => never): number {
  const text = field.trim();
  if (!TIMESTAMP.test(text)) refuse(`"${field}" is not a time such as 2018-02-12 20:46:04`);
  const time = Date.parse(`${text.replace(' ', 'T').replace(/Z$/, '')}Z`);
  return Number.isNaN(time) ? refuse(`"${field}" is no such time`) : time;
}
