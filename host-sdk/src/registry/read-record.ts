import type { JsonWebKey } from 'node:crypto';
import { fromHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { readNozzles } from './read-nozzles.js';
import type { EnrolmentRecord, InstrumentData, KeyAssurance, Place } from './records.js';

const bad = (message: string) => new SdkError('registry-bad-record', message);

/** Largest values that make sense; beyond them a record is a mistake of units. */
const integerFields = {
  instrumentKind: [1, 2],
  accuracyClass: [1, 4],
  maximumCapacity: [1, Number.MAX_SAFE_INTEGER],
  minimumCapacity: [0, Number.MAX_SAFE_INTEGER],
  verificationInterval: [1, Number.MAX_SAFE_INTEGER],
  scaleInterval: [1, Number.MAX_SAFE_INTEGER],
  reportingInterval: [1, 366 * 86_400],
} as const;

/**
 * Checks an object of unknown origin (JSON, a CSV line) and makes an enrolment record of it. Unknown fields are ignored: the
 * provisioning tool writes more than enrolment needs.
 * @throws {SdkError} `registry-bad-record`, naming the field
 */
export function readRecord(value: unknown): EnrolmentRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('A record must be a JSON object.');
  const source = value as Record<string, unknown>;
  const ueid = text(source, 'ueid', 200);
  if (ueid === undefined) throw bad('The field `ueid` is missing: 17 bytes in hex.');
  const bytes = fromHex(ueid);
  if (bytes?.length !== 17) throw bad('`ueid` must be 17 bytes in hex (34 digits).');
  const publicKey = source.publicKey;
  if (publicKey === undefined || publicKey === null || publicKey === '') {
    throw bad('The field `publicKey` is missing: a JWK, or the point 04‖x‖y in hex (130 digits).');
  }
  if (typeof publicKey !== 'string' && (typeof publicKey !== 'object' || Array.isArray(publicKey))) {
    throw bad('`publicKey` must be a JWK object or hex text.');
  }
  const record: Record<string, unknown> = {
    ueid: Buffer.from(bytes).toString('hex'),
    publicKey: publicKey as JsonWebKey | string,
  };
  for (const [name, limit] of [
    ['serialNumber', 64],
    ['maker', 128],
    ['model', 128],
    ['certificate', 8192],
  ] as const) {
    const field = text(source, name, limit);
    if (field !== undefined) record[name] = field;
  }
  const assurance = text(source, 'assurance', 32);
  if (assurance !== undefined) record.assurance = readAssurance(assurance);
  const data = source.data;
  if (data !== undefined && data !== null) record.data = readData(data);
  const place = source.place;
  if (place !== undefined && place !== null) record.place = readPlace(place);
  return record as unknown as EnrolmentRecord;
}

function readAssurance(value: string): KeyAssurance {
  if (value !== 'low' && value !== 'secure-element') throw bad('`assurance` must be `low` or `secure-element`.');
  return value;
}

function readData(value: unknown): InstrumentData {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('`data` must be an object.');
  const source = value as Record<string, unknown>;
  const data: Record<string, unknown> = {};
  for (const [name, [low, high]] of Object.entries(integerFields)) {
    const field = source[name];
    if (field === undefined || field === null || field === '') continue;
    const number = typeof field === 'string' ? Number(field) : field;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < low || number > high) {
      throw bad(`\`data.${name}\` must be an integer from ${low} to ${high}.`);
    }
    data[name] = number;
  }
  for (const name of ['typeApproval', 'batch'] as const) {
    const field = text(source, name, 64);
    if (field === undefined) continue;
    if (/\p{C}/u.test(field)) throw bad(`\`data.${name}\` holds a character that does not print.`);
    data[name] = field;
  }
  const manufactured = text(source, 'manufactured', 10);
  if (manufactured !== undefined) data.manufactured = readManufactured(manufactured);
  const trader = text(source, 'trader', 64);
  if (trader !== undefined) {
    if (!/^[A-Za-z0-9._-]+$/.test(trader)) {
      throw bad('`data.trader` must be the identifier of a trader: 1 to 64 characters of A-Z a-z 0-9 . _ -');
    }
    data.trader = trader;
  }
  const channels = readChannels(source.observedChannels);
  if (channels !== undefined) data.observedChannels = channels;
  const { nozzles } = source;
  if (nozzles !== undefined && nozzles !== null && nozzles !== '') data.nozzles = readNozzles(nozzles);
  return data as InstrumentData;
}

/** A year, a month or a day of the calendar. */
function readManufactured(value: string): string {
  const whole = `${value}-01-01`.slice(0, 10);
  const time = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value) ? Date.parse(`${whole}T00:00:00Z`) : Number.NaN;
  // 2026-02-30 parses as a day of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== whole) {
    throw bad('`data.manufactured` must be a year, a month or a day: 2024, 2024-05 or 2024-05-17.');
  }
  return value;
}

/** An array of identifiers, or text with spaces between them as a CSV field holds it. */
function readChannels(value: unknown): number[] | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const list = typeof value === 'string' ? value.trim().split(/\s+/).map(Number) : value;
  if (!Array.isArray(list) || list.length > 8 || !list.every((c) => Number.isInteger(c) && c > 0 && c < 256)) {
    throw bad('`data.observedChannels` must be an array of at most 8 channel identifiers.');
  }
  return list;
}

function readPlace(value: unknown): Place {
  if (typeof value === 'string') return { region: '', name: text({ place: value }, 'place', 256) ?? '' };
  if (typeof value !== 'object' || value === null)
    throw bad('`place` must be an object with `name` and `region`, or a name.');
  const source = value as Record<string, unknown>;
  const name = text(source, 'name', 256);
  const region = text(source, 'region', 64);
  if (name === undefined && region === undefined) throw bad('`place` needs a `name` or a `region`.');
  return { region: region ?? '', name: name ?? '' };
}

function text(source: Record<string, unknown>, name: string, limit: number): string | undefined {
  const value = source[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw bad(`\`${name}\` must be text.`);
  if (value.length > limit) throw bad(`\`${name}\` is longer than ${limit} characters.`);
  // No database gives them back as they were, and no name has them.
  if (/[\0\p{Surrogate}]/u.test(value)) throw bad(`\`${name}\` holds a NUL character or half of a character.`);
  return value.trim();
}
