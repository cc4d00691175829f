import { X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { fromHex } from '../../bytes.js';
import { SdkError } from '../../errors.js';
import { kidOf } from '../../ledger/ledger-key.js';
import type { StatementSigner } from '../../ledger/signed-statement.js';
import { ecdsaDer } from './ecdsa-der.js';

/** OIDs of RFC 5480 section 3.2, RFC 5280 and X.520. */
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';

/** Largest certificate that has room in a record, bytes. */
export const largestCertificate = 4000;

/**
 * A certificate (X.509, RFC 5280) that an office issues to itself for the key of its ledger: ordinary readers want one to show a signature. It
 * proves nothing by itself; a reader trusts it, or the public key, once. An office with a certificate from an authority gives that instead.
 *
 * @param name of the office
 * @param from from when it is valid, ms since 1970; without end ("99991231235959Z", section 4.1.2.5)
 * @returns DER
 */
export function issueOfficeCertificate(key: StatementSigner, name: string, from: number): Uint8Array {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  // The same for one key: whoever trusted it once trusts it again.
  certificate.serialNumber = new asn1js.Integer({ valueHex: Uint8Array.from([0x01, ...fromHex(key.kid)!]).buffer });
  for (const subject of [certificate.issuer, certificate.subject]) {
    subject.typesAndValues = [attribute(COMMON_NAME, `${[...name].slice(0, 40).join('')} · ${key.kid}`)];
  }
  // RFC 5280 section 4.1.2.5: UTCTime through 2049.
  certificate.notBefore = new pkijs.Time({ type: 0, value: new Date(Math.floor(from / 1000) * 1000) });
  certificate.notAfter = new pkijs.Time({ type: 1, value: new Date('9999-12-31T23:59:59Z') });
  const spki = key.publicKey.export({ format: 'der', type: 'spki' });
  certificate.subjectPublicKeyInfo = new pkijs.PublicKeyInfo({
    schema: asn1js.fromBER(Uint8Array.from(spki).buffer).result,
  });
  certificate.extensions = [
    extension(BASIC_CONSTRAINTS, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    // digitalSignature and nonRepudiation.
    extension(KEY_USAGE, new asn1js.BitString({ valueHex: Uint8Array.of(0xc0).buffer, unusedBits: 6 })),
    extension(
      SUBJECT_KEY_IDENTIFIER,
      new asn1js.OctetString({ valueHex: Uint8Array.from(fromHex(key.kid)!).buffer }),
      false,
    ),
  ];
  const algorithm = () => new pkijs.AlgorithmIdentifier({ algorithmId: ECDSA_WITH_SHA256 });
  certificate.signature = algorithm();
  certificate.signatureAlgorithm = algorithm();
  const unsigned = certificate.encodeTBS().toBER(false);
  certificate.tbsView = new Uint8Array(unsigned);
  certificate.signatureValue = new asn1js.BitString({
    valueHex: bufferOf(ecdsaDer(key.sign(new Uint8Array(unsigned)))),
  });
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

/** Names are UTF8String (RFC 5280 section 4.1.2.4). */
const attribute = (type: string, value: string) =>
  new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) });

const extension = (extnID: string, value: asn1js.BaseBlock, critical = true) =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });

/** A view's bytes as a buffer of their own. */
export const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/**
 * The certificate that an office has for its key, as DER or PEM.
 * @throws {SdkError} `report-bad-certificate`: it cannot be read, is too large, or is of another key
 */
export function readOfficeCertificate(bytes: Uint8Array, kid: string): Uint8Array {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(bytes);
  } catch (cause) {
    throw bad('it cannot be read: give it as PEM or DER', kid, cause);
  }
  if (certificate.raw.length > largestCertificate) throw bad(`it has ${certificate.raw.length} bytes`, kid);
  const { publicKey } = certificate;
  const curve = publicKey.asymmetricKeyDetails?.namedCurve;
  if (curve !== 'prime256v1' || kidOf(publicKey) !== kid)
    throw bad('it is for another key than the one that signs', kid);
  return new Uint8Array(certificate.raw);
}

const bad = (what: string, kid: string, cause?: unknown): SdkError =>
  new SdkError('report-bad-certificate', `This certificate cannot stand for the key ${kid}: ${what}.`, { kid }, cause);
