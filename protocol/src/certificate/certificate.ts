import type { KeyObject } from 'node:crypto';
import { equalBytes } from '../bytes.js';
import { decodeCbor } from '../cbor/decode.js';
import { encodeCbor } from '../cbor/encode.js';
import type { CborValue } from '../cbor/value.js';
import { encodeSign1, verifySign1 } from '../cose/sign1.js';
import { ProtocolError } from '../errors.js';
import { type Es256, es256 } from '../frame/sign.js';
import {
  CERTIFICATE_CLAIM_CONFIRMATION,
  CERTIFICATE_CLAIM_EXPIRY,
  CERTIFICATE_CLAIM_ISSUER,
  CERTIFICATE_CLAIM_NOT_BEFORE,
  CLAIM_HWMODEL,
  CLAIM_IAT,
  CLAIM_METROLOGICAL,
  CLAIM_OEMID,
  CLAIM_UEID,
  DATA_KEY_KEY_ASSURANCE,
  KEY_ASSURANCE_LOW,
  KEY_ASSURANCE_SECURE_ELEMENT,
  METROLOGICAL_KEY_DATA,
} from '../generated/constants.js';
import { keyIdentifier } from '../keys/identifier.js';
import { exportCoseKey, importPublicKey } from '../keys/import.js';

/** The maker's word that a key belongs to an instrument (CDDL `certificate-claims`). */
export interface Certificate {
  /** The maker, 1..64 bytes of UTF-8. */
  issuer: string;
  /** 17 bytes. */
  ueid: Uint8Array;
  /** 16 bytes. */
  oemid: Uint8Array;
  /** 1..32 bytes. */
  hwmodel: Uint8Array;
  /** The instrument's key. */
  publicKey: KeyObject;
  /** KEY_ASSURANCE_*. */
  keyAssurance: number;
  /** Seconds since 1970-01-01T00:00:00Z. */
  issuedAt: number;
  /** First second in which it is valid. */
  notBefore?: number | undefined;
  /** First second in which it is no longer valid. */
  expires?: number | undefined;
}

type Claims = Map<CborValue, CborValue>;

/** Issues a certificate: CWT (RFC 8392) with the instrument's key in `cnf` (RFC 8747), signed by the maker's key. */
export function issueCertificate(
  certificate: Certificate,
  makerKey: KeyObject,
  signer: Es256 = es256(makerKey),
): Uint8Array {
  const claims: Claims = new Map<CborValue, CborValue>([
    [CERTIFICATE_CLAIM_ISSUER, certificate.issuer],
    [CLAIM_IAT, certificate.issuedAt],
    [CERTIFICATE_CLAIM_CONFIRMATION, new Map([[1, exportCoseKey(certificate.publicKey)]])],
    [CLAIM_UEID, certificate.ueid],
    [CLAIM_OEMID, certificate.oemid],
    [CLAIM_HWMODEL, certificate.hwmodel],
    [
      CLAIM_METROLOGICAL,
      new Map([[METROLOGICAL_KEY_DATA, new Map([[DATA_KEY_KEY_ASSURANCE, certificate.keyAssurance]])]]),
    ],
  ]);
  if (certificate.expires !== undefined) claims.set(CERTIFICATE_CLAIM_EXPIRY, certificate.expires);
  if (certificate.notBefore !== undefined) claims.set(CERTIFICATE_CLAIM_NOT_BEFORE, certificate.notBefore);
  readClaims(claims);
  return encodeSign1(encodeCbor(claims), new Map([[4, keyIdentifier(makerKey)]]), makerKey, signer);
}

/**
 * Verifies a certificate against the maker's enrolled key. The instrument's key inside it is validated as a point.
 *
 * @param now seconds since 1970 at which it must be valid
 * @throws ProtocolError `key-mismatch` (another maker's key), `signature-*`, `certificate-form`,
 * `certificate-not-yet-valid`, `certificate-expired`, `key-*`, `cose-*`, `cbor-*`
 */
