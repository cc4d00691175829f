/**
 * Base of every error that Hengzhun throws on purpose. Programs look at `code`, which is stable; people read `message`,
 * which says what to do and may be reworded.
 */
export class HengzhunError extends Error {
  /** Stable code in lower case with hyphens, e.g. `frame-algorithm`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Every code that this package uses, with its sentence. The README's table is checked against it. */
export const PROTOCOL_ERRORS = {
  'cbor-truncated': 'The bytes end in the middle of a data item: ask for the message again.',
  'cbor-trailing': 'Bytes follow the data item: the message was put together wrongly or glued to another.',
  'cbor-not-shortest': 'An integer, length or big number is not in its shortest form (RFC 8949 section 4.2.1).',
  'cbor-indefinite': 'Indefinite length is not deterministic (RFC 8949 section 4.2.1).',
  'cbor-reserved': 'Reserved additional information 28..30 (RFC 8949 section 3).',
  'cbor-unsorted-key': 'Map keys are not in ascending bytewise order (RFC 8949 section 4.2.1).',
  'cbor-duplicate-key': 'A map has the same key twice (RFC 8949 section 5.6).',
  'cbor-too-deep': 'Arrays, maps and tags are nested more than 16 deep.',
  'cbor-utf8': 'A text string is not well-formed Unicode (RFC 3629).',
  'cbor-simple-reserved': 'Simple values below 32 must be written in one byte (RFC 8949 section 3.3).',
  'cbor-float-not-shortest': 'A floating-point number has a shorter form of the same value (RFC 8949 section 4.2.1).',
  'cbor-float-nan': 'Not-a-number is written as f97e00 only (RFC 8949 section 4.2.2).',
  'cbor-integer-range': 'An integer lies beyond 2^53 - 1, which the contract does not use.',
  'cbor-unexpected-type': 'Another type of data item than the contract has at this place.',
  'cbor-length': 'A string is shorter or longer than the contract allows at this place.',
  'cbor-unencodable': 'A JavaScript value without a place in the CBOR data model: convert it first.',
  'frame-tag': 'Not a frame: COSE_Sign1 with tag 18 (RFC 9052 section 4.2) is expected.',
  'frame-form': 'Not an array of protected header, unprotected header, payload and signature.',
  'frame-too-long': 'The frame is longer than the contract allows.',
  'frame-algorithm': 'The protected header names another algorithm than ES256, which is the only one of version 1.',
  'frame-key-identifier': 'The protected header has no key identifier of 8 bytes.',
  'frame-critical':
    'The protected header marks parts as critical (RFC 9052 section 3.1), which version 1 does not know.',
  'frame-protected-extra': 'The protected header has an entry that version 1 does not know.',
  'frame-unprotected': 'The unprotected header must be empty: anyone on the way can change it.',
  'frame-unknown-claim': 'A claim or key that the contract does not have for this kind of frame.',
  'frame-missing-claim': 'A claim or key that the contract demands is missing.',
  'frame-kind': 'The metrological claim does not begin with a kind of frame that version 1 knows.',
  'frame-value-range': 'A value lies outside the range that the contract gives it.',
  'frame-channels':
    'The channels are not whole records of 6 bytes with ascending identifiers, or more than six beside a nozzle state.',
  'frame-nozzle': 'The nozzle state names a nozzle beyond the four that an instrument may have.',
  'frame-identity-digest': 'The identity digest is not the SHA-256 of the identity statement beside it.',
  'signature-length': 'A signature has 64 bytes: r and s.',
  'signature-range': 'r or s of the signature is zero or not below the order of the group.',
  'signature-high-s':
    'The signature has the upper of its two possible s: someone re-encoded it (only low-S is accepted).',
  'signature-invalid': 'The signature does not fit these bytes and this key.',
  'frame-wrong-key': 'The frame names another key than the one enrolled for this instrument.',
  'chain-search-limit': 'Too many bad signatures in this batch: this frame was not judged. Verify it alone.',
  'log-form': 'An entry of the event log does not have the form of the contract.',
  'log-length': 'The entries do not reach the signed length: read the missing ones.',
  'log-head': 'The entries do not hash to the signed head: one was changed, removed or added.',
  'message-unknown': 'The message is neither frame nor command, request or reply of the contract.',
  'reply-form': 'The items of a reply do not fit its kind.',
  'request-form': 'The items of a request do not fit its kind.',
  'request-unknown': 'A request number that the contract does not have.',
  'command-form':
    'A command is COSE_Mac0 with tag 17 or COSE_Sign1 with tag 18: protected header, empty map, body, and tag or signature.',
  'command-header':
    'The header of a command holds HMAC 256/256 and a key identifier of 4 bytes, or ES256 and one of 8 bytes; nothing else.',
  'command-body': 'The body of a command holds kind, nonce and arguments, and nothing else.',
  'command-key': 'A command key has 32 bytes; its derivation takes a master key of at least 32.',
  'slip-oversized': 'More bytes than one SLIP packet may hold.',
  'key-mismatch': 'The message names another key than the one given.',
  'key-form': 'Not a P-256 public key in a form that is understood.',
  'key-range': 'A coordinate of the public key is not below the prime of the field (SP 800-56A section 5.6.2.3.3).',
  'key-not-on-curve': 'The public key is not a point of P-256 (SP 800-56A section 5.6.2.3.3).',
  'cose-form': 'Not a COSE message of the expected kind.',
  'cose-algorithm': 'A COSE algorithm other than the expected one.',
  'cose-critical': 'The COSE header marks parts as critical that this reader does not know (RFC 9052 section 3.1).',
  'mac-invalid': 'The authentication tag does not fit these bytes and this key.',
  'certificate-form': 'The certificate does not hold the claims that an instrument certificate needs.',
  'certificate-expired': 'The certificate is no longer valid at this time.',
  'beacon-form': 'Not a beacon of 24 bytes that begins with "HZ".',
  'beacon-version': 'A beacon of another version than 1: this program is too old to read it.',
  'beacon-value': 'A value in the beacon lies outside the range that the contract gives it.',
  'radio-flow': 'A flow message is begin with 1 to 244 bytes, or acknowledge: two bytes, nothing else.',
  'radio-chunk': 'A notified chunk has its number and 1 to 244 bytes of the stream.',
  'certificate-not-yet-valid': 'The certificate is not valid yet at this time.',
} as const;

/** Stable code of a {@link ProtocolError}. */
export type ProtocolErrorCode = keyof typeof PROTOCOL_ERRORS;

/** Bytes that are not what the contract says, or keys and signatures that do not fit them. */
export class ProtocolError extends HengzhunError {
  declare readonly code: ProtocolErrorCode;
  /** Offset in the bytes that were read, where one is known. */
  readonly offset: number | undefined;

  constructor(code: ProtocolErrorCode, offset?: number, options?: ErrorOptions & { detail?: string }) {
    const place = offset === undefined ? '' : ` (at byte ${offset})`;
    const detail = options?.detail === undefined ? '' : ` ${options.detail}`;
    super(code, `${PROTOCOL_ERRORS[code]}${detail}${place}`, options);
    this.offset = offset;
  }
}
