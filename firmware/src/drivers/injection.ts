import type { ByteString } from '@hengzhun/protocol/device';

/** Samples from a second serial port, for rigs: lines `S <ms> <counts> <0.01 degree Celsius or ->`. */
export interface Injection {
  /** What has arrived and was not consumed yet. */
  buffer: ByteString;
  /** Malformed lines and overflows since boot. */
  malformed: number;
  /** Takes one sample. */
  onSample: (time: number, counts: number, temperature: number | undefined) => void;
  /** Whether the next line has to wait. */
  isHeld: () => boolean;
}

/** A rig keeps at most 8 lines outstanding, of at most 40 bytes. */
const LIMIT = 384;
/** Written for each line consumed: the rig may send another. */
const CREDIT = '.';
/** Written before the credit of a line that was no sample. */
const MALFORMED = '?';

/** Opens the injection port. */
export function startInjection(
  path: ByteString,
  baudrate: number,
  onSample: (time: number, counts: number, temperature: number | undefined) => void,
  isHeld: () => boolean,
): Injection {
  const injection: Injection = { buffer: '', malformed: 0, onSample: onSample, isHeld: isHeld };
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
    const line = injection.buffer.substr(0, end);
    injection.buffer = injection.buffer.substr(end + 1);
    const good = consumeLine(injection, line);
    if (!good) injection.malformed++;
    Serial2.write(good ? CREDIT : MALFORMED + CREDIT);
  }
  if (injection.buffer.length > LIMIT) {
    injection.buffer = '';
    injection.malformed++;
    Serial2.write(MALFORMED);
  }
}

function consumeLine(injection: Injection, line: ByteString): boolean {
  const fields = line.trim().split(' ');
  const time = parseInteger(fields[1]);
  const counts = parseInteger(fields[2]);
  const temperature = fields[3] === '-' ? undefined : parseInteger(fields[3]);
  if (
    fields.length !== 4 ||
    fields[0] !== 'S' ||
    time === undefined ||
    time < 0 ||
    counts === undefined ||
    (fields[3] !== '-' && temperature === undefined)
  ) {
    return false;
  }
  injection.onSample(time, counts, temperature);
  return true;
}

/** A decimal integer of at most 15 digits, or undefined. */
function parseInteger(text: string | undefined): number | undefined {
  if (!text || text.length > 15) return undefined;
  const value = parseInt(text, 10);
  // prints as it was written: no blanks, no fraction, no letters, no leading zeros
  return `${value}` === text ? value : undefined;
}
