import { type ByteString, byteStringOf } from './byte-string.js';
import { fail } from './failure.js';
import { type Reader, readHead } from './reader.js';

/** Reads a text string of `least`..`most` bytes as its UTF-8 bytes; refuses invalid UTF-8 (RFC 3629): `cbor-utf8`. */
export function readText(reader: Reader, least: number, most: number): ByteString {
  const start = reader.at;
  if (readHead(reader) !== 3) fail('cbor-unexpected-type', start);
  const length = reader.argument;
  if (length > reader.end - reader.at) fail('cbor-truncated', start);
  if (length < least || length > most) fail('cbor-length', start);
  const from = reader.at;
  const to = from + length;
  if (!isUtf8(reader.bytes, from, to)) fail('cbor-utf8', from);
  reader.at = to;
  return byteStringOf(reader.bytes, from, to);
}

/** Whether the bytes are well-formed UTF-8: RFC 3629 section 4 (no overlong forms, no surrogates, at most U+10FFFF). */
function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const lead = bytes[at++]!;
    if (lead < 0x80) continue;
    if (lead < 0xc2 || lead > 0xf4) return false;
    const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (at + more > to) return false;
    const second = bytes[at]!;
    // The second byte's range closes overlong forms (E0, F0), surrogates (ED) and what lies above U+10FFFF (F4).
    if (second < (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80)) return false;
    if (second > (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf)) return false;
    for (let i = 1; i < more; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return false;
    at += more;
  }
  return true;
}
