import { KEY_ASSURANCE_SECURE_ELEMENT, keyIdentifier, equalBytes as same, verifyCertificate } from '@hengzhun/protocol';
import { fromHex, toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { CheckedKey } from './public-key.js';
import type { KeyAssurance, Maker } from './records.js';

/** What a checked certificate proves. */
export interface CheckedCertificate {
  readonly bytes: Uint8Array;
  readonly maker: Maker;
  readonly assurance: KeyAssurance;
}

/**
 * Checks a maker's certificate (CWT, RFC 8392, with the instrument's key in `cnf`, RFC 8747): signed by a maker in the registry, valid now,
 * for this instrument and this key.
 *
 * @param text hex or base64url
 * @param now seconds since 1970
 * @throws {SdkError} `registry-bad-certificate`, `registry-unknown-maker`
 */
export function checkCertificate(
  text: string,
  ueid: Uint8Array,
  key: CheckedKey,
  makers: readonly Maker[],
  now: number,
): CheckedCertificate {
  const bytes = fromHex(text) ?? new Uint8Array(Buffer.from(text, 'base64url'));
  if (makers.length === 0) {
    const message = 'The registry knows no maker yet, so no certificate can be checked. Trust the maker first.';
    throw new SdkError('registry-unknown-maker', message);
  }
  let reason: unknown;
  for (const maker of makers) {
    try {
      const certificate = verifyCertificate(bytes, maker.publicKey, now);
      if (!same(certificate.ueid, ueid)) throw mismatch('another instrument', toHex(certificate.ueid));
      if (!same(keyIdentifier(certificate.publicKey), key.kid)) {
        throw mismatch('another key', toHex(keyIdentifier(certificate.publicKey)));
      }
      const secure = certificate.keyAssurance === KEY_ASSURANCE_SECURE_ELEMENT;
      return { bytes, maker, assurance: secure ? 'secure-element' : 'low' };
    } catch (cause) {
      if (cause instanceof SdkError) throw cause;
      const { code } = cause as { code?: string };
      // Another maker's certificate: the next maker may fit. Everything else is this certificate's own fault.
      if (code === 'key-mismatch' || code === 'signature-invalid') reason ??= cause;
      else {
        const message = `The certificate is not valid: ${(cause as Error).message} Ask the maker for a new one.`;
        throw new SdkError('registry-bad-certificate', message, {}, cause);
      }
    }
  }
  const message =
    'The certificate is not signed by a maker in the registry. Trust the maker first, or reject the instrument.';
  throw new SdkError('registry-unknown-maker', message, {}, reason);
}

function mismatch(what: string, found: string): SdkError {
  return new SdkError(
    'registry-bad-certificate',
    `The certificate is for ${what} (${found}). Check that the files belong together.`,
  );
}
