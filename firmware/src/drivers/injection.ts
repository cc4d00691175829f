import type { ByteString } from '@hengzhun/protocol/device';
import type { InputSink } from '../platform/ports.js';

/**
 * Lines from a second serial port, for rigs: a letter and fields with one blank between them, ended by a line feed. Each line
 * consumed is answered with `.`, one that made no sense with `?.`. A rig keeps at most 8 lines outstanding, of at most 64 bytes.
 * `S`, `M` and `X` are a scale's (`scale-injection.ts`), `N`, `P` and `Q` a dispenser's (`dispenser-injection.ts`).
 */
export interface Injection {
  /** What has arrived and was not consumed yet. */
  buffer: ByteString;
  /** Malformed lines and overflows since boot. */
  malformed: number;
  /** Takes the letter and the fields of a line; false when it is none of the instrument's. */
  onLine: (letter: string, fields: string[]) => boolean;
  /** Whether the next line has to wait. */
  isHeld: () => boolean;
}

const LIMIT = 576;
/** Written for each line consumed: the rig may send another. */
const CREDIT = '.';
/** Written before the credit of a line that made no sense. */
const MALFORMED = '?';

/** Opens the injection port. */
export function startInjection(
  path: ByteString,
  baudrate: number,
  onLine: (letter: string, fields: string[]) => boolean,
  isHeld: () => boolean,
): Injection {
  const injection: Injection = { buffer: '', malformed: 0, onLine: onLine, isHeld: isHeld };
  Serial2.setup(baudrate, path ? { path: path } : undefined);
  Serial2.on('data', (chunk) => {
    injection.buffer += chunk;
    consumeLines(injection);
  });
  return injection;
}

/** Consumes the lines that have arrived, until one has to wait. Called again when what it waited for has happened. */
export function consumeLines(injection: Injection): void {
  while (!injection.isHeld()) {
    const end = injection.buffer.indexOf('\n');
    if (end < 0) break;
    const fields = injection.buffer.substr(0, end).trim().split(' ');
    injection.buffer = injection.buffer.substr(end + 1);
    const letter = fields.shift()!;
    const good = injection.onLine(letter, fields);
    if (!good) injection.malformed++;
    Serial2.write(good ? CREDIT : MALFORMED + CREDIT);
  }
  if (injection.buffer.length > LIMIT) {
    injection.buffer = '';
    injection.malformed++;
    Serial2.write(MALFORMED);
  }
}

/**
 * The fields as decimal integers of at most 15 digits. Undefined when one is none, when there are fewer than `least` or more than
 * `most`, or when `-` stands for one whose bit is not set in `optional`; for the others it gives undefined in the list.
 */
export function parseIntegers(
  fields: string[],
  least: number,
  most: number,
  optional: number,
): Array<number | undefined> | undefined {
  if (fields.length < least || fields.length > most) return undefined;
  const list: Array<number | undefined> = [];
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    const value = field === '-' ? undefined : parseInt(field, 10);
    // prints as it was written: no blanks, no fraction, no letters, no leading zeros
    if (value === undefined ? !((optional >> i) & 1) : field.length > 15 || `${value}` !== field) return undefined;
    list.push(value);
  }
  return list;
}

/** The lines that both instruments take: `V <millivolts>` and `O <0 or 1>`, the case switch. */
export function takeCommonLine(sink: InputSink, letter: string, fields: string[]): boolean {
  const list = parseIntegers(fields, 1, 1, 0);
  if (!list) return false;
  const value = list[0]!;
  if (letter === 'V' && value >= 0) sink.onSupply(value);
  else if (letter === 'O' && (value === 0 || value === 1)) sink.onCase(value === 1);
  else return false;
  return true;
}
