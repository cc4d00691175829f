// Frames with exactly one defect each. Where the defect lies in what is signed, the signature is good: only the defect
// can be the reason for the refusal.
import { ORDER, otherS, signDeterministically } from './rfc6979.mjs';
import { INSTRUMENT_SCALAR, OTHER_SCALAR } from './samples.mjs';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const unhex = (text) => Buffer.from(text, 'hex');

/** Replaces the only occurrence of `from`; says so where there is none or there are two. */
function splice(bytes, from, to) {
  const text = hex(bytes);
  const at = text.indexOf(from);
  if (at < 0 || at % 2 || text.indexOf(from, at + 1) >= 0)
    throw new Error(`${from} occurs not exactly once in ${text}`);
  return unhex(text.slice(0, at) + to + text.slice(at + from.length));
}

/** r and s as an ASN.1 sequence, which is what most libraries give. */
function derOf(r, s) {
  const integer = (bytes) => {
    const body = bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return Buffer.concat([Buffer.from([2, body.length]), body]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** Exports of the package with a number as value, in ascending order of it. */
function byValue(p) {
  return Object.entries(p)
    .filter(([, value]) => typeof value === 'number')
    .sort(([, a], [, b]) => a - b);
}

/** All refused frames; `accepted` are the golden frames. */
export function makeRefused(p, accepted) {
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
  const { bytes, signature, protectedHeader, payload } = status;
  const withSignature = (changed) => message(protectedHeader, payload, changed);
  const r = signature.subarray(0, 32);
  const s = signature.subarray(32);
  const zero = Buffer.alloc(32);

  // The message around the parts.
  add('without tag', 'frame-tag', bytes.subarray(1));
  add('tag 998', 'frame-tag', Buffer.concat([unhex('d903e6'), bytes.subarray(1)]));
  add('tag 98 (COSE_Sign)', 'frame-tag', Buffer.concat([unhex('d862'), bytes.subarray(1)]));
  add('tag 18 in two bytes', 'cbor-not-shortest', Buffer.concat([unhex('d812'), bytes.subarray(1)]));
  add('array of five', 'frame-form', Buffer.concat([unhex('d285'), bytes.subarray(2), unhex('00')]));
  add('array of indefinite length', 'cbor-indefinite', Buffer.concat([unhex('d29f'), bytes.subarray(2), unhex('ff')]));
  add('array length in two bytes', 'cbor-not-shortest', Buffer.concat([unhex('d29804'), bytes.subarray(2)]));
  add('trailing byte', 'cbor-trailing', Buffer.concat([bytes, unhex('00')]));
  add('last byte missing', 'cbor-truncated', bytes.subarray(0, -1));
  add('longer than a message', 'frame-too-long', Buffer.concat([bytes, Buffer.alloc(1021 - bytes.length)]));
  const detached = Buffer.concat([unhex('d284'), bstr(protectedHeader), unhex('a0f6'), bstr(signature)]);
  add('detached payload', 'cbor-unexpected-type', detached);
  add(
    'payload length in two bytes',
    'cbor-not-shortest',
    splice(bytes, `a058${payload.length.toString(16)}`, `a05900${payload.length.toString(16)}`),
  );

  // Headers.
  add('protected header empty', 'frame-algorithm', withHeader(Buffer.alloc(0)));
  add('protected header an empty map', 'frame-algorithm', withHeader(unhex('a0')));
  add('ES384', 'frame-algorithm', withHeader(splice(protectedHeader, 'a20126', 'a2013822')));
  add('EdDSA', 'frame-algorithm', withHeader(splice(protectedHeader, 'a20126', 'a20127')));
  add('without key identifier', 'frame-key-identifier', withHeader(unhex('a10126')));
  add(
    'key identifier of 7 bytes',
    'frame-key-identifier',
    withHeader(Buffer.concat([unhex('a201260447'), status.kid.subarray(1)])),
  );
  add(
    'extra protected entry',
    'frame-protected-extra',
    withHeader(splice(protectedHeader, 'a2012604', 'a30126030004')),
  );
  const critical = Buffer.concat([unhex('a4012602811903e70448'), status.kid, unhex('1903e700')]);
  add('unknown critical entry', 'frame-critical', withHeader(critical));
  add(
    'protected entries unsorted',
    'cbor-unsorted-key',
    withHeader(Buffer.concat([unhex('a20448'), status.kid, unhex('0126')])),
  );
  add('protected entry twice', 'cbor-duplicate-key', withHeader(splice(protectedHeader, 'a20126', 'a301260126')));
  add('unprotected entry', 'frame-unprotected', message(protectedHeader, payload, signature, unhex('a10300')));

  // Signature.
  add('high s', 'signature-high-s', withSignature(otherS(signature)));
  add('r zero', 'signature-range', withSignature(Buffer.concat([zero, s])));
  add('s zero', 'signature-range', withSignature(Buffer.concat([r, zero])));
  add('r the order of the group', 'signature-range', withSignature(Buffer.concat([ORDER, s])));
  add('s the order of the group', 'signature-range', withSignature(Buffer.concat([r, ORDER])));
  add('signature of 63 bytes', 'signature-length', withSignature(signature.subarray(1)));
  add('signature of 65 bytes', 'signature-length', withSignature(Buffer.concat([signature, unhex('00')])));
  add('signature in DER', 'signature-length', withSignature(derOf(r, s)));
  const another = message(protectedHeader, splice(payload, '1a00015180', '1a00015181'), signature);
  add('another content under the signature', 'signature-invalid', another, 'verify');
  add(
    'signed by another key',
    'signature-invalid',
    message(protectedHeader, payload, sign(protectedHeader, payload, OTHER_SCALAR)),
    'verify',
  );
  const otherHeader = Buffer.from(
    p.writeProtectedHeader(p.byteString(p.keyIdentifier(p.importPrivateKey(OTHER_SCALAR)))),
    'latin1',
  );
  add(
    'names another key',
    'frame-wrong-key',
    message(otherHeader, payload, sign(otherHeader, payload, OTHER_SCALAR)),
    'verify',
  );

  // Encoding of the claims.
  add('payload with a trailing byte', 'cbor-trailing', withPayload(Buffer.concat([payload, unhex('00')])));
  add(
    'claims of indefinite length',
    'cbor-indefinite',
    withPayload(Buffer.concat([unhex('bf'), payload.subarray(1), unhex('ff')])),
  );
  add('bootcount in two bytes', 'cbor-not-shortest', spliced('19010b07', '19010b1807'));
  add('bootcount in nine bytes', 'cbor-not-shortest', spliced('19010b07', '19010b1b0000000000000007'));
  add('bootcount of 2^53', 'cbor-integer-range', spliced('19010b07', '19010b1b0020000000000000'));
  add('reserved additional information', 'cbor-reserved', spliced('19010b07', '19010b1c'));
  add('claims unsorted', 'cbor-unsorted-key', spliced('1901051a0001518019010b07', '19010b071901051a00015180'));
  add(
    'claim twice',
    'cbor-duplicate-key',
    withPayload(
      splice(
        splice(payload, '19010b07', '19010b0719010b07'),
        hex(payload.subarray(0, 4)),
        `a4${hex(payload.subarray(1, 4))}`,
      ),
    ),
  );
  add('temperature as floating-point number', 'cbor-unexpected-type', spliced('0b3904d1', '0bf9e4d2'));

  // Claims that are there and should not be, and the other way round.
  add(
    'unknown claim',
    'frame-unknown-claim',
    edited((claims) => claims.set(300, 0)),
  );
  add(
    'claim with a text key',
    'frame-unknown-claim',
    edited((claims) => claims.set('x', 0)),
  );
  add(
    'claim behind the metrological one',
    'frame-unknown-claim',
    edited((claims) => claims.set(-65538, 0)),
  );
  add(
    'unknown metrological key',
    'frame-unknown-claim',
    edited((_, metrological) => metrological.set(99, 0)),
  );
  add(
    'key of another kind of frame',
    'frame-unknown-claim',
    edited((_, metrological) => metrological.set(p.METROLOGICAL_KEY_COMMAND_RESULT, 0)),
  );
  add(
    'identity claim in a status frame',
    'frame-missing-claim',
    edited((claims) => claims.set(p.CLAIM_UEID, unhex(`01${'00'.repeat(16)}`))),
  );
  for (const [name, key] of [
    ['uptime', p.CLAIM_UPTIME],
    ['bootcount', p.CLAIM_BOOTCOUNT],
    ['metrological claim', p.CLAIM_METROLOGICAL],
  ]) {
    add(
      `without ${name}`,
      'frame-missing-claim',
      edited((claims) => claims.delete(key)),
    );
  }
  add(
    'without kind of frame',
    'frame-kind',
    edited((_, metrological) => metrological.delete(p.METROLOGICAL_KEY_KIND)),
  );
  for (const [name, key] of byValue(p)) {
    const part = /^METROLOGICAL_KEY_(?!KIND$|TEMPERATURE$)(.*)$/.exec(name);
    if (!part || !p.decodeCbor(payload).get(p.CLAIM_METROLOGICAL).has(key)) continue;
    add(
      `without ${part[1].toLowerCase().replaceAll('_', ' ')}`,
      'frame-missing-claim',
      edited((_, metrological) => metrological.delete(key)),
    );
  }

  // Values.
  const value = (name, code, key, changed) =>
    add(
      name,
      code,
      edited((_, metrological) => metrological.set(key, changed)),
    );
  value('unknown kind of frame', 'frame-kind', p.METROLOGICAL_KEY_KIND, 9);
  value('sequence zero', 'frame-value-range', p.METROLOGICAL_KEY_SEQUENCE, 0);
  value('sequence of 33 bits', 'frame-value-range', p.METROLOGICAL_KEY_SEQUENCE, 2 ** 32);
  value('negative sequence', 'cbor-unexpected-type', p.METROLOGICAL_KEY_SEQUENCE, -1);
  value('previous of 15 bytes', 'cbor-length', p.METROLOGICAL_KEY_PREVIOUS, Buffer.alloc(15));
  value('previous as text', 'cbor-unexpected-type', p.METROLOGICAL_KEY_PREVIOUS, '0123456789abcdef');
  value('self-state 4', 'frame-value-range', p.METROLOGICAL_KEY_SELF_STATE, 4);
  value('flags of 33 bits', 'frame-value-range', p.METROLOGICAL_KEY_FLAGS, 2 ** 32);
  value('seal state 3', 'frame-value-range', p.METROLOGICAL_KEY_SEAL_STATE, 3);
  value('time quality 4', 'frame-value-range', p.METROLOGICAL_KEY_TIME_QUALITY, 4);
  value('temperature above its range', 'frame-value-range', p.METROLOGICAL_KEY_TEMPERATURE, 32768);
  value('temperature below its range', 'frame-value-range', p.METROLOGICAL_KEY_TEMPERATURE, -32769);
  value('log head of 32 bytes', 'cbor-length', p.METROLOGICAL_KEY_LOG_HEAD, Buffer.alloc(32));
  value('identity digest of 7 bytes', 'cbor-length', p.METROLOGICAL_KEY_IDENTITY_DIGEST, Buffer.alloc(7));
  value('channels of 7 bytes', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, unhex('01000000000102'));
  value('nine channels', 'cbor-length', p.METROLOGICAL_KEY_CHANNELS, Buffer.alloc(54));
  value('channel zero', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, Buffer.alloc(6));
  value('channels unsorted', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, unhex('020000000001010000000001'));
  value('channel twice', 'frame-channels', p.METROLOGICAL_KEY_CHANNELS, unhex('010000000001010000000001'));
  add(
    'nonce of 7 bytes',
    'cbor-length',
    edited((claims) => claims.set(p.CLAIM_EAT_NONCE, Buffer.alloc(7))),
  );
  add(
    'nonce of 13 bytes',
    'cbor-length',
    edited((claims) => claims.set(p.CLAIM_EAT_NONCE, Buffer.alloc(13))),
  );
  add(
    'uptime of 33 bits',
    'frame-value-range',
    edited((claims) => claims.set(p.CLAIM_UPTIME, 2 ** 32)),
  );
  add(
    'bootcount of 17 bits',
    'frame-value-range',
    edited((claims) => claims.set(p.CLAIM_BOOTCOUNT, 65536)),
  );
  add(
    'negative time',
    'cbor-unexpected-type',
    edited((claims) => claims.set(p.CLAIM_IAT, -1)),
  );

  // Identity frames.
  const identityWith = (name, code, edit) => add(`identity: ${name}`, code, edited(edit, identity));
  identityWith('digest of another statement', 'frame-identity-digest', (claims) =>
    claims.set(p.CLAIM_SWVERSION, ['0.1.1']),
  );
  identityWith('ueid of another type', 'frame-value-range', (claims) =>
    claims.set(p.CLAIM_UEID, unhex(`02${'00'.repeat(16)}`)),
  );
  identityWith('without swname', 'frame-missing-claim', (claims) => claims.delete(p.CLAIM_SWNAME));
  const statement = [...p.decodeCbor(identity.payload)].filter(([key]) => key >= 256);
  add(
    'identity statement in a status frame',
    'frame-unknown-claim',
    edited((claims) => {
      for (const [key, value] of statement) if (!claims.has(key)) claims.set(key, value);
    }),
  );
  identityWith('without its statement', 'frame-missing-claim', (claims) => {
    for (const key of [...claims.keys()])
      if (key >= 256 && key !== p.CLAIM_UPTIME && key !== p.CLAIM_BOOTCOUNT) claims.delete(key);
  });
  identityWith('two hardware versions', 'cbor-length', (claims) => claims.set(p.CLAIM_HWVERSION, ['1', '2']));
  identityWith('debug status 5', 'frame-value-range', (claims) => claims.set(p.CLAIM_DBGSTAT, 5));
  identityWith('accuracy class 5', 'frame-value-range', (_, m) =>
    m.get(p.METROLOGICAL_KEY_DATA).set(p.DATA_KEY_ACCURACY_CLASS, 5),
  );
  identityWith('empty serial number', 'cbor-length', (_, m) =>
    m.get(p.METROLOGICAL_KEY_DATA).set(p.DATA_KEY_SERIAL_NUMBER, ''),
  );
  identityWith('unknown metrological data', 'frame-unknown-claim', (_, m) => m.get(p.METROLOGICAL_KEY_DATA).set(14, 0));
  const dataOf = (m) => m.get(p.METROLOGICAL_KEY_DATA);
  identityWith('nozzles of a scale', 'frame-unknown-claim', (_, m) =>
    dataOf(m).set(p.DATA_KEY_NOZZLES, [['1', 1, 2, 3, 4]]),
  );
  identityWith('instrument kind 3', 'frame-value-range', (_, m) => dataOf(m).set(p.DATA_KEY_INSTRUMENT_KIND, 3));
  identityWith('without what is not observed', 'frame-missing-claim', (_, m) =>
    dataOf(m).delete(p.DATA_KEY_UNOBSERVED),
  );
  identityWith('unobserved word of 33 bits', 'frame-value-range', (_, m) =>
    dataOf(m).set(p.DATA_KEY_UNOBSERVED, 2 ** 32),
  );
  identityWith('unknown life stage', 'frame-value-range', (_, m) => m.set(p.METROLOGICAL_KEY_LIFE_STAGE, 4));
  identityWith('without life stage', 'frame-missing-claim', (_, m) => m.delete(p.METROLOGICAL_KEY_LIFE_STAGE));
  identityWith('software counter of 17 bits', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_SOFTWARE_COUNTER, 65536),
  );
  identityWith('without software counter', 'frame-missing-claim', (_, m) =>
    m.delete(p.METROLOGICAL_KEY_SOFTWARE_COUNTER),
  );
  identityWith('two key epochs', 'cbor-length', (_, m) => m.set(p.METROLOGICAL_KEY_KEY_EPOCHS, [0, 1]));
  identityWith('key epoch of 17 bits', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_KEY_EPOCHS, [0, 65536, 1]),
  );
  identityWith('without key epochs', 'frame-missing-claim', (_, m) => m.delete(p.METROLOGICAL_KEY_KEY_EPOCHS));
  identityWith('element serial number of 8 bytes', 'cbor-length', (_, m) =>
    m.set(p.METROLOGICAL_KEY_ELEMENT, Buffer.alloc(8)),
  );
  add(
    'identity: falling key order (software counter before life stage)',
    'cbor-unsorted-key',
    spliced('15011703', '17031501', identity),
  );

  // Dispensers.
  const dispenserWith = (name, code, edit) => add(`dispenser: ${name}`, code, edited(edit, dispenser));
  const channels = (count) =>
    Buffer.concat(Array.from({ length: count }, (_, i) => unhex(`${hex([i + 1])}0000000000`)));
  dispenserWith('seven channels beside a nozzle state', 'frame-channels', (_, m) =>
    m.set(p.METROLOGICAL_KEY_CHANNELS, channels(7)),
  );
  dispenserWith('nozzle index 4', 'frame-nozzle', (_, m) =>
    m.set(p.METROLOGICAL_KEY_NOZZLE, Buffer.concat([unhex('04'), Buffer.alloc(9)])),
  );
  dispenserWith('nozzle state of 9 bytes', 'cbor-length', (_, m) => m.set(p.METROLOGICAL_KEY_NOZZLE, Buffer.alloc(9)));
  dispenserWith('nozzle state of 11 bytes', 'cbor-length', (_, m) =>
    m.set(p.METROLOGICAL_KEY_NOZZLE, Buffer.alloc(11)),
  );
  dispenserWith('indication above its range', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_INDICATION, 2 ** 31),
  );
  dispenserWith('indication below its range', 'frame-value-range', (_, m) =>
    m.set(p.METROLOGICAL_KEY_INDICATION, -(2 ** 31) - 1),
  );
  dispenserWith('indication as bytes', 'cbor-unexpected-type', (_, m) =>
    m.set(p.METROLOGICAL_KEY_INDICATION, Buffer.alloc(4)),
  );
  add(
    'status frame of 257 bytes',
    'frame-too-long',
    edited((_, m) => m.set(p.METROLOGICAL_KEY_INDICATION, 1), named('status, every field at its widest')),
  );
  const dispenserIdentityWith = (name, code, edit) =>
    add(`identity of a dispenser: ${name}`, code, edited(edit, dispenserIdentity));
  const nozzle = ['92', 5000, 50_000, 5000, 10_000];
  const nozzles = (name, code, list) =>
    dispenserIdentityWith(name, code, (_, m) => dataOf(m).set(p.DATA_KEY_NOZZLES, list));
  nozzles('no nozzle', 'cbor-length', []);
  nozzles('five nozzles', 'cbor-length', Array(5).fill(nozzle));
  nozzles('nozzle of four items', 'cbor-length', [nozzle.slice(0, 4)]);
  nozzles('fuel without a name', 'cbor-length', [['', ...nozzle.slice(1)]]);
  nozzles('fuel with a name of 13 bytes', 'cbor-length', [['gasoline 92 E', ...nozzle.slice(1)]]);
  nozzles('pulses of 33 bits', 'frame-value-range', [[...nozzle.slice(0, 4), 2 ** 32]]);
  dispenserIdentityWith('seven observed channels', 'cbor-length', (_, m) =>
    dataOf(m).set(p.DATA_KEY_OBSERVED_CHANNELS, unhex('10111213141516')),
  );
  dispenserIdentityWith('accuracy class of a dispenser', 'frame-unknown-claim', (_, m) =>
    dataOf(m).set(p.DATA_KEY_ACCURACY_CLASS, 3),
  );

  // Receipts.
  const values = (name, code, list) =>
    add(
      `receipt: ${name}`,
      code,
      edited((_, m) => m.set(p.METROLOGICAL_KEY_VALUES, list), receipt),
    );
  values('empty list of values', 'cbor-length', []);
  values('nine values', 'cbor-length', Array(9).fill(0));
  values('value as bytes', 'cbor-unexpected-type', [Buffer.alloc(1)]);
  add(
    'identity: invalid UTF-8',
    'cbor-utf8',
    spliced(
      hex(Buffer.from('SN-000042')),
      hex(Buffer.from([0x53, 0xc0, 0xaf, 0x30, 0x30, 0x30, 0x30, 0x34, 0x32])),
      identity,
    ),
  );
  return out;
}
