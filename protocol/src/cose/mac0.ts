import { timingSafeEqual } from 'node:crypto';
import { encodeCbor } from '../cbor/encode.js';
import type { CborValue } from '../cbor/value.js';
import { ProtocolError } from '../errors.js';
import { ALGORITHM_HMAC_256 } from '../generated/constants.js';
import { hmacSha256 } from '../messages/hkdf.js';
import { coseAlgorithm, coseHeaders, coseItems, structureHeader } from './sign1.js';

/** A COSE_Mac0 as it was read. */
export interface Mac0 {
  protectedBytes: Uint8Array;
  protectedHeader: Map<CborValue, CborValue>;
  unprotectedHeader: Map<CborValue, CborValue>;
  payload: Uint8Array;
  tag: Uint8Array;
}

/**
 * Verifies a COSE_Mac0 of any origin with HMAC 256/256 (RFC 9052 section 6.2). Commands to instruments go through
 * `decodeRequest` and `verifyCommand`.
 *
 * @throws ProtocolError `cose-form`, `cose-critical`, `cose-algorithm`, `mac-invalid` and `cbor-*`
 */
export function verifyMac0(bytes: Uint8Array, key: Uint8Array, externalData = new Uint8Array(0)): Mac0 {
  const [protectedItem, unprotectedItem, payload, tag] = coseItems(bytes, 17);
  if (!(payload instanceof Uint8Array) || !(tag instanceof Uint8Array)) throw new ProtocolError('cose-form');
  const message = { ...coseHeaders(protectedItem, unprotectedItem), payload, tag };
  if (coseAlgorithm(message) !== ALGORITHM_HMAC_256) throw new ProtocolError('cose-algorithm');
  const header = structureHeader(message.protectedBytes, message.protectedHeader);
  const expected = hmacSha256(key, encodeCbor(['MAC0', header, externalData, payload]));
  if (tag.length !== expected.length || !timingSafeEqual(tag, expected)) throw new ProtocolError('mac-invalid');
  return message;
}
