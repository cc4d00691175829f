import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { bufferOf } from './office-certificate.js';

/** OIDs of RFC 5652, RFC 5035 and RFC 5754. */
const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

/**
 * What is signed: the attributes that CAdES asks for (ETSI EN 319 122-1 section 5), content type, digest of the document and of the signer's
 * certificate, as the SET OF in DER of RFC 5652 section 5.4.
 *
 * @param digest SHA-256 of the document
 * @param certificate DER
 */
export function signedAttributes(digest: Uint8Array, certificate: Uint8Array): Uint8Array {
  return new Uint8Array(
    new asn1js.Set({ value: attributes(digest, certificate).map((one) => one.toSchema()) }).toBER(false),
  );
}

function attributes(digest: Uint8Array, certificate: Uint8Array): pkijs.Attribute[] {
  const hash = createHash('sha256').update(certificate).digest();
  // ESSCertIDv2 (RFC 5035 section 4): SHA-256 is the default and left out.
  const signingCertificate = new asn1js.Sequence({
    value: [
      new asn1js.Sequence({
        value: [new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: bufferOf(hash) })] })],
      }),
    ],
  });
  const list: [string, asn1js.BaseBlock][] = [
    [CONTENT_TYPE, new asn1js.ObjectIdentifier({ value: DATA })],
    [MESSAGE_DIGEST, new asn1js.OctetString({ valueHex: bufferOf(digest) })],
    [SIGNING_CERTIFICATE_V2, signingCertificate],
  ];
  // X.690 section 11.6: a SET OF in DER is in ascending order of its encodings.
  return list
    .map(([type, value]) => new pkijs.Attribute({ type, values: [value] }))
    .sort((a, b) => Buffer.compare(encoded(a), encoded(b)));
}

const encoded = (one: pkijs.Attribute): Buffer => Buffer.from(one.toSchema().toBER(false));

/**
 * The signature as CMS SignedData (RFC 5652), detached, with one signer and his certificate. The same input gives the same bytes.
 *
 * @param signature DER, over `signedAttributes`
 */
export function signedData(digest: Uint8Array, certificate: Uint8Array, signature: Uint8Array): Uint8Array {
  const parsed = pkijs.Certificate.fromBER(bufferOf(certificate));
  const sha256 = () => new pkijs.AlgorithmIdentifier({ algorithmId: SHA256 });
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: parsed.issuer, serialNumber: parsed.serialNumber }),
    digestAlgorithm: sha256(),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: attributes(digest, certificate) }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: ECDSA_WITH_SHA256 }),
    signature: new asn1js.OctetString({ valueHex: bufferOf(signature) }),
  });
  const content = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [sha256()],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: DATA }),
    certificates: [parsed],
    signerInfos: [signer],
  });
  const info = new pkijs.ContentInfo({ contentType: SIGNED_DATA, content: content.toSchema(true) });
  return new Uint8Array(info.toSchema().toBER(false));
}

/** Certificate and signature in a CMS SignedData, as bytes; undefined: there are none. Nothing is proved, and nothing else is looked at. */
export function partsOfSignedData(
  bytes: Uint8Array,
): { readonly certificate: Uint8Array; readonly signature: Uint8Array } | undefined {
  try {
    const info = pkijs.ContentInfo.fromBER(bufferOf(bytes));
    if (info.contentType !== SIGNED_DATA) return undefined;
    const { certificates, signerInfos } = new pkijs.SignedData({ schema: info.content });
    const [certificate] = certificates ?? [];
    const [signer] = signerInfos;
    if (!(certificate instanceof pkijs.Certificate) || signer === undefined) return undefined;
    return {
      certificate: new Uint8Array(certificate.toSchema(false).toBER(false)),
      signature: new Uint8Array(signer.signature.getValue()),
    };
  } catch {
    // pkijs throws many classes at what is no CMS: whatever it is, there is no signature to be had from it.
    return undefined;
  }
}
