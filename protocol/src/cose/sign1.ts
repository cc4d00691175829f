import { type KeyObject, verify } from 'node:crypto';
import { decodeCbor } from '../cbor/decode.js';
import { encodeCbor } from '../cbor/encode.js';
import { CborTag, type CborValue } from '../cbor/value.js';
import { ProtocolError } from '../errors.js';
import { type Es256, es256 } from '../frame/sign.js';
import { signatureDefect } from '../frame/signature-form.js';
import { ALGORITHM_ES256 } from '../generated/constants.js';

/** Header parameters of COSE (RFC 9052 section 3.1). */
const ALGORITHM = 1;
const CRITICAL = 2;

type Header = Map<CborValue, CborValue>;

/** A COSE_Sign1 as it was read; nothing about it is proved. */
export interface Sign1 {
  /** As encoded: what the signature covers. */
  protectedBytes: Uint8Array;
  protectedHeader: Header;
  unprotectedHeader: Header;
  payload: Uint8Array;
  signature: Uint8Array;
}

/**
 * Reads a COSE_Sign1 of any origin (RFC 9052 section 4.2): with or without tag 18, an empty protected header as h'' or
 * h'a0', any header parameters. Frames of instruments go through `decodeFrame`, which accepts only the contract's form.
 *
 * @throws ProtocolError `cose-form`, `cose-critical` and `cbor-*`: the encoding must be deterministic here too
 */
export function decodeSign1(bytes: Uint8Array): Sign1 {
  const [protectedBytes, unprotectedHeader, payload, signature] = coseItems(bytes, 18);
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) throw new ProtocolError('cose-form');
  return { ...coseHeaders(protectedBytes, unprotectedHeader), payload, signature };
}

/** The four items behind the tag, or without it. */
export function coseItems(bytes: Uint8Array, tag: number): CborValue[] {
  let message = decodeCbor(bytes);
  if (message instanceof CborTag) {
    if (message.tag !== tag) throw new ProtocolError('cose-form', 0, { detail: `It has tag ${message.tag}.` });
    message = message.value;
  }
  if (!Array.isArray(message) || message.length !== 4) throw new ProtocolError('cose-form');
  return message;
}

/** Both headers of a message; marks as critical are refused, since nothing is known here that could be. */
export function coseHeaders(
  protectedBytes: CborValue,
  unprotectedHeader: CborValue,
): Pick<Sign1, 'protectedBytes' | 'protectedHeader' | 'unprotectedHeader'> {
  if (!(protectedBytes instanceof Uint8Array) || !(unprotectedHeader instanceof Map)) {
    throw new ProtocolError('cose-form');
  }
  const protectedHeader = protectedBytes.length === 0 ? new Map() : decodeCbor(protectedBytes);
  if (!(protectedHeader instanceof Map)) throw new ProtocolError('cose-form');
  if (protectedHeader.has(CRITICAL) || unprotectedHeader.has(CRITICAL)) throw new ProtocolError('cose-critical');
  return { protectedBytes, protectedHeader, unprotectedHeader };
}

/** Algorithm of a message, protected or not; both at once is refused (RFC 9052 section 3). */
export function coseAlgorithm(message: Pick<Sign1, 'protectedHeader' | 'unprotectedHeader'>): CborValue {
  const { protectedHeader, unprotectedHeader } = message;
  for (const label of protectedHeader.keys()) if (unprotectedHeader.has(label)) throw new ProtocolError('cose-form');
  return protectedHeader.get(ALGORITHM) ?? unprotectedHeader.get(ALGORITHM);
}

/** An empty protected header is encoded as h'' in the structure, however it was sent (RFC 9052 section 4.4). */
export function structureHeader(protectedBytes: Uint8Array, protectedHeader: Header): Uint8Array {
  return protectedHeader.size === 0 ? new Uint8Array(0) : protectedBytes;
}

/** How to verify a COSE_Sign1. */
export interface Sign1Options {
  /** external_aad of RFC 9052 section 4.4; empty unless given. */
  externalData?: Uint8Array;
  /** Refuse signatures with the upper s, as for everything that Hengzhun signs. Others may sign so. */
  lowS?: boolean;
}

/**
 * Verifies a COSE_Sign1 of any origin with ES256.
 *
 * @returns the message
 * @throws ProtocolError `cose-algorithm`, `signature-*` and what `decodeSign1` throws
 */
export function verifySign1(bytes: Uint8Array, publicKey: KeyObject, options: Sign1Options = {}): Sign1 {
  const message = decodeSign1(bytes);
  if (coseAlgorithm(message) !== ALGORITHM_ES256) throw new ProtocolError('cose-algorithm');
  const header = structureHeader(message.protectedBytes, message.protectedHeader);
  const structure = encodeCbor(['Signature1', header, options.externalData ?? new Uint8Array(0), message.payload]);
  verifyEs256(structure, message.signature, publicKey, options.lowS ?? false);
  return message;
}

/**
 * Verifies an ES256 signature r || s over bytes (RFC 9053 section 2.1).
 *
 * @param lowS refuse the upper s with `signature-high-s`
 * @throws ProtocolError `signature-length`, `signature-range`, `signature-high-s`, `signature-invalid`
 */
export function verifyEs256(bytes: Uint8Array, signature: Uint8Array, publicKey: KeyObject, lowS = true): void {
  const defect = signatureDefect(signature);
  if (defect && (lowS || defect !== 'signature-high-s')) throw new ProtocolError(defect);
  if (!verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new ProtocolError('signature-invalid');
  }
}

/** Signs a payload: COSE_Sign1 with tag 18, ES256 in the protected header together with `parameters`, low-S. */
export function encodeSign1(
  payload: Uint8Array,
  parameters: Header,
  privateKey: KeyObject,
  signer: Es256 = es256(privateKey),
): Uint8Array {
  const header = encodeCbor(new Map<CborValue, CborValue>([...parameters, [ALGORITHM, ALGORITHM_ES256]]));
  const signature = signer(encodeCbor(['Signature1', header, new Uint8Array(0), payload]));
  return encodeCbor(new CborTag(18, [header, new Map(), payload, signature]));
}
