import type { KeyObject } from 'node:crypto';
import { equalBytes, FRAME_KIND_IDENTITY, HengzhunError, keyIdentifier, verifyCertificate } from '@hengzhun/protocol';
import { toHex } from '../../bytes.js';
import type { Bilingual } from '../../evaluation/levels.js';
import { kidOf } from '../../ledger/ledger-key.js';
import type { CaseFileInstrument } from '../case-file.js';
import type { Findings } from '../finding.js';
import { checkFrames } from './check-frames.js';
import { checkLog } from './check-log.js';

/** Keys of the reader's own that frames are proved by. */
export interface InstrumentTrust {
  /** Makers whose certificates count. */
  readonly makers: readonly KeyObject[];
  /** Keys of instruments that are trusted without a certificate, by identifier in hex. */
  readonly instruments: ReadonlyMap<string, KeyObject>;
}

/** Whose key it is, every frame, and the event log. @returns the UEID of the instrument that the key is proved to belong to, hex; undefined: none */
export function checkInstrument(
  instrument: CaseFileInstrument,
  trust: InstrumentTrust,
  findings: Findings,
): string | undefined {
  const kid = kidOf(instrument.publicKey);
  const { verdict, code, text, ueid } = trustIn(instrument, kid, trust);
  findings[verdict]('instrument', code, text, kid);
  const frames = checkFrames(instrument, kid, findings);
  checkLog(instrument, kid, frames, findings);
  // An identity frame is the instrument's own word for who it is; a certificate is the maker's, and comes first.
  const said = frames.flatMap(({ claims }) => (claims.kind === FRAME_KIND_IDENTITY ? [toHex(claims.ueid)] : []));
  const owner = ueid ?? said[0];
  const other = said.find((one) => one !== owner);
  if (other !== undefined) {
    const mismatch = {
      zh: `密钥 ${kid} 属于器具 ${owner}，但其身份帧自称为 ${other}`,
      en: `The key ${kid} belongs to the instrument ${owner}, and calls itself ${other} in an identity frame`,
    };
    findings.bad('instrument', 'identity-mismatch', mismatch, kid);
  }
  return owner;
}

/** Why a key is to be trusted, or not: the reader's own keys, or a maker's certificate. `ueid`: of the instrument that the certificate names. */
export function trustIn(
  { publicKey, enrolledAt, certificate }: Pick<CaseFileInstrument, 'publicKey' | 'enrolledAt' | 'certificate'>,
  kid: string,
  { makers, instruments }: InstrumentTrust,
): { verdict: 'good' | 'bad'; code: string; text: Bilingual; ueid?: string } {
  if (instruments.has(kid)) {
    const text = { zh: `器具密钥 ${kid} 为您所信任`, en: `The instrument's key ${kid} is one that you trust` };
    return { verdict: 'good', code: 'key-trusted', text };
  }
  if (certificate === undefined) {
    const text = {
      zh: `器具密钥 ${kid} 没有制造单位证书，也不在所信任的密钥中`,
      en: `The instrument's key ${kid} has no maker's certificate and is not among the keys that you trust`,
    };
    return { verdict: 'bad', code: 'key-untrusted', text };
  }
  let reason = 'no maker is trusted';
  for (const maker of makers) {
    try {
      const checked = verifyCertificate(certificate, maker, Math.floor(enrolledAt / 1000));
      if (equalBytes(keyIdentifier(checked.publicKey), keyIdentifier(publicKey))) {
        const ueid = toHex(checked.ueid);
        const text = {
          zh: `制造单位 ${checked.issuer} 的证书证明密钥 ${kid} 属于器具 ${ueid}`,
          en: `A certificate of the maker ${checked.issuer} proves that the key ${kid} belongs to the instrument ${ueid}`,
        };
        return { verdict: 'good', code: 'key-certified', text, ueid };
      }
      reason = 'it is for another key';
    } catch (cause) {
      if (!(cause instanceof HengzhunError)) throw cause;
      reason = cause.message.replace(/\.$/, '');
    }
  }
  const text = {
    zh: `器具密钥 ${kid} 的证书无法证实（${reason}）`,
    en: `The certificate of the instrument's key ${kid} does not hold: ${reason}`,
  };
  return { verdict: 'bad', code: 'certificate-invalid', text };
}
