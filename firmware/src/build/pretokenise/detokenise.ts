import { RAW_INT0, RAW_INT8, RAW_INT16, RAW_STRING8, RAW_STRING16, TOKEN_BYTES } from './tokens.js';

const TEXTS = new Map([...TOKEN_BYTES].map(([text, byte]) => [byte, text]));

/**
 * The script behind pretokenised code, for whoever runs it elsewhere than on the interpreter. Text that is not pretokenised
 * comes back unchanged.
 *
 * @param code a byte string
 */
export function detokenise(code: string): string {
  let out = '';
  let at = 0;
  while (at < code.length) {
    const byte = code.charCodeAt(at);
    if (byte === 0x60) {
      const end = endOfTemplate(code, at);
      out += code.slice(at, end);
      at = end;
    } else if (byte < 128) {
      out += code[at++];
    } else if (byte === RAW_STRING8 || byte === RAW_STRING16) {
      const wide = byte === RAW_STRING16;
      const length = code.charCodeAt(at + 1) + (wide ? code.charCodeAt(at + 2) * 256 : 0);
      const from = at + (wide ? 3 : 2);
      out += literal(code.slice(from, from + length));
      at = from + length;
    } else if (byte === RAW_INT0) {
      out += ' 0 ';
      at++;
    } else if (byte === RAW_INT8) {
      out += ` ${(code.charCodeAt(at + 1) << 24) >> 24} `;
      at += 2;
    } else if (byte === RAW_INT16) {
      out += ` ${((code.charCodeAt(at + 1) + code.charCodeAt(at + 2) * 256) << 16) >> 16} `;
      at += 3;
    } else {
      out += ` ${TEXTS.get(byte) ?? ''} `;
      at++;
    }
  }
  return out;
}

function literal(bytes: string): string {
  const escaped = [...bytes].map((one) => {
    const code = one.charCodeAt(0);
    if (one === '"' || one === '\\') return `\\${one}`;
    return code >= 32 && code < 127 ? one : `\\x${code.toString(16).padStart(2, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** Templates are kept as written: skips to the back quote that closes the one at `start`. */
function endOfTemplate(code: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < code.length; at++) {
    const one = code[at];
    if (one === '\\') at++;
    else if (one === '{' && (depth > 0 || code[at - 1] === '$')) depth++;
    else if (one === '}' && depth > 0) depth--;
    else if (one === '`' && depth === 0) return at + 1;
  }
  return code.length;
}
