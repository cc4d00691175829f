import { derOf, splice, unhex } from './frame-surgery.mjs';
import { ORDER, otherS } from './rfc6979.mjs';
import { OTHER_SCALAR } from './samples.mjs';

/** Defects of the message around the parts, of the headers and of the signature. */
export function refuseMessages({ p, add, status, bstr, sign, message, withHeader }) {
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
}
