// Takes golden frames apart and puts them together again with one thing changed.
import { signDeterministically } from './rfc6979.mjs';
import { INSTRUMENT_SCALAR } from './samples.mjs';

export const hex = (bytes) => Buffer.from(bytes).toString('hex');
export const unhex = (text) => Buffer.from(text, 'hex');

/** Replaces the only occurrence of `from`; says so where there is none or there are two. */
export function splice(bytes, from, to) {
  const text = hex(bytes);
  const at = text.indexOf(from);
  if (at < 0 || at % 2 || text.indexOf(from, at + 1) >= 0)
    throw new Error(`${from} occurs not exactly once in ${text}`);
  return unhex(text.slice(0, at) + to + text.slice(at + from.length));
}

/** r and s as an ASN.1 sequence, which is what most libraries give. */
export function derOf(r, s) {
  const integer = (bytes) => {
    const body = bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return Buffer.concat([Buffer.from([2, body.length]), body]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** Exports of the package with a number as value, in ascending order of it. */
export function byValue(p) {
  return Object.entries(p)
    .filter(([, value]) => typeof value === 'number')
    .sort(([, a], [, b]) => a - b);
}

/** Tools over the accepted golden frames; `out` collects what `add` is given. `p` is the module @hengzhun/protocol. */
export function createSurgery(p, accepted) {
  const named = (name) => p.decodeFrame(unhex(accepted.find((frame) => frame.name === name).bytes));
  const status = named('status');
  const identity = named('identity, genesis');
  const dispenser = named('status of a dispenser');
  const dispenserIdentity = named('identity of a dispenser');
  const receipt = named('receipt with values');
  const out = [];
  const add = (name, code, bytes, stage = 'decode') => out.push({ name, code, stage, bytes: hex(bytes) });

  const bstr = (bytes) => p.encodeCbor(Buffer.from(bytes));
  const sign = (header, payload, scalar = INSTRUMENT_SCALAR) =>
    signDeterministically(
      scalar,
      p.encodeCbor(['Signature1', Buffer.from(header), Buffer.alloc(0), Buffer.from(payload)]),
    );
  const message = (header, payload, signature = sign(header, payload), unprotected = unhex('a0')) =>
    Buffer.concat([unhex('d284'), bstr(header), unprotected, bstr(payload), bstr(signature)]);
  const withPayload = (payload, frame = status) => message(frame.protectedHeader, payload);
  const withHeader = (header) => message(header, status.payload);
  /** The claims of a frame, changed as maps and encoded anew. */
  const edited = (edit, frame = status) => {
    const claims = p.decodeCbor(frame.payload);
    edit(claims, claims.get(p.CLAIM_METROLOGICAL));
    return withPayload(p.encodeCbor(claims), frame);
  };
  const spliced = (from, to, frame = status) => withPayload(splice(frame.payload, from, to), frame);
  /** The metrological data of a metrological claim. */
  const dataOf = (metrological) => metrological.get(p.METROLOGICAL_KEY_DATA);
  return {
    p,
    out,
    add,
    status,
    identity,
    dispenser,
    dispenserIdentity,
    receipt,
    named,
    bstr,
    sign,
    message,
    withPayload,
    withHeader,
    edited,
    spliced,
    dataOf,
  };
}
