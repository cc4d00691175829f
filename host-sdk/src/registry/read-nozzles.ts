import { SdkError } from '../errors.js';
import type { NozzleRecord } from './records.js';

const bad = (message: string) => new SdkError('registry-bad-record', message);

const numbers = ['minimumFlow', 'maximumFlow', 'minimumQuantity', 'pulses'] as const;

/**
 * Checks the nozzles of a dispenser: an array of objects (JSON), or text as a CSV field holds it, in which `|` stands between nozzles and
 * `/` between fuel, smallest and greatest flow (mL/min), smallest measured quantity (mL) and pulses per 100 L:
 * `92/5000/50000/5000/10000|0#/8000/80000/5000/10000`.
 * @throws {SdkError} `registry-bad-record`
 */
export function readNozzles(value: unknown): NozzleRecord[] {
  const list = typeof value === 'string' ? value.split('|').map(splitNozzle) : value;
  if (!Array.isArray(list) || list.length < 1 || list.length > 4) throw bad('`data.nozzles` must hold 1 to 4 nozzles.');
  return list.map(readNozzle);
}

/** Nozzles as one field of a CSV file. */
export function writeNozzles(nozzles: readonly NozzleRecord[]): string {
  return nozzles.map((nozzle) => [nozzle.fuel, ...numbers.map((name) => nozzle[name])].join('/')).join('|');
}

function splitNozzle(text: string): Record<string, unknown> {
  const parts = text.trim().split('/');
  // A fuel may have a slash in its name; the four numbers stand at the end.
  const fuel = parts.slice(0, -numbers.length).join('/');
  const found: Record<string, unknown> = { fuel };
  numbers.forEach((name, index) => {
    found[name] = parts[parts.length - numbers.length + index];
  });
  return found;
}

function readNozzle(value: unknown): NozzleRecord {
  if (typeof value !== 'object' || value === null) throw bad('A nozzle must be an object.');
  const source = value as Record<string, unknown>;
  const { fuel } = source;
  if (typeof fuel !== 'string' || fuel.trim() === '' || Buffer.byteLength(fuel.trim()) > 12) {
    throw bad('`data.nozzles.fuel` must be text of 1 to 12 bytes.');
  }
  const nozzle: Record<string, unknown> = { fuel: fuel.trim() };
  for (const name of numbers) {
    const field = source[name];
    const number = typeof field === 'string' && field.trim() !== '' ? Number(field) : field;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > 0xffffffff) {
      throw bad(`\`data.nozzles.${name}\` must be an integer from 0 to 4294967295.`);
    }
    nozzle[name] = number;
  }
  if ((nozzle.minimumFlow as number) > (nozzle.maximumFlow as number)) {
    throw bad('`data.nozzles.minimumFlow` is above `maximumFlow`: check the order of the values.');
  }
  return nozzle as unknown as NozzleRecord;
}
