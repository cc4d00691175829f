import { SdkError } from '../errors.js';
import type { JsonValue } from './ledger-entry.js';

/** Deepest nesting of arrays and objects that is written or read. */
export const jsonDepth = 64;

/**
 * The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme): no white space, properties ordered by the UTF-16 code units of
 * their names, numbers and strings as ECMAScript writes them.
 *
 * @throws {SdkError} `ledger-bad-value` for what is no JSON (RFC 8785 section 3.1: I-JSON): NaN, infinities, `undefined`, lone surrogates,
 *   objects other than plain ones, and nesting beyond 64
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, 0);
}

/**
 * Reads a text that must be canonical: duplicate names, white space, other spellings of a number are refused, since another text with the
 * same meaning would have another hash.
 *
 * @throws {SdkError} `ledger-bad-value`
 */
export function readCanonicalJson(text: string): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw bad(`it cannot be read (${(cause as Error).message.slice(0, 120)})`, cause);
  }
  if (canonicalJson(value) !== text) throw bad('it is not in the canonical form of RFC 8785');
  return value;
}

function write(value: unknown, depth: number): string {
  if (depth > jsonDepth) throw bad(`it is nested deeper than ${jsonDepth}`);
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw bad(`${value} has no form in JSON`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? array(value, depth) : object(value, depth);
    default:
      throw bad(`${typeof value} has no form in JSON`);
  }
}

function array(value: readonly unknown[], depth: number): string {
  // `Array.from` shows the holes of a sparse array as undefined, which is refused.
  return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
}

function object(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw bad('it holds an object that is no plain one');
  // The default order of `sort` is that of UTF-16 code units (section 3.2.3).
  const names = Object.keys(value).sort();
  const fields = value as Readonly<Record<string, unknown>>;
  return `{${names.map((name) => `${text(name)}:${write(fields[name], depth + 1)}`).join(',')}}`;
}

function text(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw bad('it holds half of a surrogate pair, which is no character');
  return JSON.stringify(value);
}

const bad = (what: string, cause?: unknown): SdkError =>
  new SdkError('ledger-bad-value', `This is no JSON that can be signed: ${what}.`, {}, cause);
