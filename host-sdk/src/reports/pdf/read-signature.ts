import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { equalBytes } from '../../bytes.js';
import { kidOf } from '../../ledger/ledger-key.js';
import { partsOfSignedData, signedAttributes, signedData } from '../signature/signed-data.js';
import { rangeDigest, type SignaturePlace } from './place-signature.js';
import { signatureRoom } from './signature-field.js';

/** A signature that covers the whole file and fits the key in its certificate. Whether that key is to be trusted is another question. */
export interface PdfSignature {
  readonly place: SignaturePlace;
  readonly publicKey: KeyObject;
  /** Hex. */
  readonly kid: string;
  /** As the certificate has it. */
  readonly subject: string;
}

/**
 * Reads and proves the signature of a PDF record: one that covers everything but itself, in the one form that we write. There is no other
 * revision, nothing behind it, and no second signature.
 *
 * @param after where the attached files end: the field comes after them
 * @returns why not, in words, otherwise
 */
export function readSignature(bytes: Uint8Array, after: number): PdfSignature | { readonly fault: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = buffer.indexOf('/ByteRange [', after);
  const range = /^\/ByteRange \[0 ([1-9][0-9]{0,8}) ([1-9][0-9]{0,8}) ([1-9][0-9]{0,8})\] *\n\/Contents </.exec(
    at < 0 ? '' : buffer.subarray(at, at + 120).toString('latin1'),
  );
  if (range === null) return { fault: 'it is not signed in the form of a record' };
  const [start, end, rest] = [1, 2, 3].map((index) => Number(range[index])) as [number, number, number];
  const place = { start, end };
  if (start !== at + range[0].length - 1 || end !== start + 2 * signatureRoom + 2 || end + rest !== bytes.length) {
    return { fault: 'the signature does not cover the whole file: something was added or taken away' };
  }
  const cms = cmsIn(buffer.subarray(start, end).toString('latin1'));
  const parts = cms && partsOfSignedData(cms);
  const certificate = parts && certificateOf(parts.certificate);
  if (cms === undefined || parts === undefined || certificate === undefined)
    return { fault: 'its signature is no CMS of a record' };
  const { publicKey } = certificate;
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return { fault: 'its signature is not by a key of P-256' };
  const digest = rangeDigest(bytes, place);
  // Made again from its parts it must be the same: nothing else is in it.
  if (!equalBytes(cms, signedData(digest, parts.certificate, parts.signature))) {
    return { fault: 'the signature is of another file, or has another form: the file was changed' };
  }
  if (!verify('sha256', signedAttributes(digest, parts.certificate), publicKey, parts.signature)) {
    return { fault: 'the signature does not fit its certificate' };
  }
  return { place, publicKey, kid: kidOf(publicKey), subject: certificate.subject.replaceAll('\n', ', ') };
}

/** The CMS in its room: lower-case digits, then zeros. */
function cmsIn(text: string): Uint8Array | undefined {
  if (!/^<[0-9a-f]+>$/.test(text)) return undefined;
  const bytes = Buffer.from(text.slice(1, -1), 'hex');
  // A SEQUENCE with a length of two bytes: no signature of ours is shorter than 256 bytes.
  if (bytes[0] !== 0x30 || bytes[1] !== 0x82) return undefined;
  const length = 4 + bytes.readUInt16BE(2);
  return length <= bytes.length && bytes.subarray(length).every((byte) => byte === 0)
    ? bytes.subarray(0, length)
    : undefined;
}

function certificateOf(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    // OpenSSL's reasons are no words for people; there is no certificate.
    return undefined;
  }
}
