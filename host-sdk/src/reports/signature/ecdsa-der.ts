import * as asn1js from 'asn1js';

/** A signature r || s (64 bytes) as the `Ecdsa-Sig-Value` of RFC 3279 section 2.2.3, which X.509 and CMS have. */
export function ecdsaDer(signature: Uint8Array): Uint8Array {
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map(
    (half) => new asn1js.Integer({ valueHex: unsigned(half) }),
  ) as [asn1js.Integer, asn1js.Integer];
  return new Uint8Array(new asn1js.Sequence({ value: [r, s] }).toBER(false));
}

/** Shortest two's complement of an unsigned number. */
function unsigned(bytes: Uint8Array): ArrayBuffer {
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at++;
  const rest = bytes.subarray(at);
  return Uint8Array.from(rest[0]! > 0x7f ? [0, ...rest] : rest).buffer;
}