export function verifyCertificate(bytes: Uint8Array, makerKey: KeyObject, now: number): Certificate {
  const message = verifySign1(bytes, makerKey, { lowS: true });
  const kid = message.protectedHeader.get(4);
  if (message.protectedHeader.size !== 2 || message.unprotectedHeader.size !== 0 || !(kid instanceof Uint8Array)) {
    throw new ProtocolError('certificate-form');
  }
  if (!equalBytes(kid, keyIdentifier(makerKey))) throw new ProtocolError('key-mismatch');
  const claims = decodeCbor(message.payload);
  if (!(claims instanceof Map)) throw new ProtocolError('certificate-form');
  const certificate = readClaims(claims);
  if (certificate.notBefore !== undefined && now < certificate.notBefore) {
    throw new ProtocolError('certificate-not-yet-valid');
  }
  if (certificate.expires !== undefined && now >= certificate.expires) throw new ProtocolError('certificate-expired');
  return certificate;
}

const KNOWN = new Set<CborValue>([
  CERTIFICATE_CLAIM_ISSUER,
  CERTIFICATE_CLAIM_EXPIRY,
  CERTIFICATE_CLAIM_NOT_BEFORE,
  CLAIM_IAT,
  CERTIFICATE_CLAIM_CONFIRMATION,
  CLAIM_UEID,
  CLAIM_OEMID,
  CLAIM_HWMODEL,
  CLAIM_METROLOGICAL,
]);

function readClaims(claims: Claims): Certificate {
  for (const key of claims.keys()) {
    if (!KNOWN.has(key)) throw new ProtocolError('certificate-form', undefined, { detail: `Unknown claim ${key}.` });
  }
  const issuer = claims.get(CERTIFICATE_CLAIM_ISSUER);
  if (typeof issuer !== 'string' || issuer === '' || Buffer.byteLength(issuer) > 64) fail('issuer');
  const ueid = bytesClaim(claims, CLAIM_UEID, 17, 17);
  if (ueid[0] !== 1) fail('ueid');
  return {
    issuer,
    ueid,
    oemid: bytesClaim(claims, CLAIM_OEMID, 16, 16),
    hwmodel: bytesClaim(claims, CLAIM_HWMODEL, 1, 32),
    publicKey: importPublicKey(only(claims.get(CERTIFICATE_CLAIM_CONFIRMATION), 1) as Claims),
    keyAssurance: keyAssurance(claims.get(CLAIM_METROLOGICAL)),
    issuedAt: time(claims, CLAIM_IAT) ?? fail('iat'),
    notBefore: time(claims, CERTIFICATE_CLAIM_NOT_BEFORE),
    expires: time(claims, CERTIFICATE_CLAIM_EXPIRY),
  };
}

function fail(claim: string): never {
  throw new ProtocolError('certificate-form', undefined, { detail: `Look at ${claim}.` });
}

function bytesClaim(claims: Claims, key: number, least: number, most: number): Uint8Array {
  const value = claims.get(key);
  if (!(value instanceof Uint8Array) || value.length < least || value.length > most) fail(`claim ${key}`);
  return value;
}

function time(claims: Claims, key: number): number | undefined {
  const value = claims.get(key);
  if (value === undefined && !claims.has(key)) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffffffff) fail(`claim ${key}`);
  return value;
}

/** Value of the only entry of a map, which must be a map in its turn. */
function only(value: CborValue, key: number): Claims {
  if (!(value instanceof Map) || value.size !== 1) fail(`the map around ${key}`);
  const inner = value.get(key);
  if (!(inner instanceof Map)) fail(`entry ${key}`);
  return inner;
}

function keyAssurance(value: CborValue): number {
  const data = only(value, METROLOGICAL_KEY_DATA);
  const assurance = data.get(DATA_KEY_KEY_ASSURANCE);
  if (data.size !== 1 || (assurance !== KEY_ASSURANCE_LOW && assurance !== KEY_ASSURANCE_SECURE_ELEMENT)) {
    fail('the key assurance');
  }
  return assurance;
}
