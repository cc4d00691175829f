import { parse, type Token } from 'acorn';
import { RAW_INT0, RAW_INT8, RAW_INT16, RAW_STRING8, RAW_STRING16, TOKEN_BYTES } from './tokens.js';

/**
 * Turns a script into the form that the interpreter executes from flash: operators and reserved words as one byte, strings
 * and small integers raw, base64 in `atob("...")` as the bytes that it stands for. A fifth smaller, a little faster, and the
 * same program: `detokenise` gives it back, and a test compares the two trees.
 *
 * @param source one script in ASCII, without comments
 * @param allowReturnOutsideFunction the script is what stands between the braces of a function
 * @returns a byte string
 */
export function pretokenise(source: string, allowReturnOutsideFunction = false): string {
  const tokens: Token[] = [];
  parse(source, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction, onToken: tokens });
  let out = '';
  let at = 0;
  while (at < tokens.length && tokens[at]!.type.label !== 'eof') {
    const text = source.slice(tokens[at]!.start, tokens[at]!.end);
    if (text === '`') {
      // a template stays as it is written, expressions and all
      const end = endOfTemplate(tokens, at);
      out = append(out, source.slice(tokens[at]!.start, tokens[end]!.end));
      at = end + 1;
      continue;
    }
    const base64 = base64Argument(tokens, source, at);
    if (base64 !== undefined) {
      out += rawString(Buffer.from(base64, 'base64').toString('latin1'));
      at += 4;
      continue;
    }
    const word = shortWord(tokens, source, at);
    if (word !== undefined) {
      out += String.fromCharCode(TOKEN_BYTES.get(word)!);
      at += 2;
      continue;
    }
    const previous = at > 0 ? source.slice(tokens[at - 1]!.start, tokens[at - 1]!.end) : '';
    out = append(out, encode(tokens[at]!, text, previous));
    at++;
  }
  return out;
}

/** What minifiers write as `!0`, `!1` and `void 0`, being shorter as text, is one byte as a word. */
const SHORT_WORDS: Readonly<Record<string, string>> = { '!0': 'true', '!1': 'false', void0: 'undefined' };

function shortWord(tokens: Token[], source: string, at: number): string | undefined {
  const [first, second] = tokens.slice(at, at + 2);
  if (second?.type.label !== 'num') return undefined;
  return SHORT_WORDS[source.slice(first!.start, first!.end) + source.slice(second.start, second.end)];
}

function encode(token: Token, text: string, previous: string): string {
  const { label } = token.type;
  const value = (token as Token & { value?: unknown }).value;
  if (label === 'string') return rawString(value as string);
  if (label === 'num') return rawInteger(value as number) ?? text;
  if (label === 'regexp') return text;
  // a reserved word after a dot is the name of a member
  const byte = previous === '.' ? undefined : TOKEN_BYTES.get(text);
  return byte === undefined ? text : String.fromCharCode(byte);
}

/** Puts a blank where two pieces would otherwise be read as one: names, numbers, and signs of the same kind. */
function append(out: string, piece: string): string {
  const both = out.slice(-1) + piece.slice(0, 1);
  const apart = /^[\w$][\w$]$/.test(both) || /^(\+\+|--|\/\/)$/.test(both) || /^[\d.]\.$/.test(both);
  // the last byte of a raw string or integer may look like a letter: a blank too many does no harm
  return out + (apart ? ' ' : '') + piece;
}

/** A string of up to 65 535 bytes as the interpreter reads it without copying it. */
export function rawString(bytes: string): string {
  const { length } = bytes;
  if (length < 256) return String.fromCharCode(RAW_STRING8, length) + bytes;
  return String.fromCharCode(RAW_STRING16, length & 255, length >> 8) + bytes;
}

function rawInteger(value: number): string | undefined {
  if (!Number.isInteger(value) || value > 32767) return undefined;
  if (value === 0) return String.fromCharCode(RAW_INT0);
  if (value < 128) return value < 10 ? undefined : String.fromCharCode(RAW_INT8, value);
  return value < 1000 ? undefined : String.fromCharCode(RAW_INT16, value & 255, value >> 8);
}

/** The string in `atob("...")`, when that is what begins here. */
function base64Argument(tokens: Token[], source: string, at: number): string | undefined {
  const [name, open, text, close] = tokens.slice(at, at + 4);
  if (!close || text!.type.label !== 'string') return undefined;
  const is = (token: Token, wanted: string): boolean => source.slice(token.start, token.end) === wanted;
  if (!is(name!, 'atob') || !is(open!, '(') || !is(close, ')')) return undefined;
  return (text as Token & { value: string }).value;
}

function endOfTemplate(tokens: Token[], start: number): number {
  let depth = 0;
  for (let at = start + 1; at < tokens.length; at++) {
    const { label } = tokens[at]!.type;
    if (label === '${') depth++;
    else if (label === '{') depth++;
    else if (label === '}') depth--;
    else if (label === '`' && depth === 0) return at;
  }
  return tokens.length - 1;
}
